import Clinic
import Engine
import Ledger
import Testing

@Suite("A group is changed from now on")
struct GroupEditTests {
    private static let id = "evening-iop"

    private func clinic() async throws -> TestClinic {
        var settings = Settings()
        settings.measures = [
            Measure(id: MeasureID(unchecked: "craving"), name: "Craving", range: 0...10, better: .lower, alert: 8)
        ]
        let clinic = try await TestClinic(settings: settings)
        try await clinic.ask(
            EditGroup(
                Self.id, GroupChanges(capacity: 2, facilitators: [StaffInitials(unchecked: "RK")], lead: "RK")))
        let people = [("M1", "Ada Pepper"), ("M2", "Ben Quill"), ("M3", "Cora Wren"), ("M4", "Dan Finch")]
        try await clinic.ask(AddMembers(people.map { TestClinic.form($0, $1) }))
        return clinic
    }

    private func group(_ clinic: TestClinic) async throws -> Group {
        try #require(try await clinic.engine.read { try $0.group(GroupID(unchecked: Self.id)) })
    }

    @Test("What is said is different from now on, and the rest, the roster and the calendar stay")
    func edits() async throws {
        let clinic = try await clinic()
        let before = try await group(clinic)
        let state = {
            try await clinic.engine.read { store in
                let week = try store.scheduledSessions()
                return (try store.roster(of: GroupID(unchecked: Self.id)), week)
            }
        }
        let known = try await state()
        let first = try await clinic.lastSequence()
        try await clinic.ask(
            EditGroup(Self.id, GroupChanges(name: "Evenings", measures: [MeasureID(unchecked: "craving")])))
        #expect(try await clinic.types(after: first) == ["group.edited"])
        var wanted = before
        wanted.name = "Evenings"
        wanted.measures = [MeasureID(unchecked: "craving")]
        #expect(try await group(clinic) == wanted)
        #expect(try await state() == known)
        try await clinic.ask(EditGroup(Self.id, GroupChanges(name: "Evenings")))
        #expect(try await clinic.types(after: first) == ["group.edited"])
        try await clinic.ask(EditGroup(Self.id, GroupChanges(capacity: 0, lead: "", measures: [])))
        let after = try await group(clinic)
        #expect((after.capacity, after.lead, after.measures) == (nil, nil, nil))
        #expect(after.facilitators.map(\.rawValue) == ["RK"])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Places that a larger group has go to those who wait, in their order")
    func promotes() async throws {
        let clinic = try await clinic()
        let roster = {
            try await clinic.engine.read { try $0.roster(of: GroupID(unchecked: Self.id)) }
                .filter { !$0.waitlisted }.map(\.member.rawValue).sorted()
        }
        #expect(try await roster() == ["M1", "M2"])
        let larger = try await clinic.ask(EditGroup(Self.id, GroupChanges(capacity: 3))).outcome
        #expect(larger.promoted.map(\.rawValue) == ["M3"])
        #expect(try await roster() == ["M1", "M2", "M3"])
        // A smaller group keeps whom it has.
        #expect(try await clinic.ask(EditGroup(Self.id, GroupChanges(capacity: 1))).outcome.promoted.isEmpty)
        #expect(try await roster() == ["M1", "M2", "M3"])
        #expect(try await clinic.ask(EditGroup(Self.id, GroupChanges(capacity: 0))).outcome.promoted.count == 1)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A session that has begun keeps who led it")
    func past() async throws {
        let clinic = try await clinic()
        let name = SessionName(unchecked: "evening-iop@2026-11-23")
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(StartSession(session: name.rawValue, at: nil))
        try await clinic.ask(
            EditGroup(Self.id, GroupChanges(facilitators: [StaffInitials(unchecked: "TM")], lead: "TM")))
        let session = try await clinic.engine.read { try $0.session(name) }
        #expect(session?.facilitators?.map(\.rawValue) == ["RK"])
        #expect(try await clinic.engine.read { try $0.leadChanges(of: name) }.map(\.staff?.rawValue) == ["RK"])
    }

    @Test(
        "What can't be is refused in a sentence",
        arguments: [
            (GroupChanges(name: ""), "1 to 80 characters"), (GroupChanges(capacity: -1), "capacity is 1 to 500"),
            (GroupChanges(lead: "XX"), "the lead is one of the facilitators"),
            (GroupChanges(facilitators: []), "the lead is one of the facilitators"),
            (GroupChanges(measures: [MeasureID(unchecked: "anger")]), "there is craving"),
        ])
    func refused(_ example: (changes: GroupChanges, says: String)) async throws {
        let clinic = try await clinic()
        let before = try await clinic.lastSequence()
        await #expect {
            try await clinic.ask(EditGroup(Self.id, example.changes))
        } throws: { error in
            (error as? Refusal)?.message.contains(example.says) == true
        }
        #expect(try await clinic.lastSequence() == before)
    }

    @Test("A check-in says what the group asks for, once")
    func asks() async throws {
        let clinic = try await clinic()
        try await clinic.ask(EditGroup(Self.id, GroupChanges(measures: [MeasureID(unchecked: "craving")])))
        await clinic.pass(until: "2026-11-23 18:00")
        #expect(try await clinic.checkIn("M1").asksFor?.map(\.rawValue) == ["craving"])
        #expect(try await clinic.checkIn("M1").asksFor == nil)
        try await clinic.ask(EditGroup(Self.id, GroupChanges(measures: [])))
        #expect(try await clinic.checkIn("M2").asksFor == nil)
    }
}
