import Clinic
import Engine
import Foundation
import Ledger

/// A clinic of 200 members in New York that lives through a year on a test clock, and whose daemon is ended and started
/// again in between.
final class YearClinic {
    /// The first day: a Sunday.
    static let first = LocalDate(text: "2026-03-01") ?? LocalDate(daysSince1970: 0)
    private(set) var engine: Engine
    private let clock: ManualClock
    let folder: String
    var random: Seeded
    private(set) var asked = 0
    private(set) var refused = 0
    /// How often the daemon was ended and started again, and how often while a session ran.
    private(set) var restarts = (all: 0, midSession: 0)
    /// How many open weeks were held against the oracle.
    var looks = 0
    /// What was found wrong in open weeks.
    var problems: [String] = []

    init(seed: UInt64) async throws {
        random = Seeded(seed)
        folder = NSTemporaryDirectory() + "year-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        clock = ManualClock(TestClinic.zone.start(of: Self.first) + .hours(5))
        engine = try Self.engine(folder, clock)
        try await found()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var zone: Zone { TestClinic.zone }
    var now: Instant { clock.now }
    var today: LocalDate { zone.date(at: clock.now) }
    var path: String { folder + "/ledger.db" }

    private static func engine(_ folder: String, _ clock: ManualClock) throws -> Engine {
        try Engine(
            ledger: Ledger(path: folder + "/ledger.db"),
            site: SiteSettings(name: "Year Clinic", zone: TestClinic.zone, firstWeekday: .sunday), clock: clock,
            settings: Settings())
    }

    /// Three levels of care, and 15 groups of up to 14 members.
    private func found() async throws {
        for program in Self.programs { try await engine.submit(DefineProgram(program), from: Self.staff) }
        for group in Self.groups { try await engine.submit(AddGroup(group), from: Self.staff) }
        let forms = (0..<200).map { number in
            let group = Self.groups[number % Self.groups.count]
            return MemberForm(
                code: Self.code(number),
                details: MemberDetails(
                    name: Personal("Sample Person"), born: Personal(LocalDate(daysSince1970: 7000)),
                    contacts: Personal([])),
                program: group.programs[0].rawValue,
                // The weeks of those of the third program begin on different days.
                admitted: Self.first.adding(days: number % 3 == 2 ? number % 5 : 0), groups: [group.id.rawValue])
        }
        try await engine.submit(AddMembers(forms), from: Self.staff)
        for group in Self.groups where group.id.rawValue.hasSuffix("2") {
            try await engine.submit(SetAgenda(group: group.id.rawValue, agenda: Self.agenda), from: Self.staff)
        }
        try await engine.submit(ScheduleAhead(), from: .clock)
    }

    /// The daemon ends, some time passes, and another one goes on with the same ledger.
    func restart(after pause: Seconds) async throws {
        let runs = try await engine.read { try $0.liveSessions().contains { $0.state == .running } }
        restarts = (restarts.all + 1, restarts.midSession + (runs ? 1 : 0))
        try engine.ledger.close()
        clock.now = clock.now + pause
        engine = try Self.engine(folder, clock)
        await startDay()
        await engine.runDue()
    }

    private func startDay() async {
        await withCheckedContinuation { continuation in
            engine.startDay { _ in continuation.resume() }
        }
    }

    /// Moves the clock, step by step through everything that falls due on the way.
    func pass(until end: Instant) async {
        while true {
            let next = await engine.runDue()
            if next > end { break }
            let day = today
            clock.now = next
            if today != day { await startDay() }
        }
        clock.now = max(clock.now, end)
    }

    /// Asks for something that may well be refused.
    @discardableResult
    func attempt<C: Command>(_ command: C, as caller: Caller = staff) async -> C.Outcome? {
        asked += 1
        do {
            return try await engine.submit(command, from: caller).outcome
        } catch {
            refused += 1
            return nil
        }
    }

    static let staff = Caller(uid: 1000)
    static let supervisor = Caller(uid: 2000, isSupervisor: true)

    static func code(_ number: Int) -> String { "M\(1000 + number)" }

    static let programs: [Program] = [
        program(
            "slack", Gates(weeklyMinimum: .minutes(320), weeklyMaximum: .hours(9)), .exempt, breaks: 15,
            steps: [Step(afterDays: 100, weeklyMinimum: .minutes(240), transitionWeeks: 1)]),
        program(
            "gap", Gates(weeklyMinimum: .hours(3), dailyMinimum: .minutes(90), longestGapDays: 4), .exempt, breaks: 15,
            isSplit: true),
        program(
            "days", Gates(weeklyMinimum: .hours(10), minimumDays: 2), .prorate, breaks: 0, weekStarts: .admission),
    ]

    /// What holds from some days of the year on, the first one from the middle of a week.
    static let versions: [Program] = [
        program(
            "slack", Gates(weeklyMinimum: .minutes(340), weeklyMaximum: .hours(9)), .exempt, breaks: 10,
            steps: [Step(afterDays: 100, weeklyMinimum: .minutes(240), transitionWeeks: 1)], effective: "2026-06-03"),
        program(
            "gap", Gates(weeklyMinimum: .hours(3), dailyMinimum: .minutes(60), longestGapDays: 3), .exempt, breaks: 15,
            isSplit: true, effective: "2026-10-04"),
    ]

    /// With a round and a break; it advances by itself.
    private static let agenda = Agenda(
        name: "A test",
        phases: [
            Phase(name: "Check-in", kind: .round, length: .minutes(20)),
            Phase(name: "Topic", kind: .together, length: .minutes(50)),
            Phase(name: "Break", kind: .rest, length: .minutes(12)),
            Phase(name: "Process", kind: .together, length: .minutes(60)),
        ], advances: true)

    private static func program(
        _ id: String, _ gates: Gates, _ partial: PartialWeek, breaks: Int, steps: [Step] = [], isSplit: Bool = false,
        effective: String = "2026-01-01", weekStarts: WeekStart? = nil
    ) -> Program {
        Program(
            id: ProgramID(unchecked: id), title: "Test Program", level: "2.1",
            effective: LocalDate(text: effective) ?? first, cohort: nil,
            gates: gates,
            credit: CreditRule(
                grace: .minutes(5), breaksCredited: .minutes(breaks), minimumToCount: .minutes(30),
                creditsOverrun: false, kinds: [.group, .individual], creditsVideo: true, creditsAudioOnly: false,
                splitsAtMidnight: isSplit),
            partialWeek: partial, minimumStayDays: nil, alertMargin: .minutes(30), settling: .minutes(30),
            absences: AbsenceRule(consecutive: 2, frequent: 4, lateNotices: 2),
            stay: StayRule(steps: steps, recertificationDays: 60), weekStarts: weekStarts)
    }

    static let groups: [Group] = (0..<15).map { number in
        let kind = number % 3
        let days: [[Weekday]] = [
            [.monday, .thursday], [.tuesday, .saturday], [.monday, .wednesday, .friday],
        ]
        // 21:30 on, so that some sessions end on the next day, and with it in the next week.
        let starts = ["09:00", "13:00", "18:00", "21:30"]
        return Group(
            id: GroupID(unchecked: "group-\(number)"), name: "Group \(number)", label: "Group", kind: .group,
            programs: [programs[kind].id], cohort: nil, capacity: 15,
            meetings: days[kind].map { weekday in
                Meeting(
                    weekday: weekday, start: WallTime(text: kind == 2 ? "08:00" : starts[number % 4]) ?? .midnight,
                    length: kind == 2 ? .hours(5) : .hours(kind == 1 && number % 4 < 3 ? 2 : 3))
            })
    }
}
