import Clinic
import PluginHost
import Testing

/// What the host relies on, of every store that it may be given.
@Suite("The contract of a delivery store")
struct DeliveryStoreTests {
    @Test("Events come in order, after a sequence and up to a limit", arguments: StoreUnderTest.all)
    func events(make: StoreUnderTest) async throws {
        let test = try make.open()
        let start = try await test.store.lastSequence()
        for _ in 1...5 { try await test.append() }
        #expect(try await test.store.lastSequence() == start + 5)
        for (after, limit, expected) in [(0, 5, 1...5), (0, 2, 1...2), (2, 2, 3...4), (4, 9, 5...5)] {
            let events = try await test.store.events(after: start + after, limit: limit)
            #expect(events.map(\.sequence) == expected.map { start + $0 })
        }
        #expect(try await test.store.events(after: start + 5, limit: 9).isEmpty)
    }

    @Test("A plugin that has never run has no progress", arguments: StoreUnderTest.all)
    func unknown(make: StoreUnderTest) async throws {
        let test = try make.open()
        try await test.store.save(PluginProgress(cursor: 1), of: "known", outcomes: [])
        #expect(try await test.store.progress(of: "unknown") == nil)
    }

    @Test("Progress is read as it was last saved, each plugin's by itself", arguments: StoreUnderTest.all)
    func progress(make: StoreUnderTest) async throws {
        let test = try make.open()
        var waiting = PluginProgress(cursor: 41)
        waiting.attempts = 3
        waiting.nextTry = Instant(milliseconds: 1_800_000_000_001)
        waiting.stopped = "exit status 78: \"no\" address\nis set"
        waiting.delivered = 12
        waiting.failed = 5
        waiting.upTo = 44
        waiting.isDisabled = true
        waiting.redo = [3, 1]
        waiting.last = 41
        waiting.lastAt = Instant(milliseconds: 1_800_000_000_000)
        waiting.operation = 17
        for saved in [waiting, PluginProgress(cursor: 42)] {
            try await test.store.save(saved, of: "first", outcomes: [])
            try await test.store.save(PluginProgress(cursor: 7), of: "second", outcomes: [])
            #expect(try await test.store.progress(of: "first") == saved)
            #expect(try await test.store.progress(of: "second") == PluginProgress(cursor: 7))
        }
    }

    @Test("The last outcome of an event at a plugin stands beside the progress", arguments: StoreUnderTest.all)
    func outcomes(make: StoreUnderTest) async throws {
        let test = try make.open()
        try await test.append()
        let sequence = try await test.store.lastSequence()
        let said: [(DeliveryOutcome.Kind, String?)] = [
            (.undeliverable, "exit status 78: no address"), (.parked, "not done in time"), (.delivered, nil),
        ]
        for (kind, reason) in said {
            let outcome = DeliveryOutcome(
                sequence: sequence, kind: kind, reason: reason, attempts: 3,
                at: Instant(milliseconds: 1_800_000_000_000))
            try await test.store.save(PluginProgress(cursor: sequence), of: "first", outcomes: [outcome])
            try await test.store.save(PluginProgress(cursor: sequence), of: "first", outcomes: [])
            #expect(try await test.outcome(of: sequence, at: "first") == outcome)
            #expect(try await test.outcome(of: sequence, at: "second") == nil)
            #expect(try await test.store.progress(of: "first") == PluginProgress(cursor: sequence))
        }
    }

    @Test("What is parked is listed until it is parked no more", arguments: StoreUnderTest.all)
    func parked(make: StoreUnderTest) async throws {
        let test = try make.open()
        let start = try await test.store.lastSequence()
        for _ in 1...4 { try await test.append() }
        func say(_ number: Int, _ kind: DeliveryOutcome.Kind) -> DeliveryOutcome {
            DeliveryOutcome(
                sequence: start + number, kind: kind, reason: "exit status \(number)", attempts: number,
                at: Instant(milliseconds: 1_800_000_000_000))
        }
        let progress = PluginProgress(cursor: start + 4)
        try await test.store.save(
            progress, of: "first", outcomes: [say(3, .parked), say(1, .parked), say(2, .delivered), say(4, .parked)])
        try await test.store.save(progress, of: "second", outcomes: [say(2, .parked)])
        let parked = try await test.store.parked(of: "first")
        #expect(parked.map { $0.event.sequence - start } == [1, 3, 4])
        #expect(parked.map(\.attempts) == [1, 3, 4])
        #expect(parked.map(\.reason) == ["exit status 1", "exit status 3", "exit status 4"])
        try await test.store.save(progress, of: "first", outcomes: [say(1, .delivered), say(4, .skipped)])
        #expect(try await test.store.parked(of: "first").map { $0.event.sequence - start } == [3])
        #expect(try await test.store.parked(of: "second").map { $0.event.sequence - start } == [2])
    }

    @Test(
        "An alert that was put aside stays undelivered where it can be seen",
        arguments: [
            (DeliveryOutcome.Kind.parked, false), (.undeliverable, false), (.delivered, true),
        ])
    func alerts(kind: DeliveryOutcome.Kind, isDelivered: Bool) async throws {
        let test = try LedgerFixture()
        try await test.append()
        let sequence = try await test.store.lastSequence()
        let outcome = DeliveryOutcome(
            sequence: sequence, kind: kind, reason: "exit status 75", attempts: 9,
            at: Instant(milliseconds: 1_800_000_000_000))
        try await test.store.save(PluginProgress(cursor: sequence), of: "hours-alert", outcomes: [outcome])
        #expect(try await test.deliveries() == [isDelivered])
    }

    @Test("Plugins that save at once lose nothing to each other", arguments: StoreUnderTest.all)
    func atOnce(make: StoreUnderTest) async throws {
        let test = try make.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...50 {
                group.addTask {
                    try await test.store.save(PluginProgress(cursor: number), of: "plugin-\(number)", outcomes: [])
                }
            }
            try await group.waitForAll()
        }
        for number in 1...50 {
            #expect(try await test.store.progress(of: "plugin-\(number)") == PluginProgress(cursor: number))
        }
    }
}
