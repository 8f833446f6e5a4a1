import Clinic
import Engine
import Ledger
import Testing

@Suite("The longest gap between days of treatment")
struct GapTests {
    /// At most two days between services, as North Carolina's 8A-12 has it, and few hours, so that nothing else alarms.
    private static func program() -> Program {
        let adult = TestClinic.program()
        return Program(
            id: adult.id, title: adult.title, level: adult.level, effective: adult.effective.adding(days: 1),
            cohort: nil, gates: Gates(weeklyMinimum: .hours(3), longestGapDays: 2), credit: adult.credit,
            partialWeek: .exempt, minimumStayDays: nil, alertMargin: adult.alertMargin, settling: adult.settling)
    }

    /// Attends the Monday of the first week.
    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(DefineProgram(Self.program()))
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        try await attend(clinic, "2026-11-23")
        return clinic
    }

    private func attend(_ clinic: TestClinic, _ day: String, by member: String = "M1042") async throws {
        await clinic.pass(until: "\(day) 18:00")
        _ = try await clinic.checkIn(member)
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "\(day) 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
    }

    @Test("The gap is too long from the midnight on that makes it so, and not before")
    func midnight() async throws {
        let clinic = try await clinic()
        // Tuesday and Wednesday lie between; on Friday Thursday does too.
        await clinic.pass(until: "2026-11-26 23:59")
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        await clinic.pass(until: "2026-11-27 00:01")
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
        #expect(try await clinic.week("M1042")?.rule == "longest-gap")
        await clinic.pass(until: "2026-11-27 01:00")
        let alerts = try await clinic.engine.read { store in
            try store.alerts(all: false).filter { $0.member?.rawValue == "M1042" }.map(\.rule)
        }
        #expect(alerts == ["longest-gap"])
    }

    @Test("A gap goes on over the week's end, is told in the week in which it became too long, and can be mended")
    func overTheWeekEnd() async throws {
        let clinic = try await clinic()
        try await attend(clinic, "2026-11-25")
        try await attend(clinic, "2026-11-27")
        try await attend(clinic, "2026-11-30", by: "M2000")
        await clinic.pass(until: "2026-11-30 23:59")
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        // Saturday to Monday are three days when Tuesday comes.
        await clinic.pass(until: "2026-12-01 08:00")
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
        try await clinic.ask(
            CorrectAttendance(
                session: "evening-iop@2026-11-30", member: "M1042", came: ["18:00"], went: ["21:00"], mode: nil,
                walkIn: false, reason: "the sheet"),
            as: Caller(uid: 1000, isSupervisor: true))
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A gap that was too long before the week's end is told once, in that week")
    func toldOnce() async throws {
        let clinic = try await clinic()
        try await attend(clinic, "2026-11-25")
        try await attend(clinic, "2026-11-27", by: "M2000")
        await clinic.pass(until: "2026-11-30 08:00")
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        let alerts = try await clinic.engine.read { store in
            try store.alerts(all: true).filter { $0.member?.rawValue == "M1042" }.map { "\($0.week) \($0.rule)" }
        }
        #expect(alerts == ["2026-11-22 longest-gap"])
    }

    @Test("A day that doesn't count as a day of treatment ends no gap")
    func uncounted() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-25 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-25 18:20")
        _ = try await clinic.checkOut("M1042")
        await clinic.pass(until: "2026-11-25 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-26 23:59")
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        await clinic.pass(until: "2026-11-27 00:01")
        #expect(try await clinic.week("M1042")?.rule == "longest-gap")
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
    }

    @Test("Days before the stay are no gap")
    func firstWeek() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(DefineProgram(Self.program()))
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        await clinic.pass(until: "2026-11-25 12:00")
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
    }
}
