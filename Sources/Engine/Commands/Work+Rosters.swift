import Clinic
import Ledger

extension Work {
    /// Gives a member a place on a roster, or one on its waitlist if it is full on that day.
    ///
    /// - Parameter weeks: The weeks that are to be worked out anew.
    /// - Returns: Whether they wait.
    func place(
        _ member: MemberCode, in group: Group, from: LocalDate, to: LocalDate?, touching weeks: [WeekKey]
    ) throws -> Bool {
        let roster = try store.roster(of: group.id)
        let taken = roster.count { $0.holds(on: max(from, today)) }
        let waits = group.capacity.map { taken >= $0 } ?? false
        let entry = RosterAdded(from: from, to: to)
        try record(
            waits ? .rosterWaitlisted(entry) : .rosterAdded(entry),
            about: Subject(member: member, group: group.id), touching: weeks)
        return waits
    }

    /// Takes a member off a roster from a day on, and gives the place to whoever has waited longest.
    ///
    /// - Parameter weeks: The weeks that are to be worked out anew.
    /// - Returns: Who was given the place.
    @discardableResult
    func leave(
        _ member: MemberCode, _ group: GroupID, before date: LocalDate, touching weeks: [WeekKey]
    ) throws -> MemberCode? {
        try record(
            .rosterRemoved(RosterRemoved(from: date)), about: Subject(member: member, group: group),
            touching: weeks)
        return try promoteNext(in: group, from: max(date, today))
    }

    /// Gives a place that is free from a day on to whoever has waited longest; `nil` if nobody waits or none is free.
    func promoteNext(in group: GroupID, from: LocalDate) throws -> MemberCode? {
        let roster = try store.roster(of: group)
        let capacity = try self.group(group)?.capacity ?? .max
        guard let next = roster.first(where: \.waitlisted),
            roster.count(where: { $0.holds(on: max(next.from, from)) }) < capacity
        else { return nil }
        try record(
            .rosterPromoted(RosterAdded(from: max(next.from, from), to: next.to)),
            about: Subject(member: next.member, group: group), touching: self.weeks(of: [next.member], on: today))
        return next.member
    }
}
