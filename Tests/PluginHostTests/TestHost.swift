import Clinic
import Foundation
import PluginHost
import Synchronization
import Testing

/// A host over a folder of plugins that a test writes, with notices that it can wait for.
final class TestHost: Sendable {
    let folder: String
    let store: MemoryStore
    let host: PluginHost
    private let notices = Mutex<[PluginNotice]>([])
    private let time = Mutex(Instant(milliseconds: 1_800_000_000_000))

    init(
        store: MemoryStore = MemoryStore(), folder: String? = nil, quiet: Duration? = nil, timeStands: Bool = false,
        connect: @escaping @Sendable (String) async -> Int32? = { _ in nil }
    ) throws {
        let folder = folder ?? NSTemporaryDirectory() + "plugins-\(UUID().uuidString)"
        self.folder = folder
        self.store = store
        try FileManager.default.createDirectory(atPath: folder + "/plugins", withIntermediateDirectories: true)
        let heard = Handle()
        host = PluginHost(
            store: store,
            environment: PluginEnvironment(
                folders: [folder + "/plugins"], stateFolder: folder + "/state", trustedOwners: [0, geteuid()],
                quiet: quiet, connect: connect, listen: { _ in }, credentials: folder + "/credentials",
                ownsStrays: false, cgroups: nil,
                now: { heard.now },
                // Time passes at once for whoever waits for it, or never.
                sleep: { seconds in
                    while timeStands { try await Task.sleep(for: .seconds(1)) }
                    try Task.checkCancellation()
                    heard.advance(seconds)
                    await Task.yield()
                }, jitter: { 0.5 }, notice: { heard.hear($0) }))
        heard.host = self
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var now: Instant { time.withLock { $0 } }

    /// Writes a plugin; its script is run by /bin/sh.
    func write(
        _ name: String, _ script: String, events: String = "[\"test.*\"]", extra: String = "", mode: Int = 0o755,
        interpreter: String = "/bin/sh"
    ) throws {
        let path = "\(folder)/plugins/\(name)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let manifest =
            "api = 1\nversion = \"1\"\ndescription = \"a test\"\nevents = \(events)\nrun = \"run\"\n\(extra)\n"
        try manifest.write(toFile: path + "/plugin.toml", atomically: true, encoding: .utf8)
        try "#!\(interpreter)\n\(script)\n".write(toFile: path + "/run", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path + "/run")
    }

    /// How often is looked before something is given up, half a minute in all. Looks are counted and not time, since a
    /// test that wasn't given a thread for a while can't have seen anything meanwhile.
    private static let looks = 6000

    /// Waits until something holds of this host, for as long as it gives notices.
    func wait(until holds: (TestHost) async throws -> Bool) async throws {
        var heard = 0
        var left = Self.looks
        while left > 0 {
            if try await holds(self) { return }
            try await Task.sleep(for: .milliseconds(5))
            let count = notices.withLock { $0.count }
            left = count > heard ? Self.looks : left - 1
            heard = count
        }
        throw TestTimeout(seen: notices.withLock { $0.map { "\($0)" } })
    }

    func waitForOutcome(_ plugin: String, count: Int = 1) async throws -> [DeliveryOutcome] {
        try await wait { $0.store.outcomes(of: plugin).count >= count }
        return store.outcomes(of: plugin)
    }

    /// Starts the host and waits until a plugin knows where it begins.
    func start(_ plugin: String) async throws {
        await host.start()
        for _ in 0..<Self.looks {
            if try await store.progress(of: plugin) != nil { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw TestTimeout(seen: [])
    }

    func send(
        _ type: String, body: String = "{}", about subject: Subject = Subject(member: MemberCode(unchecked: "M1042"))
    ) {
        store.append(type, body: body, about: subject, recorded: now)
        host.wake()
    }

    func lines(of plugin: String) -> [String] {
        notices.withLock { notices in
            notices.compactMap { if case .said(plugin, let line) = $0 { line } else { nil } }
        }
    }

    /// How often a plugin began to run.
    func starts(of plugin: String) -> Int {
        notices.withLock { notices in
            notices.count { if case .started(plugin) = $0 { true } else { false } }
        }
    }

    /// How often a plugin was left alone for having failed too often.
    func circuits(of plugin: String) -> Int {
        notices.withLock { notices in
            notices.count { if case .circuitOpened(plugin, _, _) = $0 { true } else { false } }
        }
    }

    /// What was complained of in the lines of a plugin in stream mode.
    func complaints(of plugin: String) -> [String] {
        notices.withLock { notices in
            notices.flatMap { if case .protocolErrors(plugin, let told, _) = $0 { told } else { [String]() } }
        }
    }

    func state(_ name: String, in plugin: String) -> String? {
        try? String(contentsOfFile: "\(folder)/state/\(plugin)/\(name)", encoding: .utf8)
    }

    /// What the host's closures refer to before the host exists.
    private final class Handle: Sendable {
        private let weak = Mutex(Weak())

        struct Weak { weak var host: TestHost? }

        var host: TestHost? {
            get { weak.withLock { $0.host } }
            set { weak.withLock { $0.host = newValue } }
        }

        var now: Instant { host?.now ?? Instant(milliseconds: 0) }
        func advance(_ seconds: Seconds) { host?.time.withLock { $0 = $0 + seconds } }
        func hear(_ notice: PluginNotice) { host?.notices.withLock { $0.append(notice) } }
    }
}

struct TestTimeout: Error {
    let seen: [String]
}
