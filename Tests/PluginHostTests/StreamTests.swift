import Clinic
import Foundation
import PluginHost
import Testing

@Suite("Plugins in stream mode")
struct StreamTests {
    /// A plugin in Python that does something with each event before it answers.
    private func write(_ test: TestHost, _ body: String, extra: String = "") throws {
        let script = """
            import json, os, sys, time
            print("started", file=sys.stderr, flush=True)
            def answer(**fields):
                print(json.dumps(fields), flush=True)
            for line in sys.stdin:
                event = json.loads(line)
                with open("events", "a") as events:
                    events.write(f"{event['sequence']}#{event['attempt']} ")
                \(body)
            """
        try test.write("streamer", script, extra: "mode = \"stream\"\n\(extra)", interpreter: "/usr/bin/python3 -I")
    }

    @Test("It is started once and given one event a line, in order")
    func stream() async throws {
        let test = try TestHost()
        try write(test, "answer(ack=event['id'])")
        try await test.start("streamer")
        for _ in 1...50 { test.send("test.happened") }
        #expect(try await test.waitForOutcome("streamer", count: 50).map(\.sequence) == Array(1...50))
        test.send("test.late")
        #expect(try await test.waitForOutcome("streamer", count: 51).last?.sequence == 51)
        #expect(test.lines(of: "streamer") == ["started"])
        let status = try #require(try await test.host.list().first)
        #expect(status.progress.cursor == 51)
        #expect(status.progress.delivered == 51)
        await test.host.stop()
    }

    @Test("What it wants again it gets again, before anything new, and what it won't take is parked")
    func again() async throws {
        let test = try TestHost()
        try write(
            test, "answer(retry=event['id'], after=1) if event['sequence'] == 2 else answer(ack=event['id'])",
            extra: "retries = 2")
        try await test.start("streamer")
        for _ in 1...3 { test.send("test.happened") }
        let outcomes = try await test.waitForOutcome("streamer", count: 3)
        #expect(outcomes.first { $0.sequence == 2 }?.kind == .parked)
        #expect(outcomes.first { $0.sequence == 2 }?.attempts == 3)
        #expect(outcomes.first { $0.sequence == 2 }?.reason == "asked to be given it again")
        #expect(outcomes.filter { $0.kind == .delivered }.map(\.sequence) == [1, 3])
        let given = try #require(test.state("events", in: "streamer"))
        #expect(given.contains("2#1 ") && given.contains("2#2 ") && given.contains("2#3 "))
        test.send("test.last")
        #expect(try await test.waitForOutcome("streamer", count: 4).last?.sequence == 4)
        #expect(try await test.host.list().map(\.progress.cursor) == [4])
        await test.host.stop()
    }

    @Test("When it dies it is started again, and goes on with what it hadn't answered")
    func dies() async throws {
        let test = try TestHost()
        try write(
            test, "os._exit(9) if event['sequence'] == 3 and event['attempt'] < 3 else answer(ack=event['id'])",
            extra: "retries = 5")
        try await test.start("streamer")
        for _ in 1...5 { test.send("test.happened") }
        let outcomes = try await test.waitForOutcome("streamer", count: 5)
        #expect(outcomes.map(\.sequence).sorted() == [1, 2, 3, 4, 5])
        #expect(outcomes.allSatisfy { $0.kind == .delivered })
        #expect(test.lines(of: "streamer") == ["started", "started", "started"])
        await test.host.stop()
    }

    @Test("After five deaths without an answer it is left alone for a while, and says so")
    func breaker() async throws {
        let test = try TestHost()
        try write(test, "os._exit(1)", extra: "retries = 1000")
        let start = test.now
        try await test.start("streamer")
        test.send("test.happened")
        try await test.wait { $0.circuits(of: "streamer") > 0 && $0.lines(of: "streamer").count > 6 }
        #expect(test.circuits(of: "streamer") == 1)
        #expect(start.seconds(until: test.now) >= Seconds(600))
        let status = try #require(try await test.host.list().first)
        #expect(status.state == .broken)
        #expect(status.reason?.contains("times in a row without answering anything") == true)
        await test.host.stop()
    }

    @Test("Answers to events that it never got are counted and told of, and change nothing")
    func unknown() async throws {
        let test = try TestHost()
        try write(test, "answer(ack='test-site/77'); print('nonsense'); answer(ack=event['id'])")
        try await test.start("streamer")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("streamer").map(\.sequence) == [1])
        let status = try #require(try await test.host.list().first)
        #expect(status.progress.protocolErrors == 2)
        #expect(
            test.complaints(of: "streamer") == [
                "an answer to an event that it wasn't given", "a line that is no JSON object",
            ])
        await test.host.stop()
    }

    @Test(
        "Who doesn't answer in time is ended, and the event tried again and then parked",
        arguments: [
            "time.sleep(1000)", "os.close(1); time.sleep(1000)", "os.close(0); time.sleep(1000)",
            "signal = __import__('signal'); signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)",
        ])
    func silent(body: String) async throws {
        let test = try TestHost()
        // Time enough for Python to start on a busy machine: until it has, it is not silent.
        try write(test, body, extra: "retries = 1\ntimeout = \"5s\"")
        try await test.start("streamer")
        test.send("test.happened")
        let outcome = try #require(try await test.waitForOutcome("streamer").first)
        #expect(outcome.kind == .parked)
        #expect(outcome.reason?.hasPrefix("not done in time") == true)
        #expect(test.state("events", in: "streamer") == "1#1 1#2 ")
        await test.host.stop()
    }

    @Test(
        "Who floods its output with what is no answer is ended, whatever it is",
        arguments: ["print('x' * 100)", "print()", "sys.stdout.write('x' * 65536)"])
    func floods(what: String) async throws {
        let test = try TestHost()
        try write(test, "while True: \(what)", extra: "retries = 0\ntimeout = \"60s\"")
        try await test.start("streamer")
        test.send("test.happened")
        let outcome = try #require(try await test.waitForOutcome("streamer").first)
        #expect(outcome.kind == .parked && outcome.reason?.hasPrefix("not done in time") == false)
        #expect(try #require(try await test.host.list().first).progress.protocolErrors > 1000)
        await test.host.stop()
    }

    @Test("A wrong configuration stops it with its event, and it goes on when it is enabled")
    func stopped() async throws {
        let test = try TestHost()
        try write(test, "sys.exit(78)")
        try await test.start("streamer")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("streamer").map(\.kind) == [.undeliverable])
        #expect(try await test.host.list().map(\.state) == [.stopped])
        try write(test, "answer(ack=event['id'])")
        #expect(try await test.host.enable("streamer", operation: 1))
        #expect(try await test.waitForOutcome("streamer", count: 2).map(\.sequence) == [1, 1])
        await test.host.stop()
    }

    @Test("A stop ends it, also while it waits for nothing")
    func stops() async throws {
        let test = try TestHost()
        try write(test, "print(os.getpid(), file=sys.stderr, flush=True); answer(ack=event['id'])")
        try await test.start("streamer")
        test.send("test.happened")
        _ = try await test.waitForOutcome("streamer")
        try await test.wait { $0.lines(of: "streamer").count == 2 }
        let process = try #require(test.lines(of: "streamer").last.flatMap { pid_t($0) })
        #expect(kill(process, 0) == 0)
        // What the plugin closes is closed: its own ends of pipes and sockets are held by nobody else.
        let pipe = try #require(try Self.descriptors(of: "\(process)")[0])
        #expect(pipe.hasPrefix("pipe:"))
        #expect(try Self.descriptors(of: "self").values.count { $0 == pipe } == 1)
        await test.host.stop()
        #expect(kill(process, 0) != 0)
    }

    /// What the descriptors of a process stand for.
    private static func descriptors(of process: String) throws -> [Int: String] {
        let folder = "/proc/\(process)/fd"
        let pairs = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
            Int(name).flatMap { number in
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")).map { (number, $0) }
            }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
