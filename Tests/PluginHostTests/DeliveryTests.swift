import Clinic
import Foundation
import PluginHost
import Testing

@Suite("Deliveries to plugins")
struct DeliveryTests {
    @Test("An event comes as CloudEvents JSON on standard input, with a documented environment and nothing else")
    func delivered() async throws {
        let test = try TestHost()
        try test.write(
            "keeper", "cat > event; env | sort > environment; pwd > folder", extra: "[options]\ncolour = \"red\"")
        try await test.start("keeper")
        test.send("test.happened", body: "{\"missingSeconds\":600}")
        #expect(try await test.waitForOutcome("keeper").map(\.kind) == [.delivered])
        let text = try #require(test.state("event", in: "keeper"))
        let event = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(event["specversion"] as? String == "1.0")
        #expect(event["id"] as? String == "test-site/1")
        #expect(event["type"] as? String == "test.happened")
        #expect(event["attempt"] as? Int == 1)
        let data = try #require(event["data"] as? [String: Any])
        #expect(data["member"] as? String == "M1042")
        #expect(data["missingSeconds"] as? Int == 600)
        let names = Set(
            try #require(test.state("environment", in: "keeper")).split(separator: "\n").map { line in
                String(line.prefix { $0 != "=" })
            })
        let known: Set = [
            "PATH", "LANG", "CONVENED_PLUGIN", "CONVENED_STATE", "CONVENED_OPTION_COLOUR",
            "CONVENED_RUN",
        ]
        // What a shell sets by itself.
        #expect(names.subtracting(["PWD", "OLDPWD", "SHLVL", "_"]) == known)
        #expect(test.state("folder", in: "keeper") == "\(test.folder)/state/keeper\n")
        await test.host.stop()
    }

    @Test("Events come one at a time and in order, those of other types are passed over")
    func order() async throws {
        let test = try TestHost()
        try test.write("keeper", "cat >> events")
        try await test.start("keeper")
        for number in 1...20 { test.send(number % 2 == 0 ? "test.even" : "other.odd") }
        #expect(
            try await test.waitForOutcome("keeper", count: 10).map(\.sequence)
                == Array(stride(from: 2, through: 20, by: 2)))
        await test.host.stop()
    }

    @Test("After five parked events in a row it is left alone for a while, and says so; a delivery ends that")
    func breaker() async throws {
        let test = try TestHost()
        try test.write("poor", "echo >> tries; [ $(wc -l < tries) -gt 6 ]", extra: "retries = 0")
        let start = test.now
        try await test.start("poor")
        for _ in 1...6 { test.send("test.happened") }
        #expect(try await test.waitForOutcome("poor", count: 6).allSatisfy { $0.kind == .parked })
        try await test.wait { $0.circuits(of: "poor") == 1 }
        #expect(start.seconds(until: test.now) >= Seconds(600))
        let broken = try #require(try await test.host.list().first)
        #expect(broken.state == .broken)
        #expect(broken.reason?.hasPrefix("failed at 6 deliveries in a row; ") == true, "\(broken.reason ?? "")")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("poor", count: 7).last?.kind == .delivered)
        #expect(start.seconds(until: test.now) >= Seconds(1200))
        #expect(try await test.host.list().first?.state == .running)
        #expect(test.circuits(of: "poor") == 1)
        await test.host.stop()
    }

    /// Writes a plugin that uses more of the processor than it has.
    private func writeBusy(in test: TestHost) throws {
        try test.write(
            "busy", "import time\nwhile time.process_time() < 0.7: pass", interpreter: "/usr/bin/python3 -I")
    }

    @Test("Who has used more than its share of the processor rests")
    func allowance() async throws {
        let test = try TestHost()
        try writeBusy(in: test)
        let start = test.now
        try await test.start("busy")
        test.send("test.happened")
        _ = try await test.waitForOutcome("busy")
        try await test.wait { start.seconds(until: $0.now) >= Seconds(2) }
        await test.host.stop()
    }

    @Test("A plugin that rests is said to, and why")
    func resting() async throws {
        let test = try TestHost(timeStands: true)
        try writeBusy(in: test)
        try await test.start("busy")
        #expect(try await test.host.list().map(\.reason) == [nil])
        test.send("test.happened")
        try await test.wait { try await $0.host.list().first?.reason?.hasPrefix("rests for a while: ") == true }
        #expect(try await test.host.list().map(\.state) == [.running])
        await test.host.stop()
    }

    @Test("A host that starts anew goes on at the cursor: nothing is lost, nothing is told twice")
    func restart() async throws {
        let store = MemoryStore()
        let folder = NSTemporaryDirectory() + "plugins-\(UUID().uuidString)"
        let first = try TestHost(store: store, folder: folder)
        try first.write("keeper", "cat >> events")
        try await first.start("keeper")
        first.send("test.one")
        _ = try await first.waitForOutcome("keeper")
        await first.host.stop()
        store.append("test.two")
        let second = try TestHost(store: store, folder: folder)
        try await second.start("keeper")
        second.send("test.three")
        #expect(try await second.waitForOutcome("keeper", count: 3).map(\.sequence) == [1, 2, 3])
        await second.host.stop()
    }

    @Test(
        "What a plugin ends with decides what becomes of the event",
        arguments: [
            ("exit 0", DeliveryOutcome.Kind.delivered), ("exit 1", .parked), ("exit 75", .parked),
            ("kill -9 $$", .parked), ("exit 255", .parked), ("exit 78", .undeliverable),
        ])
    func endings(script: String, kind: DeliveryOutcome.Kind) async throws {
        let test = try TestHost()
        try test.write("ending", "echo x >> tries; \(script)", extra: "retries = 2")
        try await test.start("ending")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("ending").map(\.kind) == [kind])
        #expect(test.state("tries", in: "ending")?.count == (kind == .parked ? 6 : 2))
        await test.host.stop()
    }

    @Test("A plugin that asks for the operator keeps its event, and goes on with it when it is enabled")
    func enable() async throws {
        let test = try TestHost()
        try test.write("waiting", "echo 'no address is set' >&2; exit 78")
        try await test.start("waiting")
        test.send("test.happened")
        let stopped = try await test.waitForOutcome("waiting")
        #expect(stopped.map(\.kind) == [.undeliverable])
        #expect(stopped.first?.reason == "exit status 78: no address is set")
        #expect(try await test.host.list().map(\.state) == [.stopped])
        try test.write("waiting", "cat > event")
        #expect(try await test.host.enable("waiting", operation: 1))
        #expect(try await test.waitForOutcome("waiting", count: 2).map(\.sequence) == [1, 1])
        #expect(try await test.host.list().map(\.state) == [.running])
        #expect(try await !test.host.enable("nobody", operation: 2))
        await test.host.stop()
    }

    @Test("Two who enable a plugin at once get one runner after the other, never two")
    func enableTwice() async throws {
        let test = try TestHost()
        try test.write("busy", "trap '' TERM; echo $$; while :; do sleep 1; done")
        try await test.start("busy")
        test.send("test.happened")
        try await test.wait { !$0.lines(of: "busy").isEmpty }
        let process = try #require(test.lines(of: "busy").first.flatMap { pid_t($0) })
        try test.write("busy", "cat > /dev/null")
        async let first = test.host.enable("busy", operation: 3)
        async let second = test.host.enable("busy", operation: 4)
        try await test.wait { $0.starts(of: "busy") > 1 }
        #expect(kill(process, 0) != 0, "the first runner's process is still there")
        #expect(try await [first, second] == [true, true])
        for count in 1...5 {
            if count > 1 { test.send("test.again") }
            #expect(try await test.waitForOutcome("busy", count: count).map(\.sequence) == Array(1...count))
        }
        await test.host.stop()
    }

    @Test("A plugin that is being enabled when the host looks for plugins gets one runner, never two")
    func enableDuringStart() async throws {
        let gate = Gate()
        let test = try TestHost(store: MemoryStore(beforeProgress: gate.pass))
        try test.write("early", "cat > /dev/null")
        try await test.store.save(PluginProgress(cursor: 0), of: "early", outcomes: [])
        async let enabled = test.host.enable("early", operation: 5)
        await gate.arrival()
        await test.host.start()
        gate.open()
        #expect(try await enabled)
        test.send("test.happened")
        #expect(try await test.waitForOutcome("early").map(\.sequence) == [1])
        #expect(test.starts(of: "early") == 1)
        await test.host.stop()
    }

    @Test("A plugin that can't be enabled now runs as it did before")
    func enableFails() async throws {
        let test = try TestHost()
        try test.write("keeper", "cat > event")
        try await test.start("keeper")
        test.store.fill(true)
        await #expect(throws: MemoryStore.Full.self) { try await test.host.enable("keeper", operation: 6) }
        test.store.fill(false)
        test.send("test.happened")
        #expect(try await test.waitForOutcome("keeper").map(\.kind) == [.delivered])
        await test.host.stop()
    }

    @Test("A host that has stopped enables nothing")
    func enableStopped() async throws {
        let test = try TestHost()
        try test.write("late", "exit 0")
        try await test.start("late")
        await test.host.stop()
        await #expect(throws: CancellationError.self) { try await test.host.enable("late", operation: 7) }
        #expect(test.starts(of: "late") == 1)
    }
}
