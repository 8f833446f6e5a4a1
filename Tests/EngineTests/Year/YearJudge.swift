import Clinic
import ClinicOracle
import Engine
import Ledger

/// Reads a year's tables by itself and judges every week by the oracle, minute by minute.
struct YearJudge {
    private let store: Store
    private let now: Instant
    private let sessions: [LocalDate: [Session]]
    private let byName: [SessionName: Session]
    private let groups: [GroupID: Group]

    init(_ store: Store, now: Instant, from: LocalDate, to: LocalDate) throws {
        self.store = store
        self.now = now
        let all = try store.sessions(from: from, to: to)
        sessions = Dictionary(grouping: all, by: \.date)
        byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
        groups = Dictionary(uniqueKeysWithValues: try store.groups().map { ($0.id, $0) })
    }

    /// What the oracle says of a week; `nil` if the member isn't in treatment on any day of it.
    func judge(_ member: MemberCode, _ week: Week, closed: Bool = true) throws -> WeekOracle? {
        let days = try treated(member, week)
        guard let last = days.last else { return nil }
        let asked = days.map { gates($0.level, week) }
        let own = days.indices.reversed().prefix { index in
            days[index].level.program == last.level.program && asked[index] == asked[days.count - 1]
        }
        let waivers = try store.waivers().filter { waiver in
            week.days.contains { waiver.from <= $0 && $0 <= waiver.to }
                && (waiver.member == nil || waiver.member == member)
                && (waiver.program == nil || waiver.program == last.level.program)
        }
        let left = waivers.map(\.terms.weekly).min().map { weekly in
            WaiverTerms(weekly: weekly, days: waivers.compactMap(\.terms.days).min())
        }
        let whole = week.start.adding(days: -7 * last.level.transitionWeeks)
        let program = program(last.level, week)
        let cases = try cases(member, week)
        return WeekOracle(
            WeekSituation(
                week: week, program: program, enrolledDays: own.count, sessions: cases,
                makeups: closed ? [] : try options(program, beside: cases, in: week), now: now, closed: closed,
                today: closed ? nil : TestClinic.zone.date(at: now),
                lastTreatmentDay: try lastDay(of: member, before: week, in: last.stay, program),
                earlier: asked.dropLast(own.count).map { GateDays($0, days: 1) }, waiver: left,
                isTransition: last.level.from <= week.start && last.level.from > whole))
    }

    private struct Day {
        let stay: Enrolment
        let level: LevelOfCare
    }

    /// The days of a week on which a member is in treatment, by stays whose weeks begin on its weekday.
    private func treated(_ member: MemberCode, _ week: Week) throws -> [Day] {
        let stays = try store.enrolments(of: member)
        return week.days.compactMap { day in
            stays.last { $0.state(on: day) == .active && weekday($0) == week.start.weekday }
                .map { Day(stay: $0, level: level(of: $0, on: day)) }
        }
    }

    private func weekday(_ stay: Enrolment) -> Weekday {
        stay.levels[0].program.rawValue == "days" ? stay.admitted.weekday : .sunday
    }

    /// The week of a member that holds a day: that of the stay that began last.
    func week(of member: MemberCode, on day: LocalDate) throws -> Week {
        var found: Enrolment?
        for stay in try store.enrolments(of: member) where !stay.isWaitlisted && (found == nil || stay.admitted <= day)
        {
            found = stay
        }
        return Week(holding: day, firstWeekday: found.map(weekday) ?? .sunday)
    }

    private func level(of stay: Enrolment, on day: LocalDate) -> LevelOfCare {
        var found = stay.levels[0]
        for level in stay.levels where level.from <= day { found = level }
        return found
    }

    /// The program as it is at a level in a week; the year's programs have one step at most, which lowers the hours.
    private func program(_ level: LevelOfCare, _ week: Week) -> Program {
        let plain = version(level, week)
        return Program(
            id: plain.id, title: plain.title, level: plain.level, effective: plain.effective, cohort: nil,
            gates: gates(level, week), credit: plain.credit, partialWeek: plain.partialWeek, minimumStayDays: nil,
            alertMargin: plain.alertMargin, settling: plain.settling)
    }

    /// The version that held when the week began, or when the level did, if that was later.
    private func version(_ level: LevelOfCare, _ week: Week) -> Program {
        var found = YearClinic.programs.first { $0.id == level.program } ?? YearClinic.programs[0]
        for version in YearClinic.versions
        where version.id == level.program && version.effective <= max(week.start, level.from) && isKnown(version) {
            found = version
        }
        return found
    }

    /// Whether a version has been taken in by now, three days before it holds.
    private func isKnown(_ version: Program) -> Bool {
        ((try? store.versions(of: version.id)) ?? []).contains(version)
    }

    private func gates(_ level: LevelOfCare, _ week: Week) -> Gates {
        let plain = version(level, week)
        let step = level.step == 0 ? nil : plain.stay?.steps[0].weeklyMinimum
        return Gates(
            weeklyMinimum: level.weekly ?? step ?? plain.gates.weeklyMinimum,
            weeklyMaximum: plain.gates.weeklyMaximum, dailyMinimum: plain.gates.dailyMinimum,
            minimumDays: level.days ?? plain.gates.minimumDays, longestGapDays: plain.gates.longestGapDays)
    }

    /// The lengths of the sessions that haven't begun, that a member of a program may attend, that have a free place, and
    /// while which they are to be nowhere else.
    private func options(_ program: Program, beside cases: [SessionCase], in week: Week) throws -> [Seconds] {
        try week.days.flatMap { sessions[$0] ?? [] }.filter { session in
            guard session.state == .scheduled || session.state == .open, let group = groups[session.group],
                group.isOneOff != true, group.programs.isEmpty || group.programs.contains(program.id),
                program.credit.kinds.contains(session.kind)
            else { return false }
            let isTaken = cases.contains { one in
                if one.session == session.name { return true }
                if one.ended != nil || one.state == .cancelled || one.calledOut { return false }
                return one.plannedStart < session.plannedEnd && session.plannedStart < one.plannedEnd
            }
            return try !isTaken && expected(at: session) < group.capacity ?? .max
        }.map(\.length)
    }

    /// How many have a place at a session or have booked it, and aren't on hold.
    private func expected(at session: Session) throws -> Int {
        let groups =
            (sessions[session.date] ?? []).filter { $0.mergedInto == session.name }.map(\.group) + [session.group]
        let placed = try groups.flatMap { try store.roster(of: $0) }.filter { $0.holds(on: session.date) }.map(\.member)
        let booked = try store.bookings(at: session.name).map(\.member)
        return try Set(placed + booked).count { member in
            try !store.enrolments(of: member).contains { $0.state(on: session.date) == .onHold }
        }
    }

    /// Day by day backwards, until one counts.
    private func lastDay(
        of member: MemberCode, before week: Week, in stay: Enrolment, _ program: Program
    ) throws -> LocalDate? {
        guard program.gates.longestGapDays != nil else { return nil }
        var since = stay.admitted
        for hold in stay.holds { if let until = hold.until, until <= week.start { since = until } }
        var earlier = Week(start: week.start.adding(days: -7))
        while earlier.end > since {
            let situation = WeekSituation(
                week: earlier, program: program, enrolledDays: 7, sessions: try cases(member, earlier), makeups: [],
                now: now, closed: true)
            if let day = WeekOracle(situation).lastTreatmentDay { return day >= since ? day : nil }
            earlier = Week(start: earlier.start.adding(days: -7))
        }
        return nil
    }

    /// Whether the sessions that begin in a week are split at midnight: the member's last level of the week decides.
    private func isSplit(_ member: MemberCode, _ week: Week) throws -> Bool {
        guard let last = try treated(member, week).last else { return false }
        return program(last.level, week).credit.splitsAtMidnight == true
    }

    /// The sessions of a week, and those of the night before it if they are split.
    private func cases(_ member: MemberCode, _ week: Week) throws -> [SessionCase] {
        let before = Week(start: week.start.adding(days: -7))
        let eve = try isSplit(member, before) ? sessions(member, before).filter { $0.date == before.days[6] } : []
        return try eve + sessions(member, week)
    }

    private func sessions(_ member: MemberCode, _ week: Week) throws -> [SessionCase] {
        let isSplit = try isSplit(member, week)
        let places = try store.rosterEntries(of: member)
        let own = try week.days.filter { try self.week(of: member, on: $0) == week }
        let presences = try store.presences(of: member, from: week.start, before: week.end).filter {
            $0.session.date.map(own.contains) == true
        }
        let absences = try store.markedAbsences(of: member)
        let stays = try store.enrolments(of: member)
        var hosts: [SessionName: Bool] = [:]
        for session in own.flatMap({ self.sessions[$0] ?? [] }) {
            let isPlaced = places.contains { $0.group == session.group && $0.holds(on: session.date) }
            let isOnHold = stays.contains { $0.state(on: session.date) == .onHold }
            if isPlaced, !isOnHold { hosts[session.mergedInto ?? session.name] = true }
        }
        for name in try store.bookings(of: member).filter({ own.contains($0.date) }).map(\.session)
            + presences.map(\.session) where hosts[name] == nil
        {
            hosts[name] = false
        }
        return hosts.compactMap { name, rostered in
            byName[name].map { session in
                let own = presences.filter { $0.session == name }.map(\.presence)
                let stretches = { (kind: Pause.Kind) in
                    session.pauses.filter { $0.kind == kind }.map { $0.from..<max($0.from, $0.to ?? now) }
                }
                return SessionCase(
                    session: name, kind: session.kind, date: session.date, plannedStart: session.plannedStart,
                    plannedEnd: session.plannedEnd,
                    midnight: isSplit ? TestClinic.zone.start(of: session.date.adding(days: 1)) : nil,
                    state: session.state, started: session.started, ended: session.ended, breaks: stretches(.rest),
                    interruptions: stretches(.interruption),
                    rostered: rostered, presences: own, calledOut: absences.contains(name) && own.isEmpty)
            }
        }.sorted { ($0.plannedStart, $0.session) < ($1.plannedStart, $1.session) }
    }
}
