import Clinic
import Engine
import Foundation
import Ledger
import Testing

@Suite("What members say of themselves in numbers")
struct MeasureTests {
    private static let measures = [
        Measure(id: MeasureID(unchecked: "craving"), name: "Craving", range: 0...10, better: .lower, alert: 8),
        Measure(id: MeasureID(unchecked: "sleep"), name: "Sleep", range: 0...24, better: .higher, alert: 3),
        Measure(id: MeasureID(unchecked: "mood"), name: "Mood", range: -5...5, better: .higher, alert: nil),
    ]

    private func clinic() async throws -> TestClinic {
        var settings = Settings()
        settings.measures = Self.measures
        let clinic = try await TestClinic(settings: settings)
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        return clinic
    }

    private func say(
        _ clinic: TestClinic, _ values: [(String, Int)], session: String? = nil, key: String? = nil
    ) async throws -> [String] {
        let command = RecordMeasures(
            member: "M1042", session: session, values: values.map { ($0.0, Personal($0.1)) })
        return try await clinic.ask(command, key: key).outcome.alarming.map(\.rawValue)
    }

    @Test("What is said is kept with its time and its session, and verifies")
    func kept() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await say(clinic, [("craving", 4), ("mood", -2)], session: "evening-iop")
        _ = try await say(clinic, [("craving", 3)])
        let found = try await clinic.engine.read { try $0.measurements(of: MemberCode(unchecked: "M1042")) }
        #expect(found.map(\.measured.measure.rawValue) == ["craving", "mood", "craving"])
        #expect(found.map { $0.measured.value.reveal() } == [4, -2, 3])
        #expect(found.map(\.session?.rawValue) == ["evening-iop@2026-11-23", "evening-iop@2026-11-23", nil])
        #expect(found.allSatisfy { $0.happened == TestClinic.at("2026-11-23 18:00") })
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Passing the alert is said once, until it has been better again")
    func crossing() async throws {
        let clinic = try await clinic()
        let first = try await clinic.lastSequence()
        for (measure, value) in [
            ("craving", 7), ("craving", 8), ("craving", 10), ("sleep", 4), ("sleep", 3), ("craving", 7), ("craving", 9),
            ("mood", -5),
        ] {
            let isAlarming = measure == "craving" ? value >= 8 : measure == "sleep" && value <= 3
            #expect(try await say(clinic, [(measure, value)]) == (isAlarming ? [measure] : []))
        }
        let events = try await clinic.engine.read { try $0.events(after: first, limit: 100) }
        #expect(events.count { $0.type == "measure.recorded" } == 8)
        #expect(
            events.filter { $0.type == "measure.crossed" }.map(\.body) == [
                #"{"alert":8,"measure":"craving"}"#, #"{"alert":3,"measure":"sleep"}"#,
                #"{"alert":8,"measure":"craving"}"#,
            ])
    }

    @Test("No value is in an event's body, in a text of what was measured, or in a refusal")
    func personal() async throws {
        let clinic = try await clinic()
        let first = try await clinic.lastSequence()
        _ = try await say(clinic, [("craving", 9)])
        let bodies = try await clinic.engine.read { try $0.events(after: first, limit: 100).map(\.body) }
        #expect(bodies == [#"{"measure":"craving"}"#, #"{"alert":8,"measure":"craving"}"#])
        await #expect {
            _ = try await say(clinic, [("craving", 77)])
        } throws: { error in
            (error as? Refusal).map { !$0.message.contains("77") } == true
        }
        #expect("\(Measured(measure: MeasureID(unchecked: "craving"), value: Personal(9)))".contains("9") == false)
    }

    @Test(
        "What can't be is refused in a sentence, and nothing of it is kept",
        arguments: [
            ([("craving", 4), ("craving", 5)], "a measure is there twice"),
            ([("craving", 11)], "craving goes from 0 to 10"), ([("mood", -6)], "mood goes from -5 to 5"),
            ([("craving", 4), ("anger", 5)], "there is craving, sleep, mood"), ([], "no value was given"),
        ])
    func refused(_ example: ([(String, Int)], String)) async throws {
        let clinic = try await clinic()
        let first = try await clinic.lastSequence()
        await #expect {
            _ = try await say(clinic, example.0)
        } throws: { error in
            (error as? Refusal)?.message.contains(example.1) == true
        }
        #expect(try await clinic.lastSequence() == first)
    }

    @Test("The same key again writes nothing; with other values it is refused")
    func repeated() async throws {
        let clinic = try await clinic()
        _ = try await say(clinic, [("craving", 9)], key: "k1")
        let first = try await clinic.lastSequence()
        #expect(try await say(clinic, [("craving", 9)], key: "k1") == ["craving"])
        await #expect(throws: Refusal.self) { _ = try await say(clinic, [("craving", 8)], key: "k1") }
        #expect(try await clinic.lastSequence() == first)
    }
}
