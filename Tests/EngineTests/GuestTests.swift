import Clinic
import Engine
import Ledger
import Testing

@Suite("Guests are counted and never named")
struct GuestTests {
    private static let evening = SessionName(unchecked: "evening-iop@2026-11-23")

    private func guests(_ clinic: TestClinic, at session: SessionName = evening) async throws -> Int? {
        try await clinic.engine.read { try $0.session(session)?.guests }
    }

    private func count(_ guests: Int, _ clinic: TestClinic, as caller: Caller = Caller(uid: 1000)) async throws {
        let command = CountGuests(guests: guests, session: Self.evening.rawValue)
        try await clinic.ask(command, as: caller)
    }

    @Test("The last count holds, is taken back step by step, and survives a rebuild")
    func counted() async throws {
        let clinic = try await TestClinic()
        await clinic.pass(until: "2026-11-23 18:00")
        #expect(try await guests(clinic) == 0)
        try await count(2, clinic)
        try await count(3, clinic)
        let before = try await clinic.engine.read { try $0.lastSequence() }
        try await count(3, clinic)
        #expect(try await clinic.engine.read { try $0.lastSequence() } == before, "the same again is no event")
        #expect(try await guests(clinic) == 3)
        #expect(try await clinic.ask(Undo()).outcome.type == "session.guests_counted")
        #expect(try await guests(clinic) == 2)
        try await clinic.ask(Undo())
        #expect(try await guests(clinic) == 0)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("What somebody else has counted since isn't taken back")
    func countedSince() async throws {
        let clinic = try await TestClinic()
        await clinic.pass(until: "2026-11-23 18:00")
        try await count(2, clinic)
        try await count(4, clinic, as: Caller(uid: 2000))
        await #expect {
            try await clinic.ask(Undo())
        } throws: { error in
            (error as? Refusal)?.message.contains("counted anew since") == true
        }
        #expect(try await guests(clinic) == 4)
    }

    @Test(
        "Refused before the session opens, once it is signed or cancelled, and for what is no number of guests",
        arguments: [
            ("17:00", 1, "once it is open"), ("18:30", -1, "there are 0 to 99 guests"),
            ("18:30", 100, "there are 0 to 99 guests"),
            ("21:10", 1, "supervisor reopens it"),
        ] as [(String, Int, String)])
    func refused(_ example: (at: String, guests: Int, says: String)) async throws {
        let clinic = try await TestClinic()
        if example.at > "18:00" {
            await clinic.pass(until: "2026-11-23 18:00")
            try await clinic.ask(StartSession(session: Self.evening.rawValue, at: nil))
        }
        if example.at > "21:00" {
            await clinic.pass(until: "2026-11-23 21:00")
            try await clinic.ask(EndSession(session: Self.evening.rawValue, at: nil))
            try await clinic.ask(SignSession(session: Self.evening.rawValue, account: "rk", summary: nil))
        }
        await clinic.pass(until: "2026-11-23 \(example.at)")
        await #expect {
            try await count(example.guests, clinic)
        } throws: { error in
            (error as? Refusal)?.message.contains(example.says) == true
        }
        #expect(try await guests(clinic) == 0)
    }

    @Test("Of two sessions that are merged the guests are together too")
    func merged() async throws {
        let clinic = try await TestClinic()
        let other = SessionName(unchecked: "young@2026-11-23")
        try await clinic.ask(AddGroup(TestClinic.group("young", days: [.monday])))
        await clinic.pass(until: "2026-11-23 17:50")
        try await count(2, clinic)
        try await clinic.ask(CountGuests(guests: 1, session: other.rawValue))
        try await clinic.ask(MergeSessions(session: other.rawValue, into: Self.evening.rawValue))
        #expect(try await guests(clinic) == 3)
        #expect(try await guests(clinic, at: other) == 0)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }
}
