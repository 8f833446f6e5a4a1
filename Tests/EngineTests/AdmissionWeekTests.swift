import Clinic
import Engine
import Ledger
import Testing

/// On Sunday 2026-11-22 a program is there whose weeks count from admission, for the evenings of Monday, Wednesday and
/// Friday.
@Suite("Weeks that count from admission")
struct AdmissionWeekTests: StayExamples {
    private static let own = ProgramID(unchecked: "own-weeks")

    private func clinic(admitted: String?) async throws -> TestClinic {
        let clinic = try await TestClinic()
        let plain = TestClinic.program()
        try await clinic.ask(
            DefineProgram(
                Program(
                    id: Self.own, title: plain.title, level: "2.1", effective: plain.effective, cohort: nil,
                    gates: plain.gates, credit: plain.credit, partialWeek: .exempt, minimumStayDays: nil,
                    alertMargin: plain.alertMargin, settling: plain.settling, weekStarts: .admission)))
        try await clinic.ask(AddGroup(TestClinic.group("own-group", start: "18:00", programs: ["own-weeks"])))
        try await clinic.ask(ScheduleAhead())
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper", groups: [])]))
        if let admitted { try await admit(clinic, admitted) }
        return clinic
    }

    private func admit(_ clinic: TestClinic, _ day: String) async throws {
        try await clinic.ask(
            TransferMember(member: "M1042", to: "own-weeks", on: date(day), groups: ["own-group"]))
    }

    /// Holds the session of an evening, with M1042 or without.
    private func hold(_ clinic: TestClinic, _ session: String, attended: Bool = true) async throws {
        let day = session.suffix(10)
        await clinic.pass(until: "\(day) 18:00")
        if attended {
            try await clinic.ask(
                CheckIn(member: "M1042", session: session, at: nil, mode: .inPerson, walkIn: false))
        }
        try await clinic.ask(StartSession(session: session, at: nil))
        await clinic.pass(until: "\(day) 21:00")
        try await clinic.ask(EndSession(session: session, at: nil))
    }

    private func outcome(_ clinic: TestClinic, _ week: String) async throws -> String? {
        guard let record = try await record(clinic, week) else { return nil }
        let exemption = record.figures.exemption.map { " (\($0.rawValue))" } ?? ""
        return "\(record.figures.standing.rawValue)\(exemption), \(record.figures.credited.count / 60) of "
            + "\(record.figures.required.count / 60)\(record.closed ? ", closed" : "")"
    }

    /// The first days of the weeks that were opened or closed.
    private func weeks(_ clinic: TestClinic, _ type: String) async throws -> [String] {
        let events = try await clinic.engine.read { try $0.events(after: 0, limit: 100_000) }
        return events.filter { $0.type == type }.compactMap { event in
            event.body.split(separator: "\"week\":\"").last?.prefix(10).description
        }
    }

    @Test("Seven days from the day of admission are a whole week, judged when they are over")
    func wholeWeek() async throws {
        let clinic = try await clinic(admitted: "2026-11-24")
        for day in ["2026-11-25", "2026-11-27", "2026-11-30"] { try await hold(clinic, "own-group@\(day)") }
        #expect(try await outcome(clinic, "2026-11-24") == "met, 540 of 540")
        await clinic.pass(until: "2026-12-01 12:00")
        #expect(try await outcome(clinic, "2026-11-24") == "met, 540 of 540, closed")
        #expect(try await outcome(clinic, "2026-12-01") == "on_track, 0 of 540")
        // The rest of the stay before it is a part of the site's week.
        #expect(try await outcome(clinic, "2026-11-22") == "exempt (partial), 0 of 540, closed")
        #expect(try await outcome(clinic, "2026-11-29") == nil)
    }

    @Test("A session is of the week that its day is of, at the change of first weekday too")
    func change() async throws {
        let clinic = try await clinic(admitted: nil)
        try await clinic.ask(AddToRoster(group: "evening-iop", members: ["M1042"], from: nil, to: nil))
        try await hold(clinic, "evening-iop@2026-11-23")
        await clinic.pass(until: "2026-11-24 09:00")
        try await admit(clinic, "2026-11-24")
        try await hold(clinic, "own-group@2026-11-25")
        // What Wednesday brought isn't counted in the site's week, which began on Sunday.
        #expect(try await outcome(clinic, "2026-11-22") == "on_track (partial), 180 of 540")
        #expect(try await outcome(clinic, "2026-11-24") == "on_track, 180 of 540")
        let code = MemberCode(unchecked: "M1042")
        let engine = clinic.engine
        let tuesday = try date("2026-11-24")
        let days = try await clinic.engine.read { store in
            try [tuesday.adding(days: -1), tuesday].map { try engine.week(of: code, on: $0, in: store).start }
        }
        #expect(days.map(\.description) == ["2026-11-22", "2026-11-24"])
        // A table of everybody has one row of them, that of their present week.
        let rows = try await clinic.engine.read { try engine.weeks(on: tuesday, in: $0) }
        #expect(rows.map { "\($0.member) \($0.week)" } == ["M1042 2026-11-24"])
    }

    @Test("A shortfall is an alert at the end of the member's own week, and a correction takes it back")
    func shortfall() async throws {
        let clinic = try await clinic(admitted: "2026-11-24")
        for day in ["2026-11-25", "2026-11-27"] { try await hold(clinic, "own-group@\(day)") }
        try await hold(clinic, "own-group@2026-11-30", attended: false)
        await clinic.pass(until: "2026-11-30 22:00")
        #expect(try await outcome(clinic, "2026-11-24") == "out_of_reach, 360 of 540")
        await clinic.pass(until: "2026-12-01 12:00")
        #expect(try await outcome(clinic, "2026-11-24") == "shortfall, 360 of 540, closed")
        let week = try Week(start: date("2026-11-24"))
        let code = MemberCode(unchecked: "M1042")
        let live = { try await clinic.engine.read { try $0.alerts(of: code, in: week).filter(\.isLive).map(\.kind) } }
        #expect(try await live() == [.shortfall])
        try await clinic.ask(
            CorrectAttendance(
                session: "own-group@2026-11-30", member: "M1042", came: ["18:00"], went: ["21:00"], mode: nil,
                walkIn: false, reason: "the sheet"), as: Caller(uid: 2000, isSupervisor: true))
        #expect(try await outcome(clinic, "2026-11-24") == "met, 540 of 540, closed")
        #expect(try await live() == [])
    }

    @Test("Weeks begin on a weekday for as long as somebody's do")
    func opening() async throws {
        let clinic = try await clinic(admitted: "2026-11-24")
        await clinic.pass(until: "2026-12-02 09:00")
        try await clinic.ask(
            DischargeMember(member: "M1042", on: date("2026-12-02"), ending: .completed))
        await clinic.pass(until: "2026-12-31 09:00")
        let tuesdays = { (days: [String]) in days.filter { LocalDate(text: $0)?.weekday == .tuesday } }
        // The week of the discharge is theirs; the next one is nobody's, and none follows.
        #expect(
            try await tuesdays(weeks(clinic, "week.opened")) == [
                "2026-11-17", "2026-11-24", "2026-12-01", "2026-12-08",
            ])
        #expect(try await tuesdays(weeks(clinic, "week.closed")) == ["2026-11-17", "2026-11-24", "2026-12-01"])
        #expect(try await outcome(clinic, "2026-12-01") == "exempt (partial), 0 of 540, closed")
        // Back on a Thursday.
        try await clinic.ask(
            AdmitMember(member: "M1042", program: "own-weeks", on: date("2026-12-31"), groups: ["own-group"]))
        await clinic.pass(until: "2027-01-08 12:00")
        #expect(try await outcome(clinic, "2026-12-31")?.hasSuffix("closed") == true)
        #expect(try await outcome(clinic, "2027-01-07") == "on_track, 0 of 540")
    }
}
