import Clinic
import Ledger

/// Holds two sessions as one on a short-staffed day: rosters and hours together.
package struct MergeSessions: Command {
    package static let name = "merge-sessions"
    let session: String
    let into: String

    package init(session: String, into other: String) {
        self.session = session
        into = other
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(session, among: [])
        let host = try work.session(into, among: [])
        guard session.name != host.name, session.date == host.date else {
            throw Refusal(
                .wrongState(session.name, session.state),
                "\(session.name) can't be merged into \(host.name): name two sessions of the same day")
        }
        guard session.state == .scheduled || session.state == .open else {
            throw work.wrongState(session, "merged into \(host.name)", "only a session that hasn't started can be")
        }
        guard !host.state.isOver, host.state != .cancelled else {
            throw work.wrongState(host, "joined by \(session.name)", "name one that isn't over")
        }
        let guests = try work.store.sessionsMerged(into: session)
        guard guests.isEmpty else {
            throw Refusal(
                .wrongState(session.name, session.state),
                "\(session.name) can't be merged into \(host.name): \(guests[0]) was merged into it before; "
                    + "merge \(host.name) into \(session.name) instead")
        }
        let members = try Set(work.concerned(by: session) + work.concerned(by: host)).sorted()
        try work.record(
            .sessionMerged(SessionMerged(into: host.name)), about: work.subject(session),
            touching: work.weeks(of: members, on: session.date))
        return SessionOutcome(session: host.name)
    }
}
