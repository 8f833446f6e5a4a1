import Clinic
import Engine
import Ledger
import Testing

@Suite("A program that splits sessions at midnight")
struct NightTests {
    /// A Saturday group of 22:00 to 01:00, at the week's end, in a program of 3 h that splits at midnight.
    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        let plain = TestClinic.program(weekly: .hours(3), effective: "2026-01-02")
        try await clinic.ask(
            DefineProgram(
                Program(
                    id: plain.id, title: plain.title, level: plain.level, effective: plain.effective, cohort: nil,
                    gates: plain.gates,
                    credit: CreditRule(
                        grace: .minutes(5), breaksCredited: .minutes(15), minimumToCount: .minutes(30),
                        creditsOverrun: false, kinds: [.group], creditsVideo: true, creditsAudioOnly: false,
                        splitsAtMidnight: true),
                    partialWeek: .exempt, minimumStayDays: nil, alertMargin: plain.alertMargin,
                    settling: plain.settling)))
        try await clinic.ask(AddGroup(TestClinic.group("night", days: [.saturday], start: "22:00")))
        try await clinic.ask(ScheduleAhead())
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper", groups: ["night"])]))
        return clinic
    }

    private func record(_ clinic: TestClinic, _ week: String) async throws -> WeekRecord? {
        let week = Week(start: try #require(LocalDate(text: week)))
        return try await clinic.engine.read { try $0.week(week, of: MemberCode(unchecked: "M1042")) }
    }

    @Test("A night over the week's end is earned in both weeks, and a correction reaches both")
    func overTheWeekEnd() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-28 22:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        #expect(try await clinic.week("M1042")?.remaining == .hours(2))
        await clinic.pass(until: "2026-11-29 00:30")
        // The new week has the hour that goes on, and its own night.
        #expect(try await clinic.week("M1042")?.remaining == .hours(3))
        await clinic.pass(until: "2026-11-29 01:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await record(clinic, "2026-11-22")?.figures.credited == .hours(2))
        #expect(try await record(clinic, "2026-11-29")?.figures.credited == .hours(1))
        #expect(try await record(clinic, "2026-11-29")?.figures.remaining == .hours(2))
        await clinic.pass(until: "2026-11-29 12:00")
        #expect(try await record(clinic, "2026-11-22")?.figures.standing == .shortfall)
        try await clinic.ask(
            CorrectAttendance(
                session: "night@2026-11-28", member: "M1042", came: ["22:00"], went: ["00:15"], mode: nil,
                walkIn: false, reason: "the sheet"),
            as: Caller(uid: 1000, isSupervisor: true))
        #expect(try await record(clinic, "2026-11-22")?.figures.credited == .hours(2))
        #expect(try await record(clinic, "2026-11-29")?.figures.credited == .minutes(15))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("In two rooms at once over the week's end, no minute is credited twice", arguments: [false, true])
    func twoRooms(correctsFirst: Bool) async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddGroup(TestClinic.group("night", days: [.saturday], start: "22:00")))
        try await clinic.ask(AddGroup(TestClinic.group("dawn", days: [.sunday], start: "00:30")))
        try await clinic.ask(ScheduleAhead())
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper", groups: ["night", "dawn"])]))
        for (session, start, end) in [
            ("night@2026-11-28", "2026-11-28 22:00", "2026-11-29 01:00"),
            ("dawn@2026-11-29", "2026-11-29 00:30", "2026-11-29 03:30"),
        ] {
            await clinic.pass(until: start)
            try await clinic.ask(CheckIn(member: "M1042", session: session, at: nil, mode: .inPerson, walkIn: false))
            try await clinic.ask(StartSession(session: session, at: nil))
            if start < "2026-11-29" { continue }
            await clinic.pass(until: "2026-11-29 01:00")
            try await clinic.ask(EndSession(session: "night@2026-11-28", at: nil))
            await clinic.pass(until: end)
            try await clinic.ask(EndSession(session: session, at: nil))
        }
        // The later-begun session has the half hour of both.
        #expect(try await record(clinic, "2026-11-22")?.figures.credited == .minutes(150))
        #expect(try await record(clinic, "2026-11-29")?.figures.credited == .hours(3))
        try await clinic.ask(
            correctsFirst
                ? CorrectAttendance(
                    session: "night@2026-11-28", member: "M1042", came: ["22:00"], went: ["00:20"], mode: nil,
                    walkIn: false, reason: "the sheet")
                : CorrectAttendance(
                    session: "dawn@2026-11-29", member: "M1042", came: ["00:45"], went: ["03:30"], mode: nil,
                    walkIn: false, reason: "the sheet"))
        #expect(
            try await record(clinic, "2026-11-22")?.figures.credited == .minutes(correctsFirst ? 140 : 165))
        #expect(
            try await record(clinic, "2026-11-29")?.figures.credited == .minutes(correctsFirst ? 180 : 165))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Where the members of one night belong to two programs, each is credited by their own")
    func twoPrograms() async throws {
        let clinic = try await clinic()
        try await clinic.ask(DefineProgram(TestClinic.program("whole", weekly: .hours(3))))
        try await clinic.ask(
            AddGroup(TestClinic.group("open", days: [.saturday], start: "22:00", programs: ["iop-adult", "whole"])))
        try await clinic.ask(ScheduleAhead())
        let other = MemberForm(
            code: "M2000",
            details: MemberDetails(
                name: Personal("Ben Quill"), born: Personal(LocalDate(daysSince1970: 7000)), contacts: Personal([])),
            program: "whole", admitted: LocalDate(text: "2026-10-01"), groups: ["open"])
        try await clinic.ask(AddMembers([other, TestClinic.form("M3000", "Cora Finch", groups: ["open"])]))
        await clinic.pass(until: "2026-11-28 22:00")
        for member in ["M2000", "M3000"] {
            try await clinic.ask(
                CheckIn(member: member, session: "open@2026-11-28", at: nil, mode: .inPerson, walkIn: false))
        }
        try await clinic.ask(StartSession(session: "open@2026-11-28", at: nil))
        await clinic.pass(until: "2026-11-29 01:00")
        try await clinic.ask(EndSession(session: "open@2026-11-28", at: nil))
        let weeks = [
            Week(start: try #require(LocalDate(text: "2026-11-22"))),
            Week(start: try #require(LocalDate(text: "2026-11-29"))),
        ]
        let credited = try await clinic.engine.read { store in
            try ["M2000", "M3000"].map { member in
                try weeks.map { try store.week($0, of: MemberCode(unchecked: member))?.figures.credited }
            }
        }
        #expect(credited == [[.hours(3), .zero], [.hours(2), .hours(1)]])
    }
}
