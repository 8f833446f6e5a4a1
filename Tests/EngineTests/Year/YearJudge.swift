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
    private let programs: [Program]

    init(_ store: Store, now: Instant, from: LocalDate, to: LocalDate) throws {
        self.store = store
        self.now = now
        let all = try store.sessions(from: from, to: to)
        sessions = Dictionary(grouping: all, by: \.date)
        byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
        groups = Dictionary(uniqueKeysWithValues: try store.groups().map { ($0.id, $0) })
        programs = YearClinic.programs
    }

    /// What the oracle says of a closed week; `nil` if the member isn't in treatment on any day of it.
    func judge(_ member: MemberCode, _ week: Week) throws -> WeekOracle? {
        let stays = try store.enrolments(of: member)
        let days = week.days.compactMap { day in
            stays.last { $0.state(on: day) == .active }.map { Day(stay: $0, level: level(of: $0, on: day)) }
        }
        guard let last = days.last else { return nil }
        let asked = days.map { gates($0.level) }
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
        return WeekOracle(
            WeekSituation(
                week: week, program: program(last.level), enrolledDays: own.count, sessions: try cases(member, week),
                makeups: [], now: now, closed: true,
                lastTreatmentDay: try lastDay(of: member, before: week, in: last.stay, program(last.level)),
                earlier: asked.dropLast(own.count).map { GateDays($0, days: 1) }, waiver: left,
                isTransition: last.level.from <= week.start && last.level.from > whole))
    }

    private struct Day {
        let stay: Enrolment
        let level: LevelOfCare
    }

    private func level(of stay: Enrolment, on day: LocalDate) -> LevelOfCare {
        var found = stay.levels[0]
        for level in stay.levels where level.from <= day { found = level }
        return found
    }

    /// The program as it is at a level; the year's programs have one step at most, which lowers the hours.
    private func program(_ level: LevelOfCare) -> Program {
        let plain = programs.first { $0.id == level.program } ?? programs[0]
        return Program(
            id: plain.id, title: plain.title, level: plain.level, effective: plain.effective, cohort: nil,
            gates: gates(level), credit: plain.credit, partialWeek: plain.partialWeek, minimumStayDays: nil,
            alertMargin: plain.alertMargin, settling: plain.settling)
    }

    private func gates(_ level: LevelOfCare) -> Gates {
        let plain = programs.first { $0.id == level.program } ?? programs[0]
        let step = level.step == 0 ? nil : plain.stay?.steps[0].weeklyMinimum
        return Gates(
            weeklyMinimum: level.weekly ?? step ?? plain.gates.weeklyMinimum,
            weeklyMaximum: plain.gates.weeklyMaximum, dailyMinimum: plain.gates.dailyMinimum,
            minimumDays: level.days ?? plain.gates.minimumDays, longestGapDays: plain.gates.longestGapDays)
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
        let stays = try store.enrolments(of: member)
        for day in week.days.reversed() {
            if let stay = stays.last(where: { $0.state(on: day) == .active }) {
                return program(level(of: stay, on: day)).credit.splitsAtMidnight == true
            }
        }
        return false
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
        let presences = try store.presences(of: member, from: week.start, before: week.end)
        let absences = try store.markedAbsences(of: member)
        let stays = try store.enrolments(of: member)
        var hosts: [SessionName: Bool] = [:]
        for session in week.days.flatMap({ self.sessions[$0] ?? [] }) {
            let isPlaced = places.contains { $0.group == session.group && $0.holds(on: session.date) }
            let isOnHold = stays.contains { $0.state(on: session.date) == .onHold }
            if isPlaced, !isOnHold { hosts[session.mergedInto ?? session.name] = true }
        }
        for name in try store.bookings(of: member).filter({ week.contains($0.date) }).map(\.session)
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
