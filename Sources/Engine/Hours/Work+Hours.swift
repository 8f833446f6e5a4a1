import Clinic
import Ledger

/// One member's week.
struct WeekKey: Hashable {
    let member: MemberCode
    let week: Week
}

/// A member's week as a command has worked it out, with what each session brought.
struct WorkedWeek {
    let record: WeekRecord
    let credits: [SessionCredit]
}

/// A member's week before and after an event.
struct WeekChange {
    let before: WeekRecord?
    let after: WeekRecord
}

extension Work {
    /// The week that holds a local date.
    func week(of date: LocalDate) -> Week {
        Week(holding: date, firstWeekday: site.firstWeekday)
    }

    /// Works a week out anew from what the ledger holds. `nil` if the member isn't enrolled on any day of it.
    func change(of key: WeekKey) throws -> WeekChange? {
        let before = try written(key)
        let after = try record(of: key, closed: before?.closed ?? false)
        return after.map { WeekChange(before: before, after: $0) }
    }

    func record(of key: WeekKey, closed: Bool) throws -> WeekRecord? {
        let stays = try stays(of: key.member)
        guard let stay = stays.last(where: { $0.days(in: key.week) > 0 }),
            let program = try program(stay.program, on: max(key.week.start, stay.admitted))
        else { return nil }
        let days = min(7, stays.reduce(0) { $0 + $1.days(in: key.week) })
        let places = try places(of: key.member)
        let cases = try cases(of: key, places)
        let situation = { [self] (makeups: [Seconds]) in
            WeekSituation(
                week: key.week, program: program, enrolledDays: days, sessions: cases, makeups: makeups, now: now,
                closed: closed, today: today)
        }
        var (figures, credits) = situation([]).judged()
        if !closed, figures.missing > .zero || figures.standing == .outOfReach {
            figures = situation(try makeups(for: program, in: key.week, cases)).figures()
        }
        let record = WeekRecord(
            member: key.member, week: key.week.start, program: program.id, effective: program.effective,
            figures: figures, closed: closed)
        workedOut[key] = WorkedWeek(record: record, credits: credits)
        return record
    }

    /// The sessions of a week at which the member is expected or was there, in the order of their planned start.
    func cases(of key: WeekKey, _ places: [RosterEntry]) throws -> [SessionCase] {
        let presences = try presences(key)
        var groups: [GroupID] = []
        for place in places where !groups.contains(place.group) { groups.append(place.group) }
        var cases: [SessionCase] = []
        for group in groups {
            for session in try sessions(of: group, in: key.week)
            where places.contains(where: { $0.group == group && $0.holds(on: session.date) }) {
                cases.append(SessionCase(session, rostered: true, presences: presences))
            }
        }
        for presence in presences where !cases.contains(where: { $0.session == presence.session }) {
            guard let session = try session(presence.session) else { continue }
            cases.append(SessionCase(session, rostered: false, presences: presences))
        }
        return cases.sorted { ($0.plannedStart, $0.session) < ($1.plannedStart, $1.session) }
    }

    /// The week of a member who attends on a date.
    func weekRecord(of member: MemberCode, on date: LocalDate) throws -> WeekRecord {
        let key = WeekKey(member: member, week: week(of: date))
        guard
            let record = try workedOut[key]?.record ?? written(key)
                ?? record(of: key, closed: false)
        else { throw LedgerError.unreadable("an attendance outside of any stay") }
        return record
    }

    /// What a session has brought a member so far, overlaps with other sessions of the week counted once.
    func credit(of member: MemberCode, at session: Session) throws -> SessionCredit? {
        let key = WeekKey(member: member, week: week(of: session.date))
        if let week = workedOut[key] {
            return week.credits.first { $0.session == session.name }
        }
        guard let week = try written(key),
            let program = try program(week.program, on: week.effective)
        else { return nil }
        let cases = try cases(of: key, places(of: member))
        return program.credit.credit(cases, now: now).first { $0.session == session.name }
    }

    /// What each session of other groups that is still to come this week could earn the member: those that are open to
    /// the program and its cohort and have a free place.
    private func makeups(
        for program: Program, in week: Week, _ cases: [SessionCase]
    ) throws -> [Seconds] {
        let known = Set(cases.map(\.session))
        let last = week.end.adding(days: -1)
        guard today <= last else { return [] }
        return try store.sessions(from: max(today, week.start), to: last).compactMap { session in
            guard session.plannedStart > now, session.state == .scheduled || session.state == .open,
                !known.contains(session.name), program.credit.kinds.contains(session.kind),
                let group = try group(session.group), group.suits(program), try hasFreePlace(group, session)
            else { return nil }
            return session.length
        }
    }

    private func hasFreePlace(_ group: Group, _ session: Session) throws -> Bool {
        guard let capacity = group.capacity else { return true }
        return try store.roster(of: group.id).count { $0.holds(on: session.date) } < capacity
    }

    /// Records what a changed week means: another standing, and alerts that need nobody any more.
    func follow(_ change: WeekChange, cause: Int, session: SessionName?) throws {
        let before = change.before?.figures.standing
        let after = change.after.figures.standing
        guard before != after else { return }
        let subject = Subject(member: change.after.member, session: session, program: change.after.program)
        let week = Week(start: change.after.week)
        let settles = try settling(change.after, session: session)
        let sequence = try record(
            .standingChanged(StandingChanged(week: week, from: before, to: after, settles: settles)), about: subject,
            cause: cause)
        guard !after.alarms else { return }
        for alert in try store.alerts(of: change.after.member, in: week) where alert.state != .withdrawn {
            try record(
                .alertWithdrawn(AlertEnded(alert: alert.alert)), about: Subject(member: change.after.member),
                cause: sequence)
        }
    }

    /// When a standing becomes an alert: the program's settling time after the end of the session behind it, or after
    /// now if no session is (DESIGN, 5.7). `nil` if it alarms nobody, or if the same has been said already.
    private func settling(_ week: WeekRecord, session: SessionName?) throws -> Instant? {
        guard let kind = week.figures.standing.alert, !week.closed,
            let program = try program(week.program, on: week.effective)
        else { return nil }
        let said = try store.alerts(of: week.member, in: Week(start: week.week)).contains { alert in
            alert.state != .withdrawn && alert.kind == kind && alert.effective == week.effective
                && alert.rule == week.figures.rule
        }
        if said { return nil }
        let session = try session.flatMap { try self.session($0) }
        return max(now, session?.ended ?? session?.plannedEnd ?? now) + program.settling
    }
}

extension Standing {
    /// Whether a case manager must hear of it.
    package var alarms: Bool { alert != nil }

    var alert: AlertRaised.Kind? {
        switch self {
        case .atRisk: .atRisk
        case .needsMakeup: .needsMakeup
        case .outOfReach: .outOfReach
        case .shortfall: .shortfall
        case .met, .onTrack, .overMaximum, .exempt: nil
        }
    }
}

extension Enrolment {
    /// On how many local days of a week the member is enrolled.
    func days(in week: Week) -> Int {
        week.days.count { state(on: $0) == .active }
    }
}

extension Group {
    /// Whether members of a program belong here, by its level of care and by its cohort.
    func suits(_ program: Program) -> Bool {
        admits(program.id) && (cohort == nil || cohort == program.cohort)
    }
}

extension SessionCase {
    /// - Parameter presences: The member's presences of the week, at whatever session.
    init(_ session: Session, rostered: Bool, presences: [RecordedPresence]) {
        self.init(
            session: session.name, kind: session.kind, date: session.date, plannedStart: session.plannedStart,
            plannedEnd: session.plannedEnd, state: session.state, started: session.started, ended: session.ended,
            rostered: rostered, presences: presences.compactMap { $0.session == session.name ? $0.presence : nil })
    }
}
