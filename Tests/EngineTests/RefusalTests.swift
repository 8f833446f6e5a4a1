import Clinic
import Engine
import Ledger
import Testing

@Suite("What is refused, and how it is said")
struct RefusalTests {
    /// A clinic at 18:02 of the group's first evening, with two members on its roster and one on none.
    private func evening() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([
                TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill"),
                TestClinic.form("M3000", "Cora Thistle", groups: []),
            ]))
        await clinic.pass(until: "2026-11-23 18:02")
        return clinic
    }

    private func refusal(_ body: () async throws -> some Any) async -> Refusal? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? Refusal
        }
    }

    @Test("A member who is not on the roster is refused, and taken as a walk-in when that is said")
    func walkIn() async throws {
        let clinic = try await evening()
        let refused = await refusal { try await clinic.checkIn("M3000") }
        #expect(refused?.kind == .notOnRoster(MemberCode(unchecked: "M3000"), GroupID(unchecked: "evening-iop")))
        #expect(refused?.message.contains("convene roster add evening-iop M3000") == true)
        #expect(refused?.message.contains("--walk-in") == true)
        let inside = try await clinic.checkIn("M3000", walkIn: true)
        #expect(inside.origin == .walkIn)
        #expect(inside.changed)
    }

    @Test("A mistyped code offers the nearest ones")
    func mistyped() async throws {
        let clinic = try await evening()
        let refused = await refusal { try await clinic.checkIn("M1024") }
        #expect(refused?.kind == .noSuchMember("M1024", nearest: [MemberCode(unchecked: "M1042")]))
    }

    @Test("A name is never taken for a code, not even when it is one member's alone")
    func names() async throws {
        let clinic = try await evening()
        for (name, code) in [("Ada", "M1042"), ("ben quill", "M2000")] {
            let refused = await refusal { try await clinic.checkIn(name) }
            #expect(refused?.kind == .ambiguousMember([MemberCode(unchecked: code)]))
        }
    }

    @Test("A discharged member is refused, a walk-in or not")
    func discharged() async throws {
        let clinic = try await evening()
        try await clinic.ask(DischargeMember(member: "M2000", on: LocalDate(text: "2026-11-22"), ending: .completed))
        for walkIn in [false, true] {
            let refused = await refusal { try await clinic.checkIn("M2000", walkIn: walkIn) }
            #expect(refused?.kind == .notEnrolled(MemberCode(unchecked: "M2000"), .discharged))
        }
    }

    @Test("Whoever was discharged can be admitted again, but nobody twice at once")
    func readmitted() async throws {
        let clinic = try await evening()
        let code = MemberCode(unchecked: "M2000")
        func admit(_ date: String, groups: [String] = ["evening-iop"]) async throws -> AdmitMember.Outcome {
            try await clinic.ask(
                AdmitMember(member: "M2000", program: "iop-adult", on: LocalDate(text: date), groups: groups)
            ).outcome
        }
        let twice = await refusal { _ = try await admit("2026-11-23") }
        #expect(twice?.kind == .badValue(field: "member"))
        try await clinic.ask(DischargeMember(member: "M2000", on: LocalDate(text: "2026-11-22"), ending: .left))
        let sameDay = await refusal { _ = try await admit("2026-11-22") }
        #expect(sameDay?.kind == .badValue(field: "member"))
        let nowhere = await refusal { _ = try await admit("2026-11-23", groups: ["nowhere"]) }
        #expect(nowhere?.kind == .badValue(field: "program"))
        #expect(try await admit("2026-11-23").waitlisted.isEmpty)
        #expect(try await clinic.checkIn("M2000").changed)
        let stays = try clinic.engine.ledger.read { try $0.enrolments(of: code) }
        #expect(stays.map(\.admitted.description).last == "2026-11-23")
        #expect(stays.count == 2)
    }

    @Test("A group for another cohort refuses, a walk-in passes")
    func cohort() async throws {
        let clinic = try await evening()
        try await clinic.ask(
            AddGroup(TestClinic.group("young-iop", days: [.tuesday], programs: [], cohort: "young-adult")))
        await clinic.pass(until: "2026-11-24 18:00")
        let refused = await refusal { try await clinic.checkIn("M1042") }
        #expect(refused?.kind == .wrongCohort(MemberCode(unchecked: "M1042"), GroupID(unchecked: "young-iop")))
        #expect(try await clinic.checkIn("M1042", walkIn: true).changed)
    }

    @Test("With no session open it is said when the next one opens")
    func noneOpen() async throws {
        let clinic = try await evening()
        await clinic.pass(until: "2026-11-24 12:00")
        let refused = await refusal { try await clinic.checkIn("M1042") }
        #expect(refused?.kind == .noneOpen)
        #expect(refused?.message.contains("evening-iop@2026-11-25, opens at 17:30") == true)
    }

    @Test("With two sessions possible the caller is asked by name")
    func ambiguous() async throws {
        let clinic = try await evening()
        try await clinic.ask(AddGroup(TestClinic.group("late-iop", days: [.wednesday], start: "18:30")))
        try await clinic.ask(AddToRoster(group: "late-iop", members: ["M1042"], from: nil, to: nil))
        await clinic.pass(until: "2026-11-25 18:05")
        let names = ["evening-iop@2026-11-25", "late-iop@2026-11-25"].map(SessionName.init(unchecked:))
        let refused = await refusal { try await clinic.checkIn("M1042") }
        #expect(refused?.kind == .ambiguousSession(names))
        #expect(try await clinic.checkIn("M2000").session == names[0])
    }

    @Test(
        "Times outside of the session are refused",
        arguments: ["17:15", "18:30", "2026-11-22T18:05:00-05:00"])
    func times(at: String) async throws {
        let clinic = try await evening()
        let early = await refusal { try await clinic.checkIn("M1042", at: at) }
        #expect(early?.kind == .outsideSession)
        let unreadable = await refusal { try await clinic.checkIn("M1042", at: "6 pm") }
        #expect(unreadable?.kind == .badValue(field: "at"))
        #expect(try await clinic.checkIn("M1042", at: "17:58").since == TestClinic.at("2026-11-23 17:58"))
    }

    @Test("A session that was never started can't be ended without saying when it began")
    func neverStarted() async throws {
        let clinic = try await evening()
        let refused = await refusal { try await clinic.ask(EndSession(session: nil, at: nil)) }
        #expect(refused?.kind == .wrongState(SessionName(unchecked: "evening-iop@2026-11-23"), .open))
        #expect(refused?.message.contains("convene session start") == true)
    }

    @Test("Nothing of a file is taken in unless all of it is right, and every wrong line is named")
    func importing() async throws {
        let clinic = try await evening()
        let before = try await clinic.lastSequence()
        let forms = [
            TestClinic.form("M4000", "Dan Bramble"), TestClinic.form("M1042", "Edie Marigold"),
            TestClinic.form("M4001", "Finn Sorrel", groups: ["no-such-group"]),
        ].enumerated().map { index, form in
            MemberForm(
                code: form.code, details: form.details, program: form.program, admitted: form.admitted,
                groups: form.groups, line: index + 2)
        }
        guard case .refusedImport(let problems) = await refusal({ try await clinic.ask(AddMembers(forms)) })?.kind
        else {
            Issue.record("the import was taken")
            return
        }
        #expect(problems.map(\.line) == [3, 4])
        #expect(try await clinic.lastSequence() == before)
    }
}
