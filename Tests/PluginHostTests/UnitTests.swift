import Clinic
import Foundation
import PluginHost
import Synchronization
import Testing

@Suite("Plugins that are services of their own")
struct UnitTests {
    /// Fetches the next delivery.
    private func take(_ test: TestHost) async throws -> UnitDelivery? {
        await withCheckedContinuation { continuation in
            let leave = test.host.take(of: "service") { continuation.resume(returning: $0) }
            if leave == nil { continuation.resume(returning: nil) }
        }
    }

    private func host(_ extra: String = "") async throws -> TestHost {
        let test = try TestHost()
        try test.write("service", "exit 0", extra: "class = \"unit\"\n\(extra)")
        await test.host.start()
        // Its service was there once.
        test.host.take(of: "service") { _ in }?()
        try await test.start("service")
        return test
    }

    @Test("It fetches its events in order, and each is done when it says so")
    func fetches() async throws {
        let test = try await host()
        #expect(try await test.host.list().map(\.state) == [.waiting])
        #expect(try await test.host.list().first?.reason?.contains("convened-plugin@service") == true)
        for _ in 1...3 { test.send("test.happened") }
        for sequence in 1...3 {
            let delivery = try #require(try await take(test))
            #expect(delivery.id == "test-site/\(sequence)")
            #expect(delivery.attempt == 1)
            let event = try JSONSerialization.jsonObject(with: Data(delivery.input.utf8)) as? [String: Any]
            #expect(event?["sequence"] as? Int == sequence)
            #expect(test.store.outcomes(of: "service").count == sequence - 1)
            #expect(test.host.settle(delivery.number, of: "service", UnitResult(.exited, code: 0, reason: nil)))
            // Said twice, it counts once.
            #expect(!test.host.settle(delivery.number, of: "service", UnitResult(.exited, code: 1, reason: nil)))
            _ = try await test.waitForOutcome("service", count: sequence)
        }
        #expect(test.store.outcomes(of: "service").allSatisfy { $0.kind == .delivered })
        await test.host.stop()
    }

    @Test("It hears of nothing before its service was ever started, and says so")
    func unused() async throws {
        let test = try TestHost()
        try test.write("service", "exit 0", extra: "class = \"unit\"")
        await test.host.start()
        test.send("test.happened")
        let status = try #require(try await test.host.list().first)
        #expect(status.state == .unused && status.reason?.contains("never started") == true)
        #expect(!test.host.hears("test.happened"))
        async let taken = take(test)
        while try await test.host.list().first?.state != .running { await Task.yield() }
        #expect(test.host.hears("test.happened"))
        test.send("test.happened")
        #expect(try await taken?.id == "test-site/2")
        await test.host.stop()
    }

    @Test("Whoever waits is sent away when the plugin is read anew, to come again")
    func readAnew() async throws {
        let test = try await host()
        async let first = take(test)
        while try await test.host.list().first?.state != .running { await Task.yield() }
        try await test.host.enable("service", operation: 1)
        #expect(try await first == nil)
        async let second = take(test)
        test.send("test.happened")
        #expect(try await second?.id == "test-site/1")
        await test.host.stop()
    }

    @Test(
        "The same rules hold for what it says as for a script that the daemon starts",
        arguments: [
            (UnitResult.Kind.exited, 1, DeliveryOutcome.Kind.parked, "exit status 1: no"),
            (.exited, 75, .parked, "exit status 75: no"), (.exited, 78, .undeliverable, "exit status 78: no"),
            (.signalled, 9, .parked, "ended by signal 9: no"), (.timedOut, 0, .parked, "not done in time: no"),
            (.notStarted, 2, .parked, "can't be started: No such file or directory: no"),
            (.again, 7, .parked, "asked to be given it again: no"),
        ])
    func rules(kind: UnitResult.Kind, code: Int, outcome: DeliveryOutcome.Kind, reason: String) async throws {
        let test = try await host("retries = 1")
        test.send("test.happened")
        for attempt in 1...(outcome == .parked ? 2 : 1) {
            let delivery = try #require(try await take(test))
            #expect(delivery.attempt == attempt)
            #expect(test.host.settle(delivery.number, of: "service", UnitResult(kind, code: code, reason: "no")))
        }
        let told = try #require(try await test.waitForOutcome("service").first)
        #expect((told.kind, told.reason) == (outcome, reason))
        await test.host.stop()
    }

    @Test("A service that comes back without a word gets the same event again, as a further try")
    func comesBack() async throws {
        let test = try await host()
        test.send("test.happened")
        let first = try #require(try await take(test))
        let second = try #require(try await take(test))
        #expect((first.id, first.attempt) == ("test-site/1", 1))
        #expect((second.id, second.attempt) == ("test-site/1", 2))
        #expect(!test.host.settle(first.number, of: "service", UnitResult(.exited, code: 0, reason: nil)))
        #expect(test.host.settle(second.number, of: "service", UnitResult(.exited, code: 0, reason: nil)))
        #expect(try await test.waitForOutcome("service").map(\.attempts) == [2])
        await test.host.stop()
    }

    @Test("Only one waits: an earlier one is told that another has come")
    func onlyOne() async throws {
        let test = try await host()
        async let first = take(test)
        try await test.wait { try await $0.host.list().first?.state != .waiting }
        async let second = take(test)
        #expect(try await first == nil)
        test.send("test.happened")
        #expect(try await second?.id == "test-site/1")
        await test.host.stop()
    }

    @Test("A plugin whose service is away can be replaced and removed, and what it was offered is kept without a try")
    func removed() async throws {
        let test = try await host("retries = 0")
        for _ in 1...2 { test.send("test.happened") }
        let first = try #require(try await take(test))
        #expect(test.host.settle(first.number, of: "service", UnitResult(.exited, code: 0, reason: nil)))
        // The second one is offered by then, or about to be, and its service has gone.
        _ = try await test.waitForOutcome("service")
        try test.write("service", "exit 0", extra: "class = \"unit\"\nretries = 0\ntimeout = \"9s\"")
        await test.host.reload()
        try await test.wait { $0.starts(of: "service") == 2 }
        let second = try #require(try await take(test))
        #expect((second.id, second.attempt) == ("test-site/2", 1))
        #expect(test.host.settle(second.number, of: "service", UnitResult(.exited, code: 0, reason: nil)))
        #expect(try await test.waitForOutcome("service", count: 2).map(\.attempts) == [1, 1])
        test.send("test.happened")
        try FileManager.default.removeItem(atPath: test.folder + "/plugins/service")
        await test.host.reload()
        try await test.wait { try await $0.host.list().isEmpty }
        await test.host.stop()
    }

    @Test("Nobody is there: an event waits, without a try being counted")
    func deserted() async throws {
        let test = try await host("retries = 0")
        test.send("test.happened")
        let leave = test.host.take(of: "nobody") { _ in }
        #expect(leave == nil)
        try await Task.sleep(for: .milliseconds(50))
        #expect(test.store.outcomes(of: "service").isEmpty)
        let delivery = try #require(try await take(test))
        #expect(delivery.attempt == 1)
        await test.host.stop()
    }
}
