package import Clinic
package import Ledger

/// A member comes in.
package struct CheckIn: Command {
    package static let name = "check-in"
    let member: String
    let session: String?
    let at: String?
    let mode: PresenceMode
    let walkIn: Bool
    let reason: String?

    /// - Parameter reason: Why it is entered afterwards, at a session that has ended; before that nobody is asked.
    package init(
        member: String, session: String?, at: String?, mode: PresenceMode, walkIn: Bool, reason: String? = nil
    ) {
        self.member = member
        self.session = session
        self.at = at
        self.mode = mode
        self.walkIn = walkIn
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> PresenceOutcome {
        let member = try work.member(member)
        let session = try session(for: member, work)
        return try work.checkIn(
            member, to: session, at: work.instant(at, for: session), mode: mode, walkIn: walkIn, reason: reason)
    }

    private func session(for member: MemberCode, _ work: Work) throws -> Session {
        if let session {
            let named = try work.session(session, among: [])
            guard named.state == .open || named.state == .running || (named.state == .ended && at != nil) else {
                throw work.wrongState(named, "checked into", advice(for: named))
            }
            return named
        }
        let live = try work.store.liveSessions()
        let own = try live.filter { try work.origin(of: member, at: $0) != .walkIn }
        if own.isEmpty, !walkIn, let only = live.first, live.count == 1 {
            try work.admit(member, to: only, work.group(of: only), as: .walkIn, walkIn: false)
        }
        return try work.session(nil, among: own.isEmpty ? live : own)
    }

    private func advice(for session: Session) -> String {
        switch session.state {
        case .scheduled: "open it now with 'convene session open \(session.name)'"
        case .ended: "for what was forgotten, say when they came and why it is entered now, with --at 18:05 --reason …"
        case .closed:
            "it is signed, so a supervisor enters what was forgotten, with 'convene attendance correct \(session.name) "
                + "\(member) --in 18:05 --reason …'"
        default: "'convene session list' shows what is open"
        }
    }
}

/// What became of a check-in, a check-out or a move.
package struct PresenceOutcome: CommandOutcome {
    package let member: MemberCode
    package let session: SessionName
    package let groupName: String
    package let since: Instant
    package let until: Instant?
    /// How they came to be there; nobody asks for it when they leave.
    package let origin: Attendance.Origin?
    /// Whether anything was changed; otherwise it was so already.
    package let changed: Bool
    /// What the session has brought the member so far.
    package let attended: Seconds
    package let credited: Seconds
    package let week: WeekRecord
    package let warnings: [String]
    /// What the group wants whoever comes in to be asked for; `nil` for nothing.
    package var asksFor: [MeasureID]?
    /// Whose presence it was taken for before a move.
    package var movedFrom: MemberCode?

    package var members: [MemberCode] { [member] }
}

extension Work {
    /// Records that a member came to a session at an instant. Whoever is in already stays in as they were.
    ///
    /// - Parameter reason: Why it is entered after the session's end; before it nobody is asked.
    func checkIn(
        _ member: MemberCode, to session: Session, at: Instant, mode: PresenceMode = .inPerson, walkIn: Bool = false,
        reason: String? = nil
    ) throws -> PresenceOutcome {
        let group = try group(of: session)
        let presences = try presences(of: member, at: session)
        if let open = presences.last(where: { $0.presence.to == nil }) {
            return try outcome(
                member, session, group, origin: store.attendance(of: member, at: session)?.origin,
                since: open.presence.from, changed: false)
        }
        let place = try self.origin(of: member, at: session)
        try admit(member, to: session, group, as: place, walkIn: walkIn)
        try check(at, of: member, for: session, free: presences)
        // Who comes again came as they did at first.
        let origin = try presences.isEmpty ? place : store.attendance(of: member, at: session)?.origin ?? place
        if session.ended != nil {
            let came = Presence(from: at, to: session.ended, mode: mode)
            try enter(came, of: member, at: session, beside: presences.map(\.presence), as: origin, reason: reason)
        } else {
            guard reason == nil else {
                throw Refusal(
                    .badValue(field: "reason"),
                    "\(session.name) hasn't ended, so nobody is asked why \(member) is checked in; leave the reason out"
                )
            }
            try record(
                .checkedIn(CheckedIn(mode: mode, origin: origin)),
                about: Subject(member: member, session: session.name, group: group.id), happened: at,
                touching: weeks(of: [member], on: session.date))
        }
        var outcome = try outcome(member, session, group, origin: origin, since: at, changed: true)
        outcome.asksFor = group.measures?.filter { id in settings.measures.contains { $0.id == id } }
        return outcome
    }

    /// What was forgotten at a session that has ended is a correction: they were there until its end, or until they are
    /// known to have come again.
    private func enter(
        _ came: Presence, of member: MemberCode, at session: Session, beside known: [Presence],
        as origin: Attendance.Origin, reason: String?
    ) throws {
        try checkMayCorrect(session, "checked into")
        let reason = try checked(reason: reason ?? "", of: "a check-in after the end of \(session.name)")
        let next = known.map(\.from).filter { $0 > came.from }.min()
        let presence = Presence(from: came.from, to: next ?? came.to, mode: came.mode)
        _ = try correct(
            .corrected, member, at: session,
            to: AttendanceEntry(
                state: .left, origin: origin, presences: (known + [presence]).sorted { $0.from < $1.from }),
            reason: reason)
    }

    /// Refuses a member who may not be at a session, unless they come as a walk-in.
    func admit(
        _ member: MemberCode, to session: Session, _ group: Group, as origin: Attendance.Origin, walkIn: Bool
    ) throws {
        let enrolment = try enrolment(of: member, on: session.date)
        if origin != .walkIn || walkIn { return }
        let program = try self.program(enrolment.program(on: session.date), on: session.date)
        if let program, !group.suits(program) {
            throw Refusal(
                .wrongCohort(member, group.id),
                "\(group.name) is not for members of \(program.title) such as \(member); "
                    + "check them in as a walk-in with --walk-in if they shall attend all the same")
        }
        throw Refusal(
            .notOnRoster(member, group.id),
            "\(member) is not on the roster of \(group.name); add them with "
                + "'convene roster add \(group.id) \(member)' or check them in as a walk-in with --walk-in")
    }

    /// Refuses a time at which nobody can have come.
    func check(
        _ at: Instant, of member: MemberCode, for session: Session, free presences: [RecordedPresence]
    ) throws {
        let earliest = min(session.plannedStart - settings.opensBefore, session.started ?? session.plannedStart)
        let latest = min(now, session.ended ?? now)
        // A session that was opened early takes people from then on; nobody comes before the day of the session.
        let opened = session.state == .open ? min(earliest, now) : earliest
        guard at >= opened, at <= latest else {
            throw Refusal(
                .outsideSession,
                "\(session.name) takes check-ins from \(site.zone.wallTime(at: opened)) to "
                    + "\(site.zone.wallTime(at: latest)); \(site.zone.wallTime(at: at)) is outside of that")
        }
        for presence in presences.map(\.presence) {
            guard let to = presence.to, presence.from <= at, at < to else { continue }
            throw Refusal(
                .outsideSession,
                "the member was in from \(site.zone.wallTime(at: presence.from)) to \(site.zone.wallTime(at: to)) "
                    + "already; give a later time with --at")
        }
        // Who comes into a session that goes on stays in, so nobody can come before they came and went.
        if session.ended == nil, let later = presences.map(\.presence).first(where: { $0.from > at }) {
            let time = site.zone.wallTime(at:)
            throw Refusal(
                .outsideSession,
                "the member was in from \(time(later.from)) to \(later.to.map(time)?.description ?? "now"), so can't be "
                    + "checked in as of \(time(at)); if they came at \(time(at)), say so with 'convene attendance correct "
                    + "\(session.name) \(member) --in \(time(at)) --reason …'")
        }
    }

    func outcome(
        _ member: MemberCode, _ session: Session, _ group: Group, origin: Attendance.Origin? = nil, since: Instant,
        until: Instant? = nil, changed: Bool
    ) throws -> PresenceOutcome {
        let credit = until == nil ? nil : try credit(of: member, at: session)
        return PresenceOutcome(
            member: member, session: session.name, groupName: group.name, since: since, until: until,
            origin: origin, changed: changed,
            attended: credit?.attended ?? .zero, credited: credit?.credited ?? .zero,
            week: try weekRecord(of: member, on: session.date),
            warnings: try warnings(group, session, member))
    }

    /// What the facilitator should know, though nothing is refused for it (DESIGN, 5.1).
    private func warnings(_ group: Group, _ session: Session, _ member: MemberCode) throws -> [String] {
        try sizeWarning(group, session, of: [member], present: store.presentCount(at: session.name)).map { [$0] } ?? []
    }

    /// That more are in a session than the group or a program of its members is for.
    func sizeWarning(
        _ group: Group, _ session: Session, of members: [MemberCode], present: Int
    ) throws -> String? {
        let programs = try Set(
            members.compactMap { member in
                try stays(of: member).last { $0.state(on: session.date) == .active }?.program(on: session.date)
            }
        ).sorted { $0.rawValue < $1.rawValue }.compactMap { try program($0, on: session.date) }
        let limits = [(group.capacity, group.name)] + programs.map { ($0.groupMaximum, $0.title) }
        let least = limits.compactMap { limit, name in limit.map { ($0, name) } }.min { $0.0 < $1.0 }
        guard let (most, name) = least, present > most else { return nil }
        return "\(present) are present, and \(name) is for \(most)"
    }
}
