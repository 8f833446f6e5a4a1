import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    func serveSessions(on service: inout Service) throws {
        try question(API.Sessions.List.self, on: &service) { asked, store in
            let from = try date(asked.from, "from") ?? today
            let to = try date(asked.to, "to") ?? from.adding(days: 6)
            let group = try asked.group.map { try known(group: $0, in: store).id }
            if let state = asked.state, SessionState(rawValue: state) == nil {
                throw Refusal(
                    .badValue(field: "state"),
                    "a session is \(SessionState.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            let sessions = try store.sessions(from: from, to: to, group: group)
            return API.Sessions.List.Reply(
                sessions: try sessions.filter { asked.state == nil || $0.state.rawValue == asked.state }
                    .map { try store.present($0, presenter) })
        }
        try question(API.Sessions.Today.self, on: &service) { _, store in
            let live = try store.liveSessions().filter { $0.date != today }
            let sessions = try live + store.sessions(from: today, to: today)
            return API.Sessions.Today.Reply(
                date: today.description, zone: engine.site.zone.identifier,
                sessions: try sessions.map { try store.present($0, presenter) })
        }
        try serveSessionLife(on: &service)
        try serveSigning(on: &service)
        try serveSessionCourse(on: &service)
    }

    private func serveSessionLife(on service: inout Service) throws {
        try command(API.Sessions.Open.self, on: &service, key: \.idempotencyKey) { asked in
            OpenSession(session: asked.session)
        } reading: { answer, store in
            API.Sessions.Open.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.Start.self, on: &service, key: \.idempotencyKey) { asked in
            StartSession(session: asked.session, at: asked.at, asks: asked.ask ?? false)
        } reading: { answer, store in
            API.Sessions.Start.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.End.self, on: &service, key: \.idempotencyKey) { asked in
            EndSession(session: asked.session, at: asked.at)
        } reading: { answer, store in
            API.Sessions.End.Reply(
                session: try session(answer, store), checkedOut: answer.outcome.checkedOut,
                noShows: answer.outcome.noShows.map(\.rawValue))
        }
        try command(API.Sessions.Cancel.self, on: &service, key: \.idempotencyKey) { asked in
            CancelSession(session: asked.session, reason: asked.reason)
        } reading: { answer, store in
            API.Sessions.Cancel.Reply(session: try session(answer, store))
        }
    }

    func session(_ answer: Answer<SessionOutcome>, _ store: Store) throws -> API.Sessions.Session {
        guard let session = try store.session(answer.outcome.session) else {
            throw LedgerError.unreadable("a session that isn't there")
        }
        return try store.present(session, presenter)
    }

    /// A date that a caller gave.
    func date(_ text: String?, _ field: String) throws -> LocalDate? {
        guard let text else { return nil }
        guard let date = LocalDate(text: text) else {
            throw Refusal(.badValue(field: field), "the date \(text.prefix(20)) can't be read; write it as 2026-11-23")
        }
        return date
    }

    func known(group text: String, in store: Store) throws -> Group {
        guard let id = GroupID(rawValue: text), let group = try store.group(id) else {
            throw Refusal(
                .noSuchGroup(String(text.prefix(40))),
                "there is no group \(text.prefix(40)); 'convene group list' shows them")
        }
        return group
    }
}
