import ConvenedAPI
import Varlink

extension CheckIn {
    /// Asks who is there and checks them in: all calls are sent before the first answer is waited for.
    func holdRollCall(_ daemon: Connection) throws {
        try daemon.askWhoUsesIt()
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
        var refusals = Refusals(asJSON: global.json)
        var arrivals: [API.Attendance.CheckIn.Reply] = []
        for code in codes {
            try daemon.send(API.Attendance.CheckIn.self, parameters(code, of: codes.count, session))
        }
        for _ in codes {
            do {
                let reply = try daemon.receive()
                try daemon.show(reply, as: API.Attendance.CheckIn.self)
                arrivals.append(try reply.decoded(as: API.Attendance.CheckIn.self))
            } catch let refusal as VarlinkFailure {
                refusals.say(refusal)
            }
        }
        daemon.disconnect()
        try takeMeasures(of: arrivals, among: codes.count, daemon)
        try refusals.finish()
    }
}
