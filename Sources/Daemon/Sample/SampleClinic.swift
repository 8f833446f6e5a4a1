import Clinic
import Engine
import Glibc
import Ledger

/// A clinic to try things on: three programs, four groups, forty invented members, four weeks of history.
///
/// The history is made by the engine itself, command by command, on a clock that is moved through the four weeks; so
/// it holds what four weeks of work would have left.
struct SampleClinic {
    private let engine: Engine
    private let clock: ManualClock
    private var random = SampleRandom(seed: 2026)

    private static let facilitator = Caller(actor: "sample")
    private static let historyDays = 28

    /// What its members say of themselves on Mondays.
    static let measures = [
        Measure(id: MeasureID(unchecked: "craving"), name: "Craving", range: 0...10, better: .lower, alert: 8),
        Measure(id: MeasureID(unchecked: "sleep"), name: "Hours of sleep", range: 0...24, better: .higher, alert: 3),
    ]

    /// What the sample clinic is called and where it is.
    private static func site(_ zone: Zone) -> SiteSettings {
        SiteSettings(name: "Sample Clinic", zone: zone, firstWeekday: .sunday)
    }

    /// A time zone in which a session is about to begin or has just begun, so that there is a roll to call at any hour:
    /// the one of the machine, or else one of whole hours from UTC.
    static func zone(preferring local: Zone, at now: Instant) -> Zone {
        let zones = [local] + (-12...14).compactMap { Zone("Etc/GMT\($0 < 0 ? "+" : "-")\(abs($0))") }
        func meets(_ zone: Zone, at instant: Instant) -> Bool {
            let date = zone.date(at: instant)
            return plans.flatMap(\.group.meetings).contains { meeting in
                let start = zone.instant(of: date, at: meeting.start)
                return meeting.weekday == date.weekday && start - .minutes(30) <= instant && instant < start
            }
        }
        return zones.first { meets($0, at: now) } ?? zones.first { meets($0, at: now - .minutes(30)) } ?? local
    }

    /// Fills an empty ledger with four weeks up to an instant.
    static func fill(_ ledger: Ledger, zone: Zone, until now: Instant) async throws {
        let start = zone.start(of: zone.date(at: now).adding(days: -historyDays))
        let clock = ManualClock(start)
        var settings = Settings()
        settings.measures = measures
        let engine = try Engine(ledger: ledger, site: site(zone), clock: clock, settings: settings)
        var clinic = SampleClinic(engine: engine, clock: clock)
        try await clinic.found()
        for moment in try await clinic.history(until: now) { try await clinic.live(moment) }
        try await clinic.pass(until: now)
        try await clinic.settleAlerts()
        try await clinic.planCourses()
    }

    private init(engine: Engine, clock: ManualClock) {
        self.engine = engine
        self.clock = clock
    }

    private func ask<Asked: Command>(_ command: Asked) async throws {
        _ = try await engine.submit(command, from: Self.facilitator)
    }

    /// The case manager has taken care of what the weeks before this one brought.
    private func settleAlerts() async throws {
        let week = Week(holding: engine.site.zone.date(at: clock.now), firstWeekday: engine.site.firstWeekday)
        for alert in try await engine.read({ try $0.alerts(all: false) }) where alert.week < week.start {
            try await ask(AcknowledgeAlert(alert.alert))
        }
    }

    /// From now on each group has an agenda.
    private func planCourses() async throws {
        for plan in Self.plans {
            let isLong = plan.group.meetings.contains { $0.length == .hours(3) }
            let agenda = try AgendaTemplate.agenda(isLong ? "three-hours" : "two-hours")
            try await ask(SetAgenda(group: plan.group.id.rawValue, agenda: agenda))
        }
    }

    // MARK: Programs, groups, members

    private mutating func found() async throws {
        let programs = try ProgramTemplate.shippedPrograms()
        for program in programs where ["iop-adult", "iop-young-adult", "iop-adolescent"].contains(program.id.rawValue) {
            try await ask(DefineProgram(program))
        }
        for plan in Self.plans { try await ask(AddGroup(plan.group)) }
        for staff in SamplePeople.staff(account: Roles.account(geteuid())) { try await ask(AddStaff(staff)) }
        try await ask(AddMembers(forms()))
        for (index, member) in try await engine.read({ try $0.memberCodes() }).enumerated() {
            let (one, other) = index % 2 == 0 ? ("LM", "DF") : ("DF", "LM")
            try await ask(AssignMember(member.rawValue, caseManager: one, deputy: other))
        }
        try await ask(ScheduleAhead())
    }

    private struct Plan {
        let group: Group
        let members: Int
    }

    private static let plans = [
        plan(
            "evening-iop", "Evening IOP", "Evening group", "iop-adult", [.monday, .wednesday, .friday], "18:00", 3, 13),
        plan(
            "late-iop", "Late Week IOP", "Late week group", "iop-adult", [.tuesday, .thursday], "18:30", 3, 11,
            saturday: true),
        plan(
            "young-adult-iop", "Young Adult IOP", "Weekend group", "iop-young-adult", [.monday, .wednesday, .sunday],
            "10:30", 3, 9),
        plan(
            "after-school-iop", "After-School IOP", "Afternoon group", "iop-adolescent",
            [.tuesday, .wednesday, .thursday], "16:00", 2, 7),
    ]

    private static func plan(
        _ id: String, _ name: String, _ label: String, _ program: String, _ days: [Weekday], _ start: String,
        _ hours: Int, _ members: Int, saturday: Bool = false
    ) -> Plan {
        var meetings = days.map { Meeting(weekday: $0, start: time(start), length: .hours(hours)) }
        if saturday { meetings.append(Meeting(weekday: .saturday, start: time("09:00"), length: .hours(hours))) }
        let group = Group(
            id: GroupID(unchecked: id), name: name, label: label, kind: .group,
            programs: [ProgramID(unchecked: program)], capacity: 12, meetings: meetings,
            facilitators: [StaffInitials(unchecked: "RK"), StaffInitials(unchecked: "TM")],
            lead: StaffInitials(unchecked: "RK"))
        return Plan(group: group, members: members)
    }

    private static func time(_ text: String) -> WallTime { WallTime(text: text) ?? .midnight }

    private mutating func forms() -> [MemberForm] {
        let plans = Self.plans.flatMap { Array(repeating: $0.group, count: $0.members) }
        let today = engine.site.zone.date(at: clock.now)
        var forms: [MemberForm] = []
        // The thirteenth of a group for twelve waits for a place, and attends the other evening group meanwhile.
        for (name, group) in zip(SamplePeople.names, plans) {
            let years = group.id.rawValue.hasPrefix("after") ? 14...17 : 19...61
            let born = today.adding(days: -Int.random(in: years, using: &random) * 365 - 40)
            let mail = name.lowercased().split(separator: " ").joined(separator: ".") + "@example.org"
            forms.append(
                MemberForm(
                    code: nil,
                    details: MemberDetails(
                        name: Personal(name), born: Personal(born),
                        contacts: Personal([Contact(channel: .email, address: mail, consent: true)])),
                    program: group.programs.first?.rawValue,
                    admitted: today.adding(days: -Int.random(in: 0...50, using: &random)),
                    groups: forms.count == 12 ? [group.id.rawValue, "late-iop"] : [group.id.rawValue]))
        }
        return forms
    }

    // MARK: Four weeks

    /// Something that somebody did.
    private struct Moment {
        enum Deed {
            case comes(MemberCode), goes(MemberCode), starts, ends, signs
        }

        let at: Instant
        let session: SessionName
        let deed: Deed
    }

    private mutating func history(until now: Instant) async throws -> [Moment] {
        let zone = engine.site.zone
        let (from, to) = (zone.date(at: clock.now), zone.date(at: now))
        let days = try await engine.read { store in
            try store.sessions(from: from, to: to).map { session in
                (session, try store.roster(of: session.group).filter { $0.holds(on: session.date) }.map(\.member))
            }
        }
        var moments: [Moment] = []
        // A session that is about to begin is left to whoever tries the clinic.
        for (session, members) in days where session.plannedStart <= now { moments += evening(session, members) }
        return moments.filter { $0.at <= now }.sorted { $0.at < $1.at }
    }

    private mutating func evening(_ session: Session, _ members: [MemberCode]) -> [Moment] {
        let end = session.plannedEnd
        var moments = [
            Moment(at: session.plannedStart, session: session.name, deed: .starts),
            Moment(at: end, session: session.name, deed: .ends),
            Moment(at: end + .minutes(10), session: session.name, deed: .signs),
        ]
        for member in members {
            let luck = Int.random(in: 0..<100, using: &random)
            if luck < 5 { continue }
            let late = luck < 10 ? Int.random(in: 12...40, using: &random) : Int.random(in: -20...3, using: &random)
            moments.append(
                Moment(at: session.plannedStart + .minutes(late), session: session.name, deed: .comes(member)))
            if luck > 97 {
                let early = Seconds.minutes(Int.random(in: 20...60, using: &random))
                moments.append(Moment(at: end - early, session: session.name, deed: .goes(member)))
            }
        }
        return moments
    }

    private func live(_ moment: Moment) async throws {
        try await pass(until: moment.at)
        let session = moment.session.rawValue
        switch moment.deed {
        case .comes(let member):
            try await ask(
                CheckIn(member: member.rawValue, session: session, at: nil, mode: .inPerson, walkIn: false))
            guard let date = moment.session.date, date.weekday == .monday else { break }
            // Not every week the same, and not of everybody.
            let (week, kind) = (date.daysSince1970 / 7 % 4, member.rawValue.utf8.reduce(0) { $0 + Int($1) } % 4)
            try await ask(
                RecordMeasures(
                    member: member.rawValue, session: session,
                    values: [("craving", Personal(8 - week - kind)), ("sleep", Personal(4 + week / 2 + kind))]))
        case .goes(let member):
            try await ask(CheckOut(member: member.rawValue, session: session, at: nil))
        case .starts:
            try await ask(StartSession(session: session, at: nil))
        case .ends:
            try await ask(EndSession(session: session, at: nil))
        case .signs:
            try await ask(SignSession(session: session, account: nil, summary: nil))
        }
    }

    /// Moves the clock on, through everything that falls due on the way.
    private func pass(until end: Instant) async throws {
        while true {
            let next = await engine.runDue()
            guard next < end else { break }
            let isNewDay = engine.site.zone.date(at: next) != engine.site.zone.date(at: clock.now)
            clock.now = max(next, clock.now)
            if isNewDay { try await ask(ScheduleAhead()) }
        }
        clock.now = max(end, clock.now)
    }
}
