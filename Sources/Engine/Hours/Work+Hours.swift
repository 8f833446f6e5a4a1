import Clinic
import Ledger

/// One member's week.
struct WeekKey: Hashable {
    let member: MemberCode
    let week: Week

    var before: WeekKey { WeekKey(member: member, week: Week(start: week.start.adding(days: -7))) }
    var after: WeekKey { WeekKey(member: member, week: week.next) }
}

extension WeekRecord {
    var key: WeekKey { WeekKey(member: member, week: Week(start: week)) }
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
    /// The site's week that holds a local date: what is of groups goes by it.
    func week(of date: LocalDate) -> Week {
        Week(holding: date, firstWeekday: site.firstWeekday)
    }

    /// A member's week that holds a local date: the site's, or one that counts from their admission.
    func week(of member: MemberCode, on date: LocalDate) throws -> WeekKey {
        let weekday = try stays(of: member).firstWeekday(on: date, at: site.firstWeekday)
        return WeekKey(member: member, week: Week(holding: date, firstWeekday: weekday))
    }

    /// The stays whose weeks begin on the weekday of a week, oldest first.
    func stays(in key: WeekKey) throws -> [Enrolment] {
        let weekday = key.week.start.weekday
        return try stays(of: key.member).filter { $0.firstWeekday(at: site.firstWeekday) == weekday }
    }

    /// Works a week out anew from what the ledger holds. `nil` if the member isn't enrolled on any day of it.
    func change(of key: WeekKey) throws -> WeekChange? {
        let before = try written(key)
        let after = try record(of: key, closed: before?.closed ?? false)
        return after.map { WeekChange(before: before, after: $0) }
    }

    func record(of key: WeekKey, closed: Bool) throws -> WeekRecord? {
        guard let ground = try ground(of: key) else { return nil }
        let places = try places(of: key.member)
        let cases = try cases(of: key, places)
        let meetings = try meetings(in: key.week, of: places, ground)
        let lastDay = try lastTreatmentDay(before: key, of: ground.stay, places, ground.program)
        let situation = { [self] (makeups: [Seconds]) in
            ground.situation(
                of: key.week, cases, makeups: makeups, now: now, today: today, closed: closed,
                lastTreatmentDay: lastDay, meetings: meetings)
        }
        var (figures, credits) = situation([]).judged()
        if !closed, figures.missing > .zero || figures.standing == .outOfReach {
            let option = try openSessions(in: key.week).first {
                try isMakeup($0, for: ground.program, beside: cases)
            }
            let length = try option?.length ?? individualTime(for: ground.program, beside: cases, in: key.week)
            if length > .zero { figures = situation([length]).figures() }
        }
        let record = WeekRecord(
            member: key.member, week: key.week.start, program: ground.program.id,
            effective: ground.requirement.effective, figures: figures, closed: closed)
        workedOut[key] = WorkedWeek(record: record, credits: credits)
        return record
    }

    /// The days of all sessions of a week's groups that earn hours, also of days on which the member isn't expected: for a
    /// partial week that is prorated by them.
    private func meetings(in week: Week, of places: [RosterEntry], _ ground: Ground) throws -> [LocalDate] {
        guard ground.program.partialWeek == .prorateSessions, ground.days.count < 7 else { return [] }
        let groups = Set(places.filter { place in week.days.contains(where: place.holds) }.map(\.group))
        return try groups.flatMap { try sessions(of: $0, in: week) }
            .filter { ground.program.credit.kinds.contains($0.kind) }.map(\.date)
    }

    /// The last day of treatment before a week and since the stay began or went on, for a program that limits the gap
    /// between two; `nil` if it is so far back that the gap was too long before the week began.
    private func lastTreatmentDay(
        before key: WeekKey, of stay: Enrolment, _ places: [RosterEntry], _ program: Program
    ) throws -> LocalDate? {
        guard let longest = program.gates.longestGapDays else { return nil }
        let since = stay.holds.compactMap(\.until).last { $0 <= key.week.start } ?? stay.admitted
        var week = key.week
        for _ in 0...(longest / 7 + 1) where week.start > since {
            week = Week(start: week.start.adding(days: -7))
            let cases = try cases(of: WeekKey(member: key.member, week: week), places)
            let situation = WeekSituation(
                week: week, program: program, enrolledDays: 7, sessions: cases, makeups: [], now: now, closed: true)
            if let day = situation.lastDay { return day >= since ? day : nil }
        }
        return nil
    }

    /// The weeks that an event about some weeks changes: with them the next one, if a gap between days of treatment or
    /// a session of the last night reaches into it, and the one before, if the event is about a session of the first day.
    func reach(of keys: [WeekKey], _ session: SessionName?) throws -> [WeekKey] {
        let date = session?.date
        let known = Set(keys)
        return try keys.flatMap { key in
            var reached = [key]
            if date == key.week.start, !known.contains(key.before), try written(key.before) != nil {
                reached.append(key.before)
            }
            guard !known.contains(key.after), let record = try written(key.after) else { return reached }
            let program = try program(record.program, on: record.effective)
            let isLastDay = date?.adding(days: 1) == key.week.end
            if try isLastDay || program?.gates.longestGapDays != nil || splitsSessions(key) {
                reached.append(key.after)
            }
            return reached
        }
    }

    /// Whether the sessions that begin in a week are split at midnight for a member: the level of care that the week is
    /// judged by decides.
    private func splitsSessions(_ key: WeekKey) throws -> Bool {
        guard let level = try stays(in: key).levels(in: key.week).last?.level else { return false }
        return try program(level.program, on: max(key.week.start, level.from))?.credit.splitsAtMidnight == true
    }

    /// The sessions of a week at which the member is expected or was there, in the order of their planned start.
    ///
    /// With them come those of the night before that are split at midnight, and, since no minute is credited twice,
    /// those on the other side of the week's ends that may overlap with them.
    func cases(of key: WeekKey, _ places: [RosterEntry]) throws -> [SessionCase] {
        let isSplit = try (before: splitsSessions(key.before), now: splitsSessions(key))
        let own = try sessions(of: key, places, isSplit: isSplit.now)
        let hasFirstDay = own.contains { $0.date == key.week.start }
        let eve =
            isSplit.before || hasFirstDay
            ? try sessions(of: key.before, places, isSplit: isSplit.before).filter {
                $0.reaches(key.week, site.zone, now)
            }
            : []
        let next = key.week.next
        let later =
            own.contains { $0.reaches(next, site.zone, now) && !$0.presences.isEmpty }
            ? try sessions(of: key.after, places, isSplit: false).filter {
                $0.date == next.start && !$0.presences.isEmpty
            } : []
        return eve + own + later
    }

    private func sessions(of key: WeekKey, _ places: [RosterEntry], isSplit: Bool) throws -> [SessionCase] {
        let presences = try presences(key)
        let absences = try absences(of: key.member)
        let stays = try stays(of: key.member)
        let weekday = key.week.start.weekday
        // Of the days of a week some can be of another one, if a later stay has weeks of its own.
        let isOwn = { [self] (date: LocalDate) in
            key.week.contains(date) && stays.firstWeekday(on: date, at: site.firstWeekday) == weekday
        }
        var groups: [GroupID] = []
        for place in places where !groups.contains(place.group) { groups.append(place.group) }
        var cases: [SessionCase] = []
        let add = { [self] (session: Session, rostered: Bool) in
            if cases.contains(where: { $0.session == session.name }) { return }
            cases.append(
                SessionCase(
                    session, midnight: isSplit ? site.zone.start(of: session.date.adding(days: 1)) : nil,
                    rostered: rostered, presences: presences, now: now,
                    calledOut: absences.contains(session.name)))
        }
        for group in groups {
            for session in try sessions(of: group, in: key.week)
            where isOwn(session.date) && places.contains(where: { $0.group == group && $0.holds(on: session.date) })
                && !stays.contains(where: { $0.state(on: session.date) == .onHold })
            {
                add(try host(of: session), true)
            }
        }
        for booking in try bookings(of: key.member) where isOwn(booking.date) {
            if let session = try session(booking.session) { add(try host(of: session), false) }
        }
        for presence in presences {
            if let session = try session(presence.session), isOwn(session.date) { add(session, false) }
        }
        return cases.sorted { ($0.plannedStart, $0.session) < ($1.plannedStart, $1.session) }
    }

    /// Where a session takes place: itself, or the one that it was merged into.
    private func host(of session: Session) throws -> Session {
        try session.mergedInto.flatMap { try self.session($0) } ?? session
    }

    /// The week of a member who attends on a date.
    func weekRecord(of member: MemberCode, on date: LocalDate) throws -> WeekRecord {
        let key = try week(of: member, on: date)
        guard
            let record = try workedOut[key]?.record ?? written(key)
                ?? record(of: key, closed: false)
        else { throw LedgerError.unreadable("an attendance outside of any stay") }
        return record
    }

    /// What a session has brought a member so far, overlaps with other sessions of the week counted once.
    func credit(of member: MemberCode, at session: Session) throws -> SessionCredit? {
        let key = try week(of: member, on: session.date)
        if let week = workedOut[key] {
            return week.credits.first { $0.session == session.name }
        }
        guard let week = try written(key),
            let program = try program(week.program, on: week.effective)
        else { return nil }
        let cases = try cases(of: key, places(of: member))
        return program.credit.credit(cases, now: now).first { $0.session == session.name }
    }

    /// The sessions of a member's week at which they could make up for lost time, the shortest first.
    func makeupOptions(in key: WeekKey) throws -> [MakeupOption] {
        guard let program = try ground(of: key)?.program else { return [] }
        let cases = try cases(of: key, places(of: key.member))
        let sessions = try openSessions(in: key.week).filter { try isMakeup($0, for: program, beside: cases) }
        return try sessions.sorted { ($0.length, $0.plannedStart) < ($1.length, $1.plannedStart) }.map { session in
            let group = try group(of: session)
            let expected = try store.expected(at: session).count
            return MakeupOption(
                session: session, groupName: group.name, free: group.capacity.map { max(0, $0 - expected) })
        }
    }

    /// How much individual time could still be added to a member's week to make up for lost time.
    func individualTime(in key: WeekKey) throws -> Seconds {
        guard let program = try ground(of: key)?.program else { return .zero }
        return try individualTime(for: program, beside: cases(of: key, places(of: key.member)), in: key.week)
    }

    /// What the program allows, less the single individual sessions that the week has already.
    private func individualTime(
        for program: Program, beside cases: [SessionCase], in week: Week
    ) throws -> Seconds {
        guard let allowed = program.individualMakeup, program.credit.kinds.contains(.individual), today < week.end
        else {
            return .zero
        }
        let taken = try cases.compactMap { try session($0.session) }.filter { session in
            guard session.kind == .individual, session.state != .cancelled else { return false }
            return try group(of: session).isOneOff == true
        }
        return max(.zero, allowed - taken.map(\.length).reduce(.zero, +))
    }

    /// Whether a session hasn't begun, earns hours, is open to the program and its cohort, and is one that the member
    /// isn't expected at already, nor at another one meanwhile.
    private func isMakeup(_ session: Session, for program: Program, beside cases: [SessionCase]) throws -> Bool {
        guard session.state == .scheduled || session.state == .open,
            program.credit.kinds.contains(session.kind), !cases.contains(where: { $0.session == session.name }),
            !cases.contains(where: { $0.canStillEarn(within: session.plannedStart..<session.plannedEnd) }),
            let group = try group(session.group)
        else { return false }
        return group.suits(program)
    }

    /// The sessions of a week's groups that have a free place, in the order of their start. Some may be over.
    private func openSessions(in week: Week) throws -> [Session] {
        try shelf.openSessions(in: week) {
            let coming = try store.sessions(from: week.start, to: week.end.adding(days: -1)).filter { session in
                guard session.state == .scheduled || session.state == .open else { return false }
                return try group(session.group).map { $0.isOneOff != true } ?? false
            }
            let limits = try coming.map { try group($0.group)?.capacity }
            let taken = try store.expectedCounts(at: zip(coming, limits).compactMap { $1 == nil ? nil : $0 })
            return zip(coming, limits).filter { session, limit in
                limit.map { taken[session.name, default: 0] < $0 } ?? true
            }.map(\.0.name)
        }.compactMap(session)
    }
}

extension Group {
    /// Whether members of a program belong here, by its level of care and by its cohort.
    func suits(_ program: Program) -> Bool {
        admits(program.id) && (cohort == nil || cohort == program.cohort)
    }
}

extension SessionCase {
    /// Whether this is a session of the night before a week that goes on into it, or was to.
    fileprivate func reaches(_ week: Week, _ zone: Zone, _ now: Instant) -> Bool {
        date.adding(days: 1) == week.start && max(plannedEnd, ended ?? now) > zone.start(of: week.start)
    }

    /// Whether the member is to be here during a stretch of time.
    fileprivate func canStillEarn(within stretch: Range<Instant>) -> Bool {
        ended == nil && state != .cancelled && !calledOut && plannedStart < stretch.upperBound
            && stretch.lowerBound < plannedEnd
    }

    /// - Parameter presences: The member's presences of the week, at whatever session.
    fileprivate init(
        _ session: Session, midnight: Instant?, rostered: Bool, presences: [RecordedPresence], now: Instant,
        calledOut: Bool
    ) {
        let own = presences.compactMap { $0.session == session.name ? $0.presence : nil }
        let stretches = { (kind: Pause.Kind) in
            session.pauses.filter { $0.kind == kind }.map { $0.from..<max($0.from, $0.to ?? now) }
        }
        self.init(
            session: session.name, kind: session.kind, date: session.date, plannedStart: session.plannedStart,
            plannedEnd: session.plannedEnd, midnight: midnight, state: session.state, started: session.started,
            ended: session.ended,
            breaks: stretches(.rest), interruptions: stretches(.interruption), rostered: rostered,
            presences: own, calledOut: calledOut && own.isEmpty, clockEnd: session.clockEnd)
    }
}
