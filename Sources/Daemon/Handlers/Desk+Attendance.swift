import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    func serveAttendance(on service: inout Service) throws {
        try command(API.Attendance.CheckIn.self, on: &service, key: \.idempotencyKey) { asked in
            CheckIn(
                member: asked.member, session: asked.session, at: asked.at, mode: try mode(asked.mode),
                walkIn: asked.walkIn ?? false, reason: asked.reason)
        } reply: { answer in
            let parts = parts(answer)
            return API.Attendance.CheckIn.Reply(
                member: parts.member, shortName: parts.shortName, initials: parts.initials, session: parts.session,
                groupName: answer.outcome.groupName, since: parts.since, alreadyIn: !answer.outcome.changed,
                origin: parts.origin, week: parts.week, warnings: answer.outcome.warnings,
                measures: answer.outcome.asksFor?.map(\.rawValue) ?? [])
        }
        try command(API.Attendance.CheckOut.self, on: &service, key: \.idempotencyKey) { asked in
            CheckOut(member: asked.member, session: asked.session, at: asked.at)
        } reply: { answer in
            let parts = parts(answer)
            return API.Attendance.CheckOut.Reply(
                member: parts.member, shortName: parts.shortName, initials: parts.initials, session: parts.session,
                groupName: answer.outcome.groupName, since: parts.since,
                until: presenter.time(answer.outcome.until ?? answer.outcome.since),
                attendedSeconds: answer.outcome.attended.count, creditedSeconds: answer.outcome.credited.count,
                alreadyOut: !answer.outcome.changed, week: parts.week)
        }
        try command(API.Attendance.Scan.self, on: &service, key: \.idempotencyKey) { asked in
            Scan(code: asked.code, session: asked.session, at: asked.at, out: asked.out ?? false)
        } reply: { answer in
            let outcome = answer.outcome
            return API.Attendance.Scan.Reply(
                outcome: outcome.kind.rawValue, member: outcome.member.rawValue,
                initials: answer.cards[outcome.member]?.initials.reveal() ?? "", session: outcome.session.rawValue,
                label: outcome.label, since: presenter.time(outcome.since), until: outcome.until.map(presenter.time))
        }
        try command(API.Attendance.Move.self, on: &service, key: \.idempotencyKey) { asked in
            MoveAttendance(
                session: asked.session, from: asked.from, to: asked.to, walkIn: asked.walkIn ?? false,
                reason: asked.reason)
        } reply: { answer in
            let parts = parts(answer)
            return API.Attendance.Move.Reply(
                member: parts.member, shortName: parts.shortName, initials: parts.initials, session: parts.session,
                groupName: answer.outcome.groupName, since: parts.since, alreadyIn: false,
                origin: parts.origin, week: parts.week, warnings: answer.outcome.warnings,
                from: answer.outcome.movedFrom?.rawValue ?? "")
        }
        try serveUndo(on: &service)
        try question(API.Attendance.Present.self, on: &service) { _, store in
            let sessions = try store.liveSessions()
            return API.Attendance.Present.Reply(
                now: presenter.time(engine.clock.now), present: try sessions.flatMap { try people($0, store) },
                guests: sessions.reduce(0) { $0 + $1.guests })
        }
    }

    /// Who is at a session now, by name.
    private func people(_ session: Session, _ store: Store) throws -> [API.Attendance.Person] {
        let groupName = try store.group(session.group)?.name ?? ""
        let present = try store.attendances(at: session.name).filter { $0.state == .present }
        return try present.compactMap { attendance in
            let presences = try store.presences(of: attendance.member, at: session).map(\.presence)
            guard let presence = presences.last(where: { $0.to == nil }) else { return nil }
            return API.Attendance.Person(
                member: attendance.member.rawValue,
                shortName: try store.card(attendance.member)?.shortName.reveal() ?? "",
                session: session.name.rawValue, groupName: groupName, since: presenter.time(presence.from),
                mode: presence.mode.rawValue)
        }.sorted { ($0.shortName, $0.member) < ($1.shortName, $1.member) }
    }

    private func serveUndo(on service: inout Service) throws {
        try command(API.Attendance.Undo.self, on: &service, key: \.idempotencyKey) { _ in
            Undo()
        } reply: { answer in
            let outcome = answer.outcome
            let shortName = outcome.member.flatMap { answer.cards[$0]?.shortName.reveal() }
            let time = engine.site.zone.wallTime(at: outcome.at)
            let what = [
                "attendance.checked_in": "check-in", "attendance.checked_out": "check-out", "attendance.moved": "move",
                "attendance.called_out": "call-out", "attendance.corrected": "correction",
                "attendance.reviewed": "review", "attendance.marked_no_show": "no-show",
                "session.signed": "signature", "session.led": "change of who leads",
                "session.guests_counted": "count of the guests", "note.recorded": "note",
            ]
            let about = outcome.member?.rawValue ?? outcome.session?.rawValue ?? "nobody"
            return API.Attendance.Undo.Reply(
                what: outcome.type, member: outcome.member?.rawValue, shortName: shortName,
                session: outcome.session?.rawValue, at: presenter.time(outcome.at),
                message: "the \(what[outcome.type] ?? "entry") of \(about) at \(time) is taken back")
        }
    }

    func mode(_ text: String?) throws -> PresenceMode {
        guard let text else { return .inPerson }
        guard let mode = PresenceMode(rawValue: text) else {
            throw Refusal(
                .badValue(field: "mode"),
                "a member attends \(PresenceMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return mode
    }

    private struct Parts {
        let member: String
        let shortName: String
        let initials: String
        let session: String
        let since: String
        let origin: String
        let week: API.Attendance.Week
    }

    private func parts(_ answer: Answer<PresenceOutcome>) -> Parts {
        let outcome = answer.outcome
        let card = answer.cards[outcome.member]
        return Parts(
            member: outcome.member.rawValue, shortName: card?.shortName.reveal() ?? "",
            initials: card?.initials.reveal() ?? "", session: outcome.session.rawValue,
            since: presenter.time(outcome.since),
            origin: (outcome.origin ?? .rostered).rawValue, week: presenter.week(outcome.week))
    }
}
