import Engine
import Foundation
import Glibc
import PluginHost

/// What the tools for plugins have in common.
enum PluginTools {
    /// Finds a plugin that is to be run outside of the daemon, by its name or by the path of its folder.
    ///
    /// - Throws: ``StartupFailure``.
    static func plugin(
        _ name: String, folders: [String]?, socket: (@Sendable () -> String)?, ownsStrays: Bool,
        line: @escaping @Sendable (String) -> Void
    ) throws(StartupFailure) -> LocalPlugin {
        let path = URL(fileURLWithPath: name)
        let isPath = name.contains("/")
        let state = variable("STATE_DIRECTORY") ?? NSTemporaryDirectory() + "convened-plugins-\(geteuid())"
        let confidences = Confidences()
        let environment = PluginEnvironment(
            folders: [], stateFolder: state, trustedOwners: [0, geteuid()], quiet: nil,
            connect: { _ in socket.flatMap { connect($0()) }.flatMap { PluginRelay.open($0, confidences) } },
            listen: { _ in }, credentials: variable("CREDENTIALS_DIRECTORY"),
            ownsStrays: ownsStrays, cgroups: nil, now: { SystemClock().now }, sleep: { _ in },
            jitter: { 0 }, notice: { _ in })
        let usual = folders ?? self.folders(DaemonOptions())
        do {
            return try LocalPlugin(
                isPath ? path.lastPathComponent : name,
                in: isPath ? [path.deletingLastPathComponent().path] : usual, environment: environment,
                confidences: confidences, line: line)
        } catch {
            throw .configuration(error.reason)
        }
    }

    /// Where the daemon looks for plugins, as far as its configuration can be read by whoever asks.
    static func folders(_ options: DaemonOptions) -> [String] {
        (try? Daemon.configuration(options))?.pluginFolders ?? DaemonConfiguration.usualPluginFolders
    }

    /// A connection for the script, as it inherits one from the daemon.
    private static func connect(_ path: String) -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let status = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if status == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Writes a line to standard output at once.
    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
