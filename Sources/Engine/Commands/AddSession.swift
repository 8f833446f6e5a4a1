package import Clinic
import Ledger

/// Plans a session of its own for named members: an individual hour, a family session. One that is over already is entered
/// as it was held, within the rules of corrections.
package struct AddSession: Command {
    package static let name = "add-session"
    let kind: SessionKind
    let members: [String]
    let facilitators: [StaffInitials]
    let on: LocalDate?
    let at: WallTime
    let length: Seconds
    let reason: String?

    /// - Parameters:
    ///   - date: The local day; today if absent.
    ///   - reason: Why it is entered afterwards: needed for a session that is over, and asked of nobody else.
    package init(
        kind: SessionKind, members: [String], facilitators: [StaffInitials], on date: LocalDate?, at time: WallTime,
        length: Seconds, reason: String? = nil
    ) {
        self.kind = kind
        self.members = members
        self.facilitators = facilitators
        on = date
        at = time
        self.length = length
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        guard (Seconds.minutes(5)...Seconds.hours(12)).contains(length) else {
            throw Refusal(.badValue(field: "length"), "a session lasts 5 minutes to 12 hours")
        }
        let date = on ?? work.today
        try work.checkAhead(date, "on")
        let codes = try members.map { try work.member($0) }
        guard let first = codes.first, Set(codes).count == codes.count else {
            throw Refusal(.badValue(field: "members"), "name at least one member, and each of them once")
        }
        for code in codes { _ = try work.enrolment(of: code, on: date) }
        try work.checkWorkHere(facilitators)
        let start = work.site.zone.instant(of: date, at: at)
        let isOver = start + length <= work.now
        let reason = try checkedReason(isOver: isOver, of: "\(date) at \(at)", ended: start + length, work)
        let known = try knownGroup(of: first, work)
        let group = try known ?? newGroup(of: first, work)
        let name = SessionName(group: group, date: date, time: at)
        if known != nil, try work.session(name) != nil {
            throw Refusal(.badValue(field: "at"), "there is a session \(name) already; choose another time")
        }
        for code in codes where try !work.places(of: code).contains(where: { $0.group == group && $0.holds(on: date) })
        {
            try work.record(
                .rosterAdded(RosterAdded(from: date, to: date)), about: Subject(member: code, group: group))
        }
        let scheduled = SessionScheduled(
            kind: kind, date: date, start: at, length: length, plannedStart: start,
            opens: max(work.now, start - work.settings.opensBefore), reason: reason)
        try work.record(
            .sessionScheduled(scheduled), about: Subject(session: name, group: group),
            touching: isOver ? [] : work.weeks(of: codes, on: date))
        if isOver { try work.enterAsHeld(name, with: codes) }
        return SessionOutcome(session: name)
    }

    private func checkedReason(isOver: Bool, of time: String, ended: Instant, _ work: Work) throws -> String? {
        guard isOver else {
            guard reason == nil else {
                throw Refusal(
                    .badValue(field: "reason"),
                    "the session of \(time) is still to come, so nobody is asked why it is entered; leave the reason out"
                )
            }
            return nil
        }
        try work.checkMayCorrect("a session of \(time)", ended: ended, "entered")
        return try work.checked(reason: reason ?? "", of: "a session of \(time), which is over,")
    }

    private var title: String { kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst() + " session" }

    private func name(for member: MemberCode) -> String { "\(title) of \(member)" }

    /// The group of a member's sessions of this kind with these facilitators, which meets on no fixed day.
    private func knownGroup(of member: MemberCode, _ work: Work) throws -> GroupID? {
        try work.places(of: member).compactMap { try work.group($0.group) }.first { group in
            group.isOneOff == true && group.kind == kind && group.name == name(for: member)
                && (facilitators.isEmpty || group.facilitators == facilitators)
        }?.id
    }

    /// A group for a member's sessions. Its identifier is in the sessions' names, which may stand in another member's
    /// record, so it names nobody.
    private func newGroup(of member: MemberCode, _ work: Work) throws -> GroupID {
        var number = try work.store.groupCount() + 1
        while try work.group(GroupID(unchecked: "\(kind.rawValue)-\(number)")) != nil { number += 1 }
        let group = Group(
            id: GroupID(unchecked: "\(kind.rawValue)-\(number)"), name: name(for: member), label: title, kind: kind,
            meetings: [], facilitators: facilitators, lead: facilitators.first, isOneOff: true)
        try work.record(.groupAdded(group), about: Subject(group: group.id))
        return group.id
    }
}

extension Work {
    /// Refuses facilitators whom nobody knows, once it is known who works here.
    fileprivate func checkWorkHere(_ facilitators: [StaffInitials]) throws {
        let known = try store.staff().map(\.initials)
        guard !known.isEmpty, let stranger = facilitators.first(where: { !known.contains($0) }) else { return }
        _ = try staff(stranger.rawValue)
    }

    /// Takes a session that is over through its course as it was planned, with its members there all the time.
    fileprivate func enterAsHeld(_ name: SessionName, with members: [MemberCode]) throws {
        guard let planned = try session(name) else { return }
        try open(planned, at: planned.plannedStart)
        try start(planned, at: planned.plannedStart, byClock: false)
        for member in members {
            try record(
                .checkedIn(CheckedIn(mode: .inPerson, origin: .rostered)),
                about: Subject(member: member, session: name, group: planned.group), happened: planned.plannedStart)
        }
        guard let running = try session(name) else { return }
        _ = try end(running, at: planned.plannedEnd, byClock: false)
    }
}
