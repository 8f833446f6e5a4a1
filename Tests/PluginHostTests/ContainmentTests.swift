import Clinic
import Foundation
import PluginHost
import Testing

@Suite("Plugins that misbehave")
struct ContainmentTests {
    @Test(
        "Whatever a plugin does with its input and output, the event is settled",
        arguments: [
            ("exits without reading", "exit 0"), ("reads half", "head -c 5 > /dev/null"),
            ("closes its output", "exec >&- 2>&-"), ("writes too much its output", "head -c 1000000 /dev/zero"),
            ("writes no UTF-8", "printf '\\377\\376\\n'"), ("writes a line without end", "printf '%5000s' x"),
        ])
    func streams(what: String, script: String) async throws {
        let test = try TestHost()
        try test.write("odd", "echo $$ > pid; \(script)")
        try await test.start("odd")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("odd").map(\.kind) == [.delivered], "\(what)")
        for line in test.lines(of: "odd") { #expect(line.utf8.count <= 3072) }
        try await expectGone("odd", test)
        await test.host.stop()
    }

    @Test(
        "Who never ends is ended at the timeout, with all of the group",
        arguments: [
            ("never exits", "sleep 1000"), ("writes without end", "exec cat /dev/zero"),
            ("ignores TERM", "trap '' TERM; while :; do sleep 1; done"),
            ("leaves a child with its pipes", "sleep 1000 & sleep 1000"),
        ])
    func timeouts(what: String, script: String) async throws {
        let test = try TestHost()
        try test.write("stuck", "echo $$ > pid; \(script)", extra: "retries = 0\ntimeout = \"1s\"")
        try await test.start("stuck")
        test.send("test.happened")
        let outcome = try await test.waitForOutcome("stuck")
        #expect(outcome.first?.reason?.hasPrefix("not done in time") == true, "\(what)")
        try await expectGone("stuck", test)
        await test.host.stop()
    }

    @Test("A child that is left behind goes with the plugin")
    func orphans() async throws {
        let test = try TestHost()
        try test.write("parent", "echo $$ > pid; sleep 1000 & exit 0")
        try await test.start("parent")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("parent").map(\.kind) == [.delivered])
        try await expectGone("parent", test)
        await test.host.stop()
    }

    @Test("A stop doesn't wait for a plugin that runs")
    func stops() async throws {
        let test = try TestHost()
        try test.write("slow", "echo $$ > pid; echo started; sleep 1000")
        try await test.start("slow")
        test.send("test.happened")
        try await test.wait { $0.lines(of: "slow") == ["started"] }
        await test.host.stop()
        #expect(test.store.outcomes(of: "slow").isEmpty)
        try await expectGone("slow", test)
    }

    @Test("Everything else on the processor goes first")
    func priority() async throws {
        let test = try TestHost()
        // sched_getattr(2), whose sched_runtime is the slice since Linux 6.12 and 0 before.
        let slice = """
            import ctypes, os, struct
            numbers = {"x86_64": 315, "aarch64": 275}
            answer = ctypes.create_string_buffer(48)
            assert ctypes.CDLL(None).syscall(numbers[os.uname().machine], 0, answer, 48, 0) == 0
            print(struct.unpack_from("=Q", answer, 24)[0])
            """
        try test.write("modest", "nice; /usr/bin/python3 -I -c '\(slice)'")
        try await test.start("modest")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("modest").map(\.kind) == [.delivered])
        let lines = test.lines(of: "modest")
        #expect(lines == ["19", try Self.knowsSlices() ? "100000000" : "0"], "\(lines)")
        await test.host.stop()
    }

    @Test("No descriptor is left behind")
    func descriptors() async throws {
        let test = try TestHost()
        try test.write("quick", "cat > /dev/null")
        try await test.start("quick")
        test.send("test.first")
        _ = try await test.waitForOutcome("quick")
        for _ in 1...20 { test.send("test.again") }
        _ = try await test.waitForOutcome("quick", count: 21)
        await test.host.stop()
        // Tests beside this one have such descriptors too, but not for long.
        var left = Self.leftovers()
        for _ in 1...1000 where left > 0 {
            try await Task.sleep(for: .milliseconds(10))
            left = Self.leftovers()
        }
        #expect(left == 0)
    }

    /// Whether the kernel lets each task choose its slice: Linux 6.12 and later.
    private static func knowsSlices() throws -> Bool {
        let release = try String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        return !numbers.lexicographicallyPrecedes([6, 12])
    }

    /// Expects that nothing is left of the group of a plugin that wrote its `pid` down.
    private func expectGone(_ plugin: String, _ test: TestHost) async throws {
        let group = try #require(test.state("pid", in: plugin).flatMap { pid_t($0.dropLast()) })
        #expect(await Self.isGone(group: group))
    }

    /// Waits until nothing of a process group is left, for at most ten seconds.
    private static func isGone(group: pid_t) async -> Bool {
        for _ in 1...1000 {
            if kill(-group, 0) != 0 { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    /// Descriptors of processes that have ended (their `Pid` is -1), and of events that were given to one.
    private static func leftovers() -> Int {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return entries.count { entry in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(entry)")
            let info = try? String(contentsOfFile: "/proc/self/fdinfo/\(entry)", encoding: .utf8)
            return target?.contains("memfd:event") == true || info?.contains("\nPid:\t-1\n") == true
        }
    }
}
