import Clinic
import Ledger

/// What was entered for one member at a session was another's: the times stay, the person changes.
package struct MoveAttendance: Command {
    package static let name = "move-attendance"
    let session: String
    let from: String
    let to: String
    let walkIn: Bool
    let reason: String?

    /// - Parameter reason: Why; needed once the session has ended.
    package init(session: String, from: String, to: String, walkIn: Bool, reason: String? = nil) {
        self.session = session
        self.from = from
        self.to = to
        self.walkIn = walkIn
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> PresenceOutcome {
        let session = try work.session(session, among: [])
        guard session.state != .closed else {
            throw work.wrongState(
                session, "changed like this",
                "it is signed, so a supervisor sets it right with 'convene attendance error' and 'convene attendance "
                    + "correct', and says why")
        }
        let from = try work.member(from)
        let to = try work.member(to)
        let group = try work.group(of: session)
        try work.checkMayCorrect(session, "corrected")
        let reason = try checkedReason(session, work)
        guard from != to, let before = try work.store.entry(of: from, at: session), let last = before.presences.last
        else {
            throw Refusal(
                .notIn(from),
                from == to
                    ? "\(from) can't be moved to themselves; name the member who was really there"
                    : "\(from) was not at \(session.name), so there is nothing to move")
        }
        guard try work.presences(of: to, at: session).isEmpty else {
            throw Refusal(
                .outsideSession,
                "\(to) was at \(session.name) too, so \(from)'s times can't be moved to them; "
                    + "take the wrong entry back with 'convene undo'")
        }
        let origin = try work.origin(of: to, at: session)
        try work.admit(to, to: session, group, as: origin, walkIn: walkIn)
        let place = try work.origin(of: from, at: session)
        let isMissed = session.ended != nil && place != .walkIn
        let moved = Moved(
            to: to, origin: origin, before: before, replaced: try work.store.entry(of: to, at: session),
            left: try work.saidAbsence(of: from, at: session.name)?.entry
                ?? (isMissed ? AttendanceEntry(state: .noShow, origin: place) : nil),
            reason: reason)
        try work.record(
            .moved(moved), about: Subject(member: from, session: session.name, group: group.id),
            touching: work.weeks(of: [from, to], on: session.date))
        var outcome = try work.outcome(
            to, session, group, origin: origin, since: last.from, until: last.to, changed: true)
        outcome.movedFrom = from
        return outcome
    }

    private func checkedReason(_ session: Session, _ work: Work) throws -> String? {
        guard reason != nil || session.ended != nil else { return nil }
        return try work.checked(reason: reason ?? "", of: "a move after the end of \(session.name)")
    }
}

extension Work {
    /// Whether a member has a place at a session, by its own roster or by that of a session merged into it.
    func isExpected(_ member: MemberCode, at session: Session) throws -> Bool {
        let groups = try places(of: member).filter { $0.holds(on: session.date) }.map(\.group)
        if groups.contains(session.group) { return true }
        return try groups.contains { group in
            try sessions(of: group, in: week(of: session.date)).contains { $0.mergedInto == session.name }
        }
    }

    /// How a member comes to be at a session.
    func origin(of member: MemberCode, at session: Session) throws -> Attendance.Origin {
        if try isExpected(member, at: session) { return .rostered }
        return try bookings(of: member).contains { $0.session == session.name } ? .makeUp : .walkIn
    }
}
