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

    /// What the oracle says of a closed week; `nil` if the member isn't enrolled in it.
    func judge(_ member: MemberCode, _ week: Week) throws -> WeekOracle? {
        let stays = try store.enrolments(of: member)
        let enrolled = week.days.filter { day in stays.contains { $0.state(on: day) == .active } }
        guard let last = enrolled.last, let stay = stays.last(where: { $0.state(on: last) == .active }),
            let program = programs.first(where: { $0.id == stay.program })
        else { return nil }
        return WeekOracle(
            WeekSituation(
                week: week, program: program, enrolledDays: enrolled.count, sessions: try cases(member, week),
                makeups: [], now: now, closed: true,
                lastTreatmentDay: try lastDay(of: member, before: week, in: stay, program)))
    }

    /// Day by day backwards, until one counts.
    private func lastDay(
        of member: MemberCode, before week: Week, in stay: Enrolment, _ program: Program
    ) throws -> LocalDate? {
        guard program.gates.longestGapDays != nil else { return nil }
        var earlier = Week(start: week.start.adding(days: -7))
        while earlier.end > stay.admitted {
            let situation = WeekSituation(
                week: earlier, program: program, enrolledDays: 7, sessions: try cases(member, earlier), makeups: [],
                now: now, closed: true)
            if let day = WeekOracle(situation).lastTreatmentDay { return day >= stay.admitted ? day : nil }
            earlier = Week(start: earlier.start.adding(days: -7))
        }
        return nil
    }

    private func cases(_ member: MemberCode, _ week: Week) throws -> [SessionCase] {
        let places = try store.rosterEntries(of: member)
        let presences = try store.presences(of: member, from: week.start, before: week.end)
        let absences = try store.markedAbsences(of: member)
        var hosts: [SessionName: Bool] = [:]
        for session in week.days.flatMap({ sessions[$0] ?? [] }) {
            let isPlaced = places.contains { $0.group == session.group && $0.holds(on: session.date) }
            if isPlaced { hosts[session.mergedInto ?? session.name] = true }
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
                    plannedEnd: session.plannedEnd, state: session.state, started: session.started,
                    ended: session.ended, breaks: stretches(.rest), interruptions: stretches(.interruption),
                    rostered: rostered, presences: own, calledOut: absences.contains(name) && own.isEmpty)
            }
        }.sorted { ($0.plannedStart, $0.session) < ($1.plannedStart, $1.session) }
    }
}
