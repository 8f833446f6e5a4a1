import Clinic
import Engine
import Ledger
import Testing

@Suite("The course of a session, and sessions beside the schedule")
struct CourseTests {
    private static let monday = "evening-iop@2026-11-23"

    private func running(_ members: [String] = ["M1042"]) async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers(members.map { TestClinic.form($0, "Ada Pepper") }))
        await clinic.pass(until: "2026-11-23 18:00")
        for member in members { _ = try await clinic.checkIn(member) }
        try await clinic.ask(StartSession(session: nil, at: nil))
        return clinic
    }

    private func pause(_ clinic: TestClinic, _ kind: Pause.Kind, from: String, to: String) async throws {
        await clinic.pass(until: "2026-11-23 \(to)")
        let reason = kind == .interruption ? "fire alarm" : nil
        try await clinic.ask(PauseSession(session: nil, kind: kind, at: from, reason: reason))
        try await clinic.ask(ResumeSession(session: nil, at: to))
    }

    @Test(
        "Breaks are credited as far as the program says, interruptions not at all",
        arguments: [
            (Pause.Kind.rest, "19:30", "19:45", 180), (.rest, "19:30", "19:55", 170),
            (.interruption, "19:00", "19:20", 160),
        ])
    func pauses(kind: Pause.Kind, from: String, to: String, credited: Int) async throws {
        let clinic = try await running()
        try await pause(clinic, kind, from: from, to: to)
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        let week = try #require(try await clinic.week("M1042"))
        #expect(week.credited == .minutes(credited))
        #expect(week.attended == .minutes(180))
    }

    @Test("A session that began before its plan can have a break at once")
    func earlyBreak() async throws {
        let clinic = try await TestClinic()
        await clinic.pass(until: "2026-11-23 17:45")
        try await clinic.ask(StartSession(session: nil, at: nil))
        try await clinic.ask(PauseSession(session: nil, kind: .rest, at: nil, reason: nil))
        await clinic.pass(until: "2026-11-23 17:50")
        try await clinic.ask(ResumeSession(session: nil, at: nil))
        let pauses = try await clinic.engine.read { try $0.session(SessionName(unchecked: Self.monday))?.pauses }
        #expect(
            pauses == [
                Pause(
                    kind: .rest, from: TestClinic.at("2026-11-23 17:45"), to: TestClinic.at("2026-11-23 17:50"))
            ])
    }

    @Test("A break that nobody ended ends with the session")
    func openBreak() async throws {
        let clinic = try await running()
        await clinic.pass(until: "2026-11-23 20:30")
        try await clinic.ask(PauseSession(session: nil, kind: .rest, at: nil, reason: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await clinic.week("M1042")?.credited == .minutes(165))
    }

    @Test("What makes no sense is refused and changes nothing")
    func refusedPauses() async throws {
        let clinic = try await running()
        await clinic.pass(until: "2026-11-23 19:00")
        let before = try await clinic.lastSequence()
        await #expect(throws: Refusal.self) { try await clinic.ask(ResumeSession(session: nil, at: nil)) }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(PauseSession(session: nil, kind: .interruption, at: nil, reason: " "))
        }
        for at in ["17:50", "19:30"] {
            await #expect(throws: Refusal.self) {
                try await clinic.ask(PauseSession(session: nil, kind: .rest, at: at, reason: nil))
            }
        }
        for length in [Seconds.zero, .minutes(-10), .hours(10)] {
            await #expect(throws: Refusal.self) {
                try await clinic.ask(ExtendSession(session: nil, by: length))
            }
        }
        #expect(try await clinic.lastSequence() == before)
        try await clinic.ask(PauseSession(session: nil, kind: .rest, at: nil, reason: nil))
        await #expect(throws: Refusal.self) {
            try await clinic.ask(PauseSession(session: nil, kind: .rest, at: nil, reason: nil))
        }
    }

    @Test("An extension moves the plan: what it brings is credited, and the clock ends it later")
    func extended() async throws {
        let clinic = try await running()
        await clinic.pass(until: "2026-11-23 20:00")
        try await clinic.ask(ExtendSession(session: nil, by: .minutes(30)))
        #expect(try await clinic.week("M1042")?.remaining == .minutes(180 + 30 + 360))
        await clinic.pass(until: "2026-11-23 21:59")
        #expect(try await clinic.engine.read { try $0.liveSessions().count } == 1)
        await clinic.pass(until: "2026-11-23 22:01")
        #expect(try await clinic.engine.read { try $0.liveSessions().count } == 0)
        #expect(try await clinic.week("M1042")?.credited == .minutes(210))
    }

    @Test("An individual hour in the middle of group is credited once, and its group isn't one of the clinic's")
    func takenOut() async throws {
        let clinic = try await running()
        let added = try await clinic.ask(
            AddSession(
                kind: .individual, members: ["M1042"], facilitators: [], on: nil,
                at: WallTime(text: "19:00") ?? .midnight,
                length: .minutes(30)))
        let name = added.outcome.session.rawValue
        #expect(name == "individual-2@2026-11-23T1900")
        await clinic.pass(until: "2026-11-23 19:00")
        try await clinic.ask(StartSession(session: name, at: nil))
        try await clinic.ask(CheckIn(member: "M1042", session: name, at: nil, mode: .inPerson, walkIn: false))
        await clinic.pass(until: "2026-11-23 19:30")
        try await clinic.ask(EndSession(session: name, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: Self.monday, at: nil))
        let week = try #require(try await clinic.week("M1042"))
        #expect(week.credited == .minutes(180))
        #expect(week.attended == .minutes(180))
        let group = try await clinic.engine.read { try $0.group(GroupID(unchecked: "individual-2")) }
        #expect(group?.isOneOff == true)
        await #expect(throws: Refusal.self) {
            try await clinic.ask(
                AddSession(
                    kind: .individual, members: ["M1042"], facilitators: [], on: nil,
                    at: WallTime(text: "19:00") ?? .midnight, length: .minutes(30)))
        }
    }

    @Test("Two sessions held as one: who had come already is there, and both rosters belong to it")
    func merged() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddGroup(TestClinic.group("late-iop", start: "18:30")))
        try await clinic.ask(
            AddMembers([
                TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill", groups: ["late-iop"]),
                TestClinic.form("M3000", "Cora Thistle", groups: ["late-iop"]),
            ]))
        await clinic.pass(until: "2026-11-23 18:00")
        let late = "late-iop@2026-11-23"
        try await clinic.ask(CheckIn(member: "M2000", session: late, at: nil, mode: .inPerson, walkIn: false))
        try await clinic.ask(MergeSessions(session: late, into: Self.monday))
        // Without a session's name and without --walk-in: it is their session tonight.
        _ = try await clinic.checkIn("M3000")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        for member in ["M1042", "M2000", "M3000"] {
            let week = try #require(try await clinic.week(member))
            #expect(week.credited == .minutes(180), "\(member)")
            #expect(week.planned == .hours(9), "\(member)")
        }
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }
}
