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
    private let isIdle = Mutex(false)
    private let name: String
    private let socket: String
    private let folders: [String]?
    private let current: Mutex<LocalPlugin>

    /// - Parameters:
    ///   - socket: The daemon's socket; the plugin's own if there is one, else the usual one, if absent.
    /// - Throws: ``StartupFailure``.
    package init(_ name: String, folders: [String]?, socket: String?) throws(StartupFailure) {
        self.name = name
        let own = "/run/convened/units/\(name)/socket"
        let usual = access(own, F_OK) == 0 ? own : "/run/convened/convened.sock"
        let path = socket ?? PluginTools.variable("CONVENED_SOCKET") ?? usual
        self.socket = path
        self.folders = folders
        current = Mutex(try Self.find(name, folders, path))
    }

    private static func find(
        _ name: String, _ folders: [String]?, _ socket: String
    ) throws(StartupFailure) -> LocalPlugin {
        try PluginTools.plugin(name, folders: folders, socket: socket) { PluginTools.say($0) }
    }

    /// The plugin as its files are now, since an operator may just have mended them.
    private func plugin() async throws -> LocalPlugin {
        let found = try Self.find(name, folders, socket)
        let before = current.withLock { $0 }
        if before.isSame(as: found) { return before }
        await before.stop()
        current.withLock { $0 = found }
        return found
    }

    /// Runs until it is told to stop.
    ///
    /// - Throws: ``StartupFailure`` if the daemon doesn't know such a plugin.
    package func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let work = Task {
            while !Task.isCancelled { try await serve() }
        }
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
        do {
            try await work.value
        } catch is CancellationError {
            await current.withLock { $0 }.stop()
        }
    }

    /// Serves one delivery. While the daemon is away it waits for it.
    private func serve() async throws {
        do {
            let client = try VarlinkClient(connectingTo: socket)
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
        } catch is VarlinkClientError {
            try await Task.sleep(for: .seconds(1))
        }
    }
}
