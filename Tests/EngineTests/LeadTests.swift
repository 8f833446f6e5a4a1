import Clinic
import Engine
import Ledger
import Testing

@Suite("Who leads a session, from when to when")
struct LeadTests {
    private static let session = "evening-iop@2026-11-23"

    /// What is said of who leads, and what then holds of a session from 18:00 to 21:00 that RK's group holds.
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// When it is said, who leads, and since when if that is said too.
        let said: [(at: String, staff: String, from: String?)]
        let leads: String
    }

    static let examples = [
        Example(testDescription: "nothing is said: the group's lead", said: [], leads: "RK 18:00-21:00"),
        Example(
            testDescription: "a substitute, before it begins", said: [("17:45", "TM", nil)], leads: "TM 18:00-21:00"),
        Example(
            testDescription: "two, before it begins: the last one", said: [("17:45", "TM", nil), ("17:50", "LM", nil)],
            leads: "LM 18:00-21:00"),
        Example(
            testDescription: "taken over at 18:20", said: [("18:20", "TM", nil)],
            leads: "RK 18:00-18:20, TM 18:20-21:00"),
        Example(
            testDescription: "taken over at 18:20, said at 19:00", said: [("19:00", "TM", "18:20")],
            leads: "RK 18:00-18:20, TM 18:20-21:00"),
        Example(
            testDescription: "taken over and given back", said: [("18:20", "TM", nil), ("20:00", "RK", nil)],
            leads: "RK 18:00-18:20, TM 18:20-20:00, RK 20:00-21:00"),
        Example(
            testDescription: "the same again", said: [("18:20", "TM", nil), ("19:00", "TM", nil)],
            leads: "RK 18:00-18:20, TM 18:20-21:00"),
        Example(
            testDescription: "it was TM from the start", said: [("19:00", "TM", "18:00")], leads: "TM 18:00-21:00"),
        Example(
            testDescription: "said after the end", said: [("21:30", "TM", "20:00")],
            leads: "RK 18:00-20:00, TM 20:00-21:00"),
        Example(
            testDescription: "set right: it was LM", said: [("18:20", "TM", nil), ("18:30", "LM", "18:20")],
            leads: "RK 18:00-18:20, LM 18:20-21:00"),
    ]

    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        var group = TestClinic.group("led", days: [.monday])
        group.facilitators = ["RK", "TM"].map(StaffInitials.init(unchecked:))
        group.lead = StaffInitials(unchecked: "RK")
        try await clinic.ask(AddGroup(group))
        try await clinic.ask(CancelSession(session: Self.session, reason: "a test"))
        return clinic
    }

    private func leads(_ clinic: TestClinic) async throws -> String {
        try await clinic.engine.read { store in
            let session = try store.session(SessionName(unchecked: "led@2026-11-23"))
            let changes = try store.leadChanges(of: SessionName(unchecked: "led@2026-11-23"))
            let clock = TestClinic.zone.wallTime(at:)
            return (session?.leads(changes) ?? []).map { lead in
                "\(lead.staff) \(clock(lead.from))-\(lead.to.map { clock($0).description } ?? "")"
            }.joined(separator: ", ")
        }
    }

    @Test("Worked examples", arguments: examples)
    func worked(_ example: Example) async throws {
        let clinic = try await clinic()
        var moments = example.said.map { said in
            (
                at: said.at,
                deed: {
                    _ = try await clinic.ask(LeadSession(staff: said.staff, session: "led@2026-11-23", from: said.from))
                }
            )
        }
        moments.append(("18:00", { _ = try await clinic.ask(StartSession(session: "led@2026-11-23", at: nil)) }))
        moments.append(("21:00", { _ = try await clinic.ask(EndSession(session: "led@2026-11-23", at: nil)) }))
        for moment in moments.sorted(by: { $0.at < $1.at }) {
            await clinic.pass(until: "2026-11-23 \(moment.at)")
            try await moment.deed()
        }
        #expect(try await leads(clinic) == example.leads)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Taking it back brings back who led before")
    func undone() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(StartSession(session: "led@2026-11-23", at: nil))
        await clinic.pass(until: "2026-11-23 18:20")
        try await clinic.ask(LeadSession(staff: "TM", session: "led", from: nil))
        #expect(try await leads(clinic) == "RK 18:00-18:20, TM 18:20-")
        let outcome = try await clinic.ask(Undo()).outcome
        #expect((outcome.type, outcome.session?.rawValue) == ("session.led", "led@2026-11-23"))
        #expect(try await leads(clinic) == "RK 18:00-")
        await #expect(throws: Refusal.self) { try await clinic.ask(Undo()) }
        try await clinic.ask(LeadSession(staff: "TM", session: "led", from: nil))
        try await clinic.ask(LeadSession(staff: "LM", session: "led", from: "18:20"), as: Caller(uid: 2000))
        await #expect(throws: Refusal.self) { try await clinic.ask(Undo()) }
        #expect(try await leads(clinic) == "RK 18:00-18:20, LM 18:20-")
    }

    @Test(
        "Who isn't known, and a time outside of the session, are refused",
        arguments: [
            ("19:00", "XX", nil, "convene staff add XX"), ("19:00", "R?", nil, "named by initials"),
            ("19:00", "RK", "17:00", "goes from 18:00 to 19:00"), ("19:00", "RK", "19:30", "goes from 18:00 to 19:00"),
            ("17:45", "RK", "17:00", "leave --from out"), ("21:30", "RK", nil, "say since when"),
        ] as [(String, String, String?, String)])
    func refused(_ example: (at: String, staff: String, from: String?, says: String)) async throws {
        let clinic = try await clinic()
        try await clinic.ask(AlertTests.person("RK", .facilitator))
        for (time, deed) in [("18:00", true), ("21:00", false)] where time < example.at {
            await clinic.pass(until: "2026-11-23 \(time)")
            if deed {
                try await clinic.ask(StartSession(session: "led", at: nil))
            } else {
                try await clinic.ask(EndSession(session: "led", at: nil))
            }
        }
        await clinic.pass(until: "2026-11-23 \(example.at)")
        await #expect {
            try await clinic.ask(LeadSession(staff: example.staff, session: "led@2026-11-23", from: example.from))
        } throws: { error in
            (error as? Refusal)?.message.contains(example.says) == true
        }
    }
}
