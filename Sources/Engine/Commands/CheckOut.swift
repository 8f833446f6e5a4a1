import Clinic
import Ledger

/// A member leaves.
package struct CheckOut: Command {
    package static let name = "check-out"
    let member: String
    let session: String?
    let at: String?

    package init(member: String, session: String?, at: String?) {
        self.member = member
        self.session = session
        self.at = at
    }

    package func perform(_ work: Work) throws -> PresenceOutcome {
        let member = try work.member(member)
        let session = try session(for: member, work)
        let group = try work.group(of: session)
        let presences = try work.presences(of: member, at: session)
        guard let last = presences.last(where: { $0.presence.to == nil }) ?? presences.last else {
            throw Refusal(
                .notIn(member),
                "\(member) was not checked in at \(session.name), so can't be checked out; "
                    + "check them in with 'convene in \(member) --at 18:00' first")
        }
        if let until = last.presence.to {
            return try work.outcome(
                member, session, group, since: last.presence.from, until: until, changed: false)
        }
        let at = try work.instant(at, for: session)
        guard at >= last.presence.from, at <= work.now else {
            throw Refusal(
                .outsideSession,
                "\(member) came at \(work.site.zone.wallTime(at: last.presence.from)) and now is "
                    + "\(work.site.zone.wallTime(at: work.now)); "
                    + "\(work.site.zone.wallTime(at: at)) is not between them")
        }
        try work.checkOut(member, from: session, at: at)
        return try work.outcome(member, session, group, since: last.presence.from, until: at, changed: true)
    }

    /// Where the member is, or else where they were today.
    private func session(for member: MemberCode, _ work: Work) throws -> Session {
        if let session { return try work.session(session, among: []) }
        let live = try work.store.liveSessions()
        let seen = try live.map { ($0, try work.presences(of: member, at: $0)) }.filter { !$0.1.isEmpty }
        let inside = seen.filter { $0.1.contains { $0.presence.to == nil } }
        let choices = (inside.isEmpty ? seen : inside).map(\.0)
        if choices.isEmpty, !live.isEmpty {
            throw Refusal(
                .notIn(member),
                "\(member) is in no session that is open, so can't be checked out; "
                    + "'convene today' shows who is where")
        }
        return try work.session(nil, among: choices)
    }
}

extension Work {
    /// Records that a member who is at a session left it at an instant.
    func checkOut(_ member: MemberCode, from session: Session, at: Instant) throws {
        try record(
            .checkedOut(CheckedOut(by: .person)),
            about: Subject(member: member, session: session.name, group: session.group), happened: at,
            touching: weeks(of: [member], on: session.date))
    }
}
