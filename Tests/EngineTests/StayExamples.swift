import Clinic
import Engine
import Ledger
import Testing

/// What the tests of stays have in common: M1042 and their stays.
protocol StayExamples {}

extension StayExamples {
    /// M1042, admitted on 2026-10-01, in a program of 9 h, beside one of 3 h whose members belong elsewhere.
    func clinic(_ stay: StayRule? = nil, partial: PartialWeek = .exempt) async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(DefineProgram(TestClinic.program("low", weekly: .hours(3))))
        try await clinic.ask(
            AddGroup(TestClinic.group("low-group", days: [.tuesday], programs: ["low"])))
        if stay != nil || partial != .exempt {
            let plain = TestClinic.program(effective: "2026-01-02")
            try await clinic.ask(
                DefineProgram(
                    Program(
                        id: plain.id, title: plain.title, level: "2.1", effective: plain.effective, cohort: nil,
                        gates: plain.gates, credit: plain.credit, partialWeek: partial, minimumStayDays: 90,
                        alertMargin: plain.alertMargin, settling: plain.settling, stay: stay)))
        }
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        return clinic
    }

    func date(_ text: String) throws -> LocalDate { try #require(LocalDate(text: text)) }

    func stays(_ clinic: TestClinic) async throws -> [Enrolment] {
        try await clinic.engine.read { try $0.enrolments(of: MemberCode(unchecked: "M1042")) }
    }

    func record(_ clinic: TestClinic, _ week: String) async throws -> WeekRecord? {
        let week = Week(start: try date(week))
        return try await clinic.engine.read { try $0.week(week, of: MemberCode(unchecked: "M1042")) }
    }

    func attend(_ clinic: TestClinic, _ day: String) async throws {
        await clinic.pass(until: "\(day) 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "\(day) 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
    }

    func refusal(_ clinic: TestClinic, _ command: some Command, as caller: Caller? = nil) async -> String {
        do {
            try await clinic.ask(command, as: caller ?? Caller(uid: 1000))
            return "nothing was refused"
        } catch {
            return (error as? Refusal)?.message ?? "\(error)"
        }
    }
}
