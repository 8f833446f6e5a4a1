import Clinic
import Engine
import Foundation
import Ledger
import Testing

/// A small clinic on a clock that stands still: one program of 9 hours, one group on three evenings, in New York.
///
/// Its first day is Sunday 2026-11-22, so that the week runs to Saturday 2026-11-28.
final class TestClinic: Sendable {
    let engine: Engine
    let clock: ManualClock
    let folder: String
    static let zone = Zone("America/New_York") ?? noZone()

    static func noZone() -> Zone {
        Issue.record("this machine has no time zone America/New_York; install tzdata")
        return .utc
    }

    init(settings: Settings = Settings()) async throws {
        folder = NSTemporaryDirectory() + "clinic-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        clock = ManualClock(Self.at("2026-11-22 08:00"))
        engine = try Engine(
            ledger: Ledger(path: folder + "/ledger.db"),
            site: SiteSettings(name: "Test Clinic", zone: Self.zone, firstWeekday: .sunday), clock: clock,
            settings: settings)
        try await ask(DefineProgram(Self.program()))
        try await ask(AddGroup(Self.group()))
        try await ask(ScheduleAhead())
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// An instant of the clinic's wall clock: `2026-11-23 18:00`.
    static func at(_ text: String) -> Instant {
        let parts = text.split(separator: " ").map(String.init)
        guard let date = LocalDate(text: parts[0]), let time = WallTime(text: parts[1]) else {
            return Instant(milliseconds: 0)
        }
        return zone.instant(of: date, at: time)
    }

    static func program(
        _ id: String = "iop-adult", weekly: Seconds = .hours(9), cohort: String? = nil,
        effective: String = "2026-01-01",
        absences: AbsenceRule? = nil
    ) -> Program {
        Program(
            id: ProgramID(unchecked: id), title: "Test Program", level: "2.1",
            effective: LocalDate(text: effective) ?? LocalDate(daysSince1970: 0), cohort: cohort,
            gates: Gates(weeklyMinimum: weekly, weeklyMaximum: .hours(19)),
            credit: CreditRule(
                grace: .minutes(5), breaksCredited: .minutes(15), minimumToCount: .minutes(30), creditsOverrun: false,
                kinds: [.group, .individual], creditsVideo: true, creditsAudioOnly: false),
            partialWeek: .exempt, minimumStayDays: 90, alertMargin: .minutes(30), settling: .minutes(30),
            absences: absences)
    }

    static func group(
        _ id: String = "evening-iop", days: [Weekday] = [.monday, .wednesday, .friday], start: String = "18:00",
        capacity: Int? = nil, programs: [String] = ["iop-adult"], cohort: String? = nil
    ) -> Group {
        Group(
            id: GroupID(unchecked: id), name: "Evening IOP", label: "Evening group", kind: .group,
            programs: programs.map(ProgramID.init(unchecked:)), cohort: cohort, capacity: capacity,
            meetings: days.map {
                Meeting(weekday: $0, start: WallTime(text: start) ?? .midnight, length: .hours(3))
            })
    }

    static func form(_ code: String?, _ name: String, groups: [String] = ["evening-iop"]) -> MemberForm {
        MemberForm(
            code: code,
            details: MemberDetails(
                name: Personal(name), born: Personal(LocalDate(daysSince1970: 7000)), contacts: Personal([])),
            program: "iop-adult", admitted: LocalDate(text: "2026-10-01"), groups: groups)
    }

    /// Asks as the facilitator does, and waits for the commit.
    @discardableResult
    func ask<C: Command>(
        _ command: C, as caller: Caller = Caller(uid: 1000), key: String? = nil
    ) async throws -> Answer<C.Outcome> {
        try await engine.submit(command, from: caller, key: key)
    }

    /// Moves the clock to a wall time, step by step through everything that falls due on the way.
    func pass(until text: String) async {
        let end = Self.at(text)
        while true {
            let next = await engine.runDue()
            if next > end { break }
            clock.now = next
            _ = try? await ask(ScheduleAhead(), as: .clock)
        }
        clock.now = end
    }

    func checkIn(_ member: String, at: String? = nil, walkIn: Bool = false) async throws -> PresenceOutcome {
        try await ask(CheckIn(member: member, session: nil, at: at, mode: .inPerson, walkIn: walkIn)).outcome
    }

    func checkOut(_ member: String, at: String? = nil) async throws -> PresenceOutcome {
        try await ask(CheckOut(member: member, session: nil, at: at)).outcome
    }

    /// The types of the events after a sequence.
    func types(after sequence: Int) async throws -> [String] {
        try await engine.read { try $0.events(after: sequence, limit: 10_000).map(\.type) }
    }

    func lastSequence() async throws -> Int {
        try await engine.read { try $0.chainHead().sequence }
    }

    func week(_ member: String) async throws -> WeekFigures? {
        let code = MemberCode(unchecked: member)
        let week = Week(holding: Self.zone.date(at: clock.now), firstWeekday: .sunday)
        return try await engine.read { try $0.week(week, of: code)?.figures }
    }
}
