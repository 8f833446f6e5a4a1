import Clinic
import Engine
import Ledger
import Testing

@Suite("Whoever starts late is asked when treatment began")
struct LateStartTests {
    private static let session = "evening-iop@2026-11-23"

    /// When 'start' is pressed, whether it asks, the time that is given, and when treatment then began; `nil` if it is
    /// asked first. The session is planned for 18:00, and the program's grace is five minutes.
    static let examples: [(pressed: String, asks: Bool, at: String?, began: String?)] = [
        ("17:50", true, nil, "17:50"), ("18:00", true, nil, "18:00"), ("18:05", true, nil, "18:05"),
        ("18:06", true, nil, nil), ("18:20", true, nil, nil), ("18:20", true, "18:00", "18:00"),
        ("18:20", true, "18:10", "18:10"), ("18:20", false, nil, "18:20"), ("20:59", true, nil, nil),
    ]

    @Test("Worked examples", arguments: examples)
    func worked(_ example: (pressed: String, asks: Bool, at: String?, began: String?)) async throws {
        let clinic = try await TestClinic()
        await clinic.pass(until: "2026-11-23 \(example.pressed)")
        let before = try await clinic.lastSequence()
        let command = StartSession(session: "evening-iop", at: example.at, asks: example.asks)
        if let began = example.began {
            try await clinic.ask(command)
            let session = try await clinic.engine.read { try $0.session(SessionName(unchecked: Self.session)) }
            #expect(session?.started == TestClinic.at("2026-11-23 \(began)"))
        } else {
            await #expect {
                try await clinic.ask(command)
            } throws: { error in
                guard let refusal = error as? Refusal, case .startsLate(let name, let planned, let now) = refusal.kind
                else { return false }
                return name.rawValue == Self.session && planned == TestClinic.at("2026-11-23 18:00")
                    && now == TestClinic.at("2026-11-23 \(example.pressed)")
            }
            #expect(try await clinic.lastSequence() == before)
        }
    }
}
