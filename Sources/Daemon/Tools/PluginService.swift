import Clinic
import ConvenedAPI
import Foundation
import Glibc
import PluginHost
import Synchronization
import Varlink

/// Runs a plugin as a service of its own: fetches one delivery after the other, lets the script have it, and says what
/// became of it. The daemon decides on retries and parking, as for any plugin.
package final class PluginService: Sendable {
    /// How often in a row it looks for a socket, a second apart, before it ends.
    private static let looks = 10

    private let isIdle = Mutex(false)
    private let name: String
    private let socket: @Sendable () -> String
    /// Where its socket comes to be.
    private let socketFolder: String
    private let folders: [String]?
    private let ownsStrays: Bool
    private let sleep: @Sendable (Duration) async throws -> Void
    private let current: Mutex<LocalPlugin>

    /// - Parameters:
    ///   - socket: The daemon's socket; the plugin's own if there is one, else the usual one, if absent.
    ///   - ownsStrays: Whether every child of this process is a stray of the plugin; if absent it is made so.
    ///   - sleep: Waits a time; throws if the task is cancelled.
    /// - Throws: ``StartupFailure``.
    package init(
        _ name: String, folders: [String]?, socket: String?, ownsStrays: Bool? = nil,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) throws(StartupFailure) {
        self.name = name
        let given = socket ?? PluginTools.variable("CONVENED_SOCKET")
        let path = { @Sendable in given ?? Self.usualSocket(of: name) }
        self.socket = path
        socketFolder =
            given.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } ?? Self.ownFolder(of: name)
        self.folders = folders
        self.sleep = sleep
        let ownsStrays = ownsStrays ?? PluginPeer.adoptStrays()
        self.ownsStrays = ownsStrays
        current = Mutex(try Self.find(name, folders, path, ownsStrays))
    }

    private static func ownFolder(of name: String) -> String { "/run/convened/units/\(name)" }

    /// The plugin's own socket if it is there by now.
    private static func usualSocket(of name: String) -> String {
        let own = ownFolder(of: name) + "/socket"
        return access(own, F_OK) == 0 ? own : "/run/convened/convened.sock"
    }

    /// Whether the socket can come yet, as it does after a restart of the daemon: its folder is there, and isn't what is
    /// left of one that was removed and that only this sandbox still sees.
    private var mayCome: Bool {
        var status = stat()
        return stat(socketFolder, &status) == 0 && status.st_nlink > 0
    }

    private static func find(
        _ name: String, _ folders: [String]?, _ socket: @escaping @Sendable () -> String, _ ownsStrays: Bool
    ) throws(StartupFailure) -> LocalPlugin {
        try PluginTools.plugin(name, folders: folders, socket: socket, ownsStrays: ownsStrays) { PluginTools.say($0) }
    }

    /// The plugin as its files are now, since an operator may just have mended them.
    private func plugin() async throws -> LocalPlugin {
        let found = try Self.find(name, folders, socket, ownsStrays)
        let before = current.withLock { $0 }
        if before.isSame(as: found) { return before }
        await before.stop()
        current.withLock { $0 = found }
        return found
    }

    /// Runs until it is told to stop.
    ///
    /// - Throws: ``StartupFailure`` if the daemon doesn't know such a plugin, or there is no socket.
    package func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let work = Task { try await self.work() }
        let signals = [SIGTERM, SIGINT].map { [self] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                if self.isIdle.withLock({ $0 }) { exit(0) }
                work.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in signals { source.cancel() } }
        let result = await work.result
        await current.withLock { $0 }.stop()
        do { try result.get() } catch is CancellationError {}
    }

    /// Serves one delivery after the other. While the daemon is away it waits for it, but where no socket can come it ends:
    /// a sandbox that was made before the socket's folder never shows it, and the next start makes another one.
    func work() async throws {
        var misses = 0
        while !Task.isCancelled {
            do {
                try await serve()
                misses = 0
            } catch VarlinkClientError.noSocket(let path) {
                misses = mayCome ? 0 : misses + 1
                guard misses < Self.looks else {
                    throw StartupFailure(
                        description: "there is no socket \(path): start convened, and see that 'convene plugin list' "
                            + "has \(name) as a plugin with class = \"unit\"; or name a socket with --socket",
                        status: 69)
                }
                try await sleep(.seconds(1))
            }
        }
    }

    private func serve() async throws {
        do {
            let client = try VarlinkClient(connectingTo: socket())
            // Nothing is lost if it is told to stop while it waits here.
            isIdle.withLock { $0 = true }
            let taken = try client.call(API.Plugins.Take.self, .init(name: name))
            isIdle.withLock { $0 = false }
            let run = try await plugin().run(taken.input, id: taken.id)
            for complaint in run.complaints { PluginTools.say("<4>\(complaint)") }
            try Task.checkCancellation()
            let result = run.result
            _ = try client.call(
                API.Plugins.Settle.self,
                .init(
                    name: name, delivery: taken.delivery, ending: result.kind.rawValue, code: result.code,
                    reason: result.reason))
        } catch VarlinkClientError.failed(let refusal) where refusal.name != API.Service.Unavailable.name {
            throw StartupFailure.configuration(refusal.message ?? refusal.name)
        } catch let error as VarlinkClientError {
            if case .noSocket = error { throw error }
            try await sleep(.seconds(1))
        }
    }
}
