package import Clinic
import Ledger

/// Plans a session of its own for named members: an individual hour, a family session.
package struct AddSession: Command {
    package static let name = "add-session"
    let kind: SessionKind
    let members: [String]
    let facilitators: [StaffInitials]
    let on: LocalDate?
    let at: WallTime
    let length: Seconds

    /// - Parameter date: The local day; today if absent.
    package init(
        kind: SessionKind, members: [String], facilitators: [StaffInitials], on date: LocalDate?, at time: WallTime,
        length: Seconds
    ) {
        self.kind = kind
        self.members = members
        self.facilitators = facilitators
        on = date
        at = time
        self.length = length
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        guard (Seconds.minutes(5)...Seconds.hours(12)).contains(length) else {
            throw Refusal(.badValue(field: "length"), "a session lasts 5 minutes to 12 hours")
        }
        let date = on ?? work.today
        let codes = try members.map { try work.member($0) }
        guard let first = codes.first, Set(codes).count == codes.count else {
            throw Refusal(.badValue(field: "members"), "name at least one member, and each of them once")
        }
        for code in codes { _ = try work.enrolment(of: code, on: date) }
        let group = try group(of: first, work)
        let name = SessionName(group: group, date: date, time: at)
        guard try work.session(name) == nil else {
            throw Refusal(.badValue(field: "at"), "there is a session \(name) already; choose another time")
        }
        let start = work.site.zone.instant(of: date, at: at)
        guard start + length > work.now else {
            throw Refusal(
                .badValue(field: "at"), "a session on \(date) at \(at) is over; plan one that is still to come")
        }
        for code in codes where try !work.places(of: code).contains(where: { $0.group == group && $0.holds(on: date) })
        {
            try work.record(
                .rosterAdded(RosterAdded(from: date, to: date)), about: Subject(member: code, group: group))
        }
        let scheduled = SessionScheduled(
            kind: kind, date: date, start: at, length: length, plannedStart: start,
            opens: max(work.now, start - work.settings.opensBefore))
        try work.record(
            .sessionScheduled(scheduled), about: Subject(session: name, group: group),
            touching: work.weeks(of: codes, on: date))
        return SessionOutcome(session: name)
    }

    /// The group of a member's sessions of this kind, which meets on no fixed day.
    private func group(of member: MemberCode, _ work: Work) throws -> GroupID {
        let id = GroupID(unchecked: "\(kind.rawValue)-\(member.rawValue.lowercased())")
        if let known = try work.group(id) {
            guard known.facilitators != facilitators, !facilitators.isEmpty else { return id }
        }
        let group = Group(
            id: id, name: "\(kind.rawValue.capitalised) session of \(member)",
            label: "\(kind.rawValue.capitalised) session", kind: kind, meetings: [], facilitators: facilitators,
            lead: facilitators.first, isOneOff: true)
        try work.record(.groupAdded(group), about: Subject(group: id))
        return id
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
