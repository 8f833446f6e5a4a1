import Clinic
import Engine
import Ledger
import Testing

@Suite("Versions of a program: a week is judged by what held then")
struct ProgramVersionTests: StayExamples {
    private static let supervisor = Caller(uid: 2000, isSupervisor: true)
    private static let known = "2026-01-01"

    /// M1042 was there on Monday alone of the week of 2026-11-22, which is closed with a shortfall.
    private func closedWeek() async throws -> TestClinic {
        let clinic = try await clinic()
        try await clinic.ask(AddMembers([TestClinic.form("M2000", "Ben Quill")]))
        for (day, members) in [
            ("2026-11-23", ["M1042", "M2000"]), ("2026-11-25", ["M2000"]), ("2026-11-27", ["M2000"]),
        ] {
            await clinic.pass(until: "\(day) 18:00")
            for member in members { _ = try await clinic.checkIn(member) }
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "\(day) 21:00")
            try await clinic.ask(EndSession(session: nil, at: nil))
        }
        await clinic.pass(until: "2026-11-30 08:00")
        #expect(try await record(clinic, "2026-11-22")?.figures.standing == .shortfall)
        return clinic
    }

    private func alerts(_ clinic: TestClinic) async throws -> [String] {
        try await clinic.engine.read { store in
            try store.alerts(all: true).reversed().map { "\($0.kind.rawValue) \($0.state.rawValue)" }
        }
    }

    @Test(
        "Other content for a known day, and a version that reaches into a closed week, are a supervisor's",
        arguments: [known, "2026-11-22", "2026-11-28"])
    func refused(effective: String) async throws {
        let clinic = try await closedWeek()
        let before = try await clinic.lastSequence()
        let version = TestClinic.program(weekly: .hours(3), effective: effective)
        for dryRun in [true, false] {
            let refusal = await #expect(throws: Refusal.self) {
                try await clinic.ask(DefineProgram(version, dryRun: dryRun))
            }
            #expect(refusal?.kind == .notAllowed(role: "supervisor"))
        }
        #expect(try await clinic.lastSequence() == before)
        // The same once more changes nothing, so anybody may say it.
        try await clinic.ask(DefineProgram(TestClinic.program(effective: Self.known)))
        #expect(try await clinic.lastSequence() == before)
    }

    @Test(
        "A version that is still ahead, or begins in the present week, anybody may take in",
        arguments: [
            ("2026-11-29", 3), ("2026-12-06", 9),
        ])
    func ahead(effective: String, hours: Int) async throws {
        let clinic = try await closedWeek()
        try await clinic.ask(DefineProgram(TestClinic.program(weekly: .hours(3), effective: effective)))
        #expect(try await record(clinic, "2026-11-22")?.figures.required == .hours(9))
        #expect(try await record(clinic, "2026-11-29")?.figures.required == .hours(hours))
    }

    @Test("A supervisor's change works every week of the version out anew, and the alerts follow, once")
    func changed() async throws {
        let clinic = try await closedWeek()
        #expect(try await alerts(clinic) == ["out_of_reach superseded", "shortfall raised"])
        try await clinic.ask(DefineProgram(TestClinic.program(weekly: .hours(3))), as: Self.supervisor)
        let closed = try #require(try await record(clinic, "2026-11-22"))
        #expect(closed.closed)
        #expect(closed.figures.standing == .met)
        #expect(closed.figures.required == .hours(3))
        #expect(try await record(clinic, "2026-11-29")?.figures.required == .hours(3))
        #expect(try await alerts(clinic) == ["out_of_reach superseded", "shortfall withdrawn"])
        try await clinic.ask(DefineProgram(TestClinic.program()), as: Self.supervisor)
        #expect(try await record(clinic, "2026-11-22")?.figures.standing == .shortfall)
        #expect(try await alerts(clinic) == ["out_of_reach superseded", "shortfall withdrawn", "shortfall raised"])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A version touches no week of a later one, and none of another program's members")
    func others() async throws {
        let clinic = try await closedWeek()
        try await clinic.ask(
            DefineProgram(TestClinic.program(weekly: .hours(6), effective: "2026-11-22")), as: Self.supervisor)
        #expect(try await record(clinic, "2026-11-22")?.figures.required == .hours(6))
        try await clinic.ask(DefineProgram(TestClinic.program(weekly: .hours(3))), as: Self.supervisor)
        #expect(try await record(clinic, "2026-11-22")?.figures.required == .hours(6))
        try await clinic.ask(DefineProgram(TestClinic.program("low", weekly: .hours(1), effective: "2026-11-15")))
        #expect(try await record(clinic, "2026-11-22")?.figures.required == .hours(6))
    }

    @Test(
        "Who comes anew in the week in which a version begins is held to what holds on that day, and whoever stays isn't",
        arguments: [("2026-11-24", true), ("2026-11-25", true), ("2026-11-26", false)])
    func anew(effective: String, isHeld: Bool) async throws {
        let clinic = try await clinic()
        try await clinic.ask(AddMembers([TestClinic.form("M2000", "Ben Quill")]))
        try await clinic.ask(DefineProgram(TestClinic.program(weekly: .hours(12), effective: effective)))
        await clinic.pass(until: "2026-11-23 08:00")
        try await clinic.ask(DischargeMember(member: "M1042", on: date("2026-11-23"), ending: .left))
        await clinic.pass(until: "2026-11-25 08:00")
        try await clinic.ask(
            AdmitMember(member: "M1042", program: "iop-adult", on: date("2026-11-25"), groups: ["evening-iop"]))
        #expect(try await record(clinic, "2026-11-22")?.effective == date(isHeld ? effective : Self.known))
        let week = Week(start: try date("2026-11-22"))
        let other = try await clinic.engine.read { try $0.week(week, of: MemberCode(unchecked: "M2000")) }
        #expect(try other?.effective == date(Self.known))
    }
}
