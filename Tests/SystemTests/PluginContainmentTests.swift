import ConvenedAPI
import Foundation
import Testing
import Varlink

/// Plugins that misbehave, under a real daemon: whatever they do, it answers, settles the event, and nothing of them is
/// left.
@Suite struct PluginContainmentTests {
    struct Fixture: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let script: String
        let isDelivered: Bool
        var interpreter = "/bin/sh"
        var mode = "oneshot"
        var reason = ""
        var timeout = "1s"

        init(
            _ what: String, _ script: String, delivered: Bool, interpreter: String = "/bin/sh",
            mode: String = "oneshot",
            reason: String = "", timeout: String = "1s"
        ) {
            testDescription = what
            self.script = script
            isDelivered = delivered
            self.interpreter = interpreter
            self.mode = mode
            self.reason = reason
            self.timeout = timeout
        }
    }

    private static let python = "/usr/bin/python3 -I"

    static let fixtures = [
        Fixture("exits without reading", "exit 0", delivered: true),
        Fixture("reads half", "head -c 5 > /dev/null", delivered: true),
        Fixture("closes its output", "exec >&- 2>&-; sleep 0.1", delivered: true),
        Fixture("never exits", "sleep 1000", delivered: false, reason: "not done in time"),
        Fixture(
            "ignores TERM", "trap '' TERM; while :; do sleep 1; done", delivered: false, reason: "not done in time"),
        Fixture(
            "leaves grandchildren that keep the pipes open", "sleep 1000 & (sleep 1000 &) ; exit 0", delivered: true),
        Fixture("leaves a child in a session of its own", "setsid sleep 1000 & sleep 0.2; exit 0", delivered: true),
        Fixture(
            "hangs with a child in a session of its own", "setsid sleep 1000 & sleep 1000", delivered: false,
            reason: "not done in time"),
        Fixture(
            "daemonises by double fork",
            """
            import os, signal, sys
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.chdir("/")
                    for number in range(64):
                        try: os.close(number)
                        except OSError: pass
                    signal.signal(signal.SIGTERM, signal.SIG_IGN)
                    while True: signal.pause()
                os._exit(0)
            os.wait()
            """, delivered: true, interpreter: python),
        Fixture(
            "daemonises with a clean environment", "env -i setsid sh -c 'sleep 1000 & sleep 1000' & sleep 0.2; exit 0",
            delivered: true),
        // Root's processes aren't counted, so the bomb goes off as a user without any.
        Fixture(
            "fork-bombs",
            "exec setpriv --reuid=64321 --regid=64321 --clear-groups sh -c 'b() { b | b & }; b; sleep 1000'",
            delivered: false, reason: "not done in time"),
        Fixture(
            "eats memory", "x = bytearray(4 << 30)", delivered: false, interpreter: python,
            reason: "exit status 1: MemoryError"),
        Fixture("eats the disk", "head -c 1G /dev/zero > big", delivered: false),
        Fixture(
            "writes 1 GB", "head -c 1G /dev/zero", delivered: false, reason: "not done in time",
            timeout: "2s"),
        Fixture("writes invalid UTF-8", "printf '\\377\\376\\n'", delivered: true),
        Fixture("writes a line without end", "head -c 100000 /dev/zero | tr '\\0' x", delivered: true),
        Fixture("exits 1", "exit 1", delivered: false, reason: "exit status 1"),
        Fixture("exits 75", "exit 75", delivered: false, reason: "exit status 75"),
        Fixture("ends itself by a signal", "kill -SEGV $$", delivered: false, reason: "ended by signal 11"),
        Fixture(
            "has a bad interpreter", "exit 0", delivered: false, interpreter: "/nowhere/sh",
            reason: "can't be started: No such file"),
        Fixture(
            "acknowledges what it never got", "printf '{\"ack\":\"x/1\"}\\n'; sleep 1000", delivered: false,
            mode: "stream", reason: "not done in time"),
        Fixture("never answers", "sleep 1000", delivered: false, mode: "stream", reason: "not done in time"),
        Fixture("floods its answers", "yes", delivered: false, mode: "stream"),
    ]

    @Test(arguments: fixtures) func contained(_ fixture: Fixture) throws {
        let daemon = try DaemonProcess()
        try daemon.writePlugin(
            "odd", fixture.script, interpreter: fixture.interpreter,
            manifest: "retries = 0\ntimeout = \"\(fixture.timeout)\"\nmode = \"\(fixture.mode)\"\n")
        #expect(try daemon.convene("plugin", "reload").status == 0)
        try daemon.waitForPlugin("odd") { $0.plugin.state == "running" }
        let before = try daemon.plumbing()
        try daemon.importPrograms("iop-adult")
        let shown = try daemon.waitForPlugin("odd") { $0.plugin.delivered + $0.parked.count > 0 }
        #expect((shown.plugin.delivered == 1) == fixture.isDelivered, "\(shown)")
        if !fixture.isDelivered {
            #expect(shown.parked.first?.reason?.hasPrefix(fixture.reason) == true, "\(shown.parked)")
        }
        if fixture.mode == "oneshot" {
            #expect(try daemon.processesBelow().isEmpty, "a process is left")
            // The daemon hears of the end of a connection a moment after its other end has gone.
            let deadline = ContinuousClock.now + .seconds(10)
            while try daemon.plumbing() != before, ContinuousClock.now < deadline { usleep(10_000) }
            #expect(try daemon.plumbing() == before, "a descriptor is left")
        }
        let size = try? FileManager.default.attributesOfItem(atPath: daemon.pluginState("odd") + "/big")[.size] as? Int
        #expect((size ?? 0) <= 256 << 20)
        let begin = ContinuousClock.now
        #expect(daemon.end() == 0)
        #expect(begin.duration(to: .now) < .seconds(10))
        if fixture.script.contains("64321") { #expect(try run("/usr/bin/pgrep", ["-u", "64321"]).output == "") }
    }

    @Test func aStopEndsWhatRunsInBoundedTime() throws {
        let daemon = try DaemonProcess()
        for (name, mode) in [("one", "oneshot"), ("two", "stream")] {
            try daemon.writePlugin(
                name, "trap '' TERM; echo begun >&2; setsid sleep 987654 & while :; do sleep 1; done",
                manifest: "timeout = \"1h\"\nmode = \"\(mode)\"\n")
        }
        #expect(try daemon.convene("plugin", "reload").status == 0)
        for name in ["one", "two"] { try daemon.waitForPlugin(name) { $0.plugin.state == "running" } }
        try daemon.importPrograms("iop-adult")
        while try daemon.processesBelow().count < 4 { usleep(20_000) }
        let below = try daemon.processesBelow()
        let begin = ContinuousClock.now
        #expect(daemon.end() == 0)
        #expect(begin.duration(to: .now) < .seconds(10))
        for pid in below { #expect(kill(pid, 0) != 0) }
    }
}

extension DaemonProcess {
    /// Writes a plugin that hears of new programs.
    func writePlugin(
        _ name: String, _ script: String, interpreter: String = "/bin/sh", manifest: String = "",
        events: String = "program.defined"
    ) throws {
        let path = folder.appendingPathComponent("plugins/\(name)")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        let text = "api = 1\nversion = \"1\"\ndescription = \"a test\"\nevents = [\"\(events)\"]\nrun = \"run\"\n"
        try (text + manifest).write(
            to: path.appendingPathComponent("plugin.toml"), atomically: true, encoding: .utf8)
        let executable = path.appendingPathComponent("run")
        try "#!\(interpreter)\n\(script)\n".write(to: executable, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: executable.path)
    }

    func pluginState(_ name: String) -> String { folder.appendingPathComponent("plugin-state/\(name)").path }

    /// Waits until something holds of a plugin.
    @discardableResult
    func waitForPlugin(
        _ name: String, until holds: (API.Plugins.Show.Reply) -> Bool
    ) throws -> API.Plugins.Show.Reply {
        let client = try client()
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let shown = try? client.call(API.Plugins.Show.self, .init(name: name))
            if let shown, holds(shown) { return shown }
            guard ContinuousClock.now < deadline else { throw Silent(errors: "\(shown as Any)\n\(errors)") }
            usleep(10_000)
        }
    }

    /// Every process that descends from the daemon.
    func processesBelow() throws -> [pid_t] {
        var found: [pid_t] = []
        var next = [process.processIdentifier]
        while let one = next.popLast() {
            let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(one)/task")) ?? []
            for task in tasks {
                let list = (try? String(contentsOfFile: "/proc/\(one)/task/\(task)/children", encoding: .utf8)) ?? ""
                let children = list.split(separator: " ").compactMap { pid_t($0) }
                found += children
                next += children
            }
        }
        return found
    }

    /// What the daemon has open of the kinds that a plugin is given or watched with, and the plugins' own files.
    func plumbing() throws -> [String] {
        let descriptors = "/proc/\(process.processIdentifier)/fd"
        let targets = try FileManager.default.contentsOfDirectory(atPath: descriptors).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\($0)")
        }
        let kinds = ["pipe:", "/memfd:", "anon_inode:[pidfd]", "anon_inode:inotify", folder.path + "/plugins"]
        return targets.filter { target in kinds.contains { target.hasPrefix($0) } }.sorted()
    }
}
