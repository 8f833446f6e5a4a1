import Clinic
import Engine
import Ledger
import Testing

@Suite("Short notes of the day")
struct NoteTests {
    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(AlertTests.person("RK", .facilitator, account: "rkim"))
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        return clinic
    }

    private func note(
        _ clinic: TestClinic, _ text: String, about member: String = "M1042", session: String? = nil,
        key: String? = nil
    ) async throws -> SessionName? {
        try await clinic.ask(
            RecordNote(member: member, session: session, kind: .success, text: Personal(text), account: "rkim"),
            key: key
        ).outcome.session
    }

    private func notes(_ clinic: TestClinic) async throws -> [NoteRecord] {
        try await clinic.engine.read { try $0.notes(about: MemberCode(unchecked: "M1042")) }
    }

    @Test("A note is kept with who wrote it and when, its text apart from the event's body")
    func kept() async throws {
        let clinic = try await clinic()
        let first = try await clinic.lastSequence()
        _ = try await note(clinic, " found work\n")
        let found = try #require(try await notes(clinic).first)
        #expect(found.note.text?.reveal() == "found work")
        #expect((found.note.kind, found.author, found.actor) == (.success, "RK", "uid:1000"))
        #expect(found.happened == clinic.clock.now)
        let events = try await clinic.engine.read { try $0.events(after: first, limit: 10) }
        #expect(events.map(\.body) == [#"{"kind":"success","staff":"RK"}"#])
        #expect("\(found)".contains("found work") == false)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("It belongs to the session that is on and that the member is at, or else expected at")
    func session() async throws {
        let clinic = try await clinic()
        try await clinic.ask(AddGroup(TestClinic.group("other", days: [.monday])))
        #expect(try await note(clinic, "before") == nil)
        await clinic.pass(until: "2026-11-23 17:45")
        #expect(try await note(clinic, "expected")?.rawValue == "evening-iop@2026-11-23")
        _ = try await clinic.ask(
            CheckIn(member: "M1042", session: "other", at: nil, mode: .inPerson, walkIn: true))
        #expect(try await note(clinic, "there")?.rawValue == "other@2026-11-23")
        #expect(try await note(clinic, "said", session: "evening-iop")?.rawValue == "evening-iop@2026-11-23")
        #expect(
            try await notes(clinic).map { $0.session?.rawValue.split(separator: "@").first } == [
                nil, "evening-iop", "other", "evening-iop",
            ])
    }

    @Test("Whoever wrote it takes it back, and what they did before then")
    func undone() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        _ = try await note(clinic, "one")
        _ = try await note(clinic, "two")
        await #expect(throws: Refusal.self) { try await clinic.ask(Undo(), as: Caller(uid: 2000)) }
        let outcome = try await clinic.ask(Undo()).outcome
        #expect((outcome.type, outcome.member?.rawValue) == ("note.recorded", "M1042"))
        #expect(try await notes(clinic).map { $0.note.text?.reveal() } == ["one"])
        _ = try await clinic.ask(Undo())
        #expect(try await notes(clinic).isEmpty)
        #expect(try await clinic.ask(Undo()).outcome.type == "attendance.checked_in")
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Empty notes and those of several lines or too many characters are refused, without their text")
    func refused() async throws {
        let clinic = try await clinic()
        let before = try await clinic.lastSequence()
        for text in ["", "  ", "two\nlines", String(repeating: "long", count: 51)] {
            await #expect {
                _ = try await note(clinic, text)
            } throws: { error in
                (error as? Refusal)?.message == "a note is one line of 1 to 200 characters"
            }
        }
        #expect(try await clinic.lastSequence() == before)
    }

    @Test("The same key again writes nothing; for another text it is refused")
    func repeated() async throws {
        let clinic = try await clinic()
        _ = try await note(clinic, "one", key: "k1")
        _ = try await note(clinic, "one", key: "k1")
        await #expect(throws: Refusal.self) { _ = try await note(clinic, "two", key: "k1") }
        #expect(try await notes(clinic).count == 1)
    }
}
