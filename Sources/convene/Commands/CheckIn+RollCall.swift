import ConvenedAPI
import Varlink

extension CheckIn {
    /// Asks who is there and checks them in, all at once.
    func holdRollCall(_ daemon: Connection) throws {
        let reply = try daemon.resolving(session) {
            try daemon.call(API.Sessions.Show.self, .init(session: $0))
        }
        let expected = reply.attendances.filter { $0.state == "expected" }
        guard !expected.isEmpty else {
            if global.json { return }
            return Terminal.print([
                reply.session.headline, "Nobody else is expected: \(count(reply.session.present, "member")) here.",
            ])
        }
        Terminal.complain([reply.session.headline, ""])
        daemon.disconnect()
        let rollCall = RollCall(expected.map { .init(code: $0.member, shortName: $0.shortName) })
        switch Terminal.hold(rollCall) {
        case .checkIn(let codes): try checkIn(codes, at: reply.session.session, daemon)
        case .interrupt: throw Failure(.interrupted)
        case .none, .quit, .redraw: Terminal.complain(["Nobody was checked in."])
        }
    }

    private func checkIn(_ codes: [String], at session: String, _ daemon: Connection) throws {
        let method = API.Attendance.CheckIn.self
        let replies = try daemon.replies(
            to: method,
            codes.map { code in
                .init(
                    member: code, session: session, at: at, mode: mode?.wireName, walkIn: walkIn ? true : nil,
                    idempotencyKey: change.key(for: code, of: codes.count))
            })
        var failures: [Failure] = []
        for reply in replies {
            do {
                try daemon.show(reply.get(), as: method)
            } catch let refusal as VarlinkFailure {
                failures.append(Failure(refusal, asJSON: global.json))
            }
        }
        try Failure.report(failures)
    }
}
