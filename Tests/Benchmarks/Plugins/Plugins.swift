import Clinic
import Daemon
import Engine
import Foundation
import Glibc
import Ledger
import PluginHost

/// Measures the plugin host on a ledger on disk: a shell script started for each event against a bare posix_spawn of the
/// same script, and events a second through a Python plugin in stream mode.
///
///     convened-plugins oneshot|stream FOLDER COUNT
@main
struct Plugins {
    private static let oneshot = "#!/bin/sh\nread -r event\nexit 0\n"
    private static let stream = """
        #!/usr/bin/python3 -I
        import json, sys
        for line in sys.stdin:
            event = json.loads(line)
            sys.stdout.write('{"ack":"%s"}\\n' % event["id"])
            sys.stdout.flush()

        """

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let count = Int(arguments[3]), ["oneshot", "stream"].contains(arguments[1]) else {
            FileHandle.standardError.write(Data("convened-plugins oneshot|stream FOLDER COUNT\n".utf8))
            exit(64)
        }
        let (mode, folder) = (arguments[1], arguments[2])
        let path = try write(mode, in: folder)
        let engine = try Engine(
            ledger: Ledger(path: folder + "/ledger.db"),
            site: SiteSettings(name: "Benchmark", zone: .utc, firstWeekday: .sunday), clock: SystemClock(),
            settings: Settings())
        try await fill(engine, count)
        let through = try await deliver(engine, folder, count)
        if mode == "stream" {
            print("\(Int(Double(count) / through))")
        } else {
            print(String(format: "%.0f %.0f", through / Double(count) * 1e6, try spawn(path, count) * 1e6))
        }
    }

    private static func write(_ mode: String, in folder: String) throws -> String {
        let plugin = folder + "/plugins/bench"
        try FileManager.default.createDirectory(atPath: plugin, withIntermediateDirectories: true)
        let manifest = """
            api = 1
            version = "1"
            description = "a benchmark"
            events = ["group.under_scheduled"]
            run = "run"
            mode = "\(mode)"

            """
        try manifest.write(toFile: plugin + "/plugin.toml", atomically: true, encoding: .utf8)
        let path = plugin + "/run"
        try (mode == "stream" ? stream : oneshot).write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// Commits alerts.
    private static func fill(_ engine: Engine, _ count: Int) async throws {
        let week = LocalDate(daysSince1970: 20_779)
        let alert = AlertRaised(
            kind: .underScheduled, week: week, program: ProgramID(unchecked: "iop-adult"), effective: week,
            rule: "weekly-minimum", sentence: "9 h a week: the schedule holds 6 h", addressees: [], escalates: nil,
            matter: .group(GroupMatter(members: 3, missing: .hours(1))))
        let event = NewEvent(
            body: .alertRaised(alert), subject: Subject(member: MemberCode(unchecked: "M1042")), actor: "clock",
            cause: nil, happened: SystemClock().now, recorded: SystemClock().now)
        try await engine.keep { store in
            var head = try store.chainHead()
            for _ in 0..<count { try store.append(event, weeks: [], to: &head) }
        }
    }

    /// Returns how many seconds it takes until all events are delivered.
    private static func deliver(_ engine: Engine, _ folder: String, _ count: Int) async throws -> Double {
        let store = LedgerDeliveries(engine: engine)
        let last = try await store.lastSequence()
        try await store.save(PluginProgress(cursor: last - count), of: "bench", outcomes: [])
        let host = PluginHost(
            store: store,
            environment: PluginEnvironment(
                folders: [folder + "/plugins"], stateFolder: folder + "/state", trustedOwners: [0, geteuid()],
                quiet: nil, connect: { _ in nil }, listen: { _ in }, credentials: nil, ownsStrays: true, cgroups: nil,
                now: { SystemClock().now },
                sleep: { try await Task.sleep(for: .seconds($0.count)) }, jitter: { 0.5 }, notice: { _ in }))
        let begin = ContinuousClock.now
        await host.start()
        while try await store.progress(of: "bench")?.cursor != last { try await Task.sleep(for: .milliseconds(2)) }
        let time = begin.duration(to: .now)
        guard try await store.progress(of: "bench")?.delivered == count else { fatalError("not all was delivered") }
        await host.stop()
        return time / .seconds(1)
    }

    /// Returns how many seconds a bare start of the script takes, with the same input.
    private static func spawn(_ path: String, _ count: Int) throws -> Double {
        let event = path + ".event"
        try String(repeating: "x", count: 600).write(toFile: event, atomically: true, encoding: .utf8)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, event, O_RDONLY, 0)
        let begin = ContinuousClock.now
        for _ in 0..<count {
            var pid: pid_t = 0
            var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
            guard posix_spawn(&pid, path, &actions, nil, &arguments, environ) == 0 else { fatalError("no start") }
            waitpid(pid, nil, 0)
            free(arguments[0])
        }
        return begin.duration(to: .now) / .seconds(1) / Double(count)
    }
}
