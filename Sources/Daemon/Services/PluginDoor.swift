import Foundation
import Glibc
import PluginHost
import Synchronization
import VarlinkServer

/// Where plugins come in: over a connection that they inherit and that is known as theirs.
final class PluginDoor: Sendable {
    /// Below this each plugin that is a service of its own has a folder with its socket.
    private let folder: String
    /// The user as whom such services run; `nil` if this machine has none.
    private let user: uid_t?
    private let server = Mutex<VarlinkServer?>(nil)

    init(socket: String, user: uid_t?) {
        folder = URL(fileURLWithPath: socket).deletingLastPathComponent().appendingPathComponent("units").path
        self.user = user
    }

    /// From now on connections can be had.
    func open(_ server: VarlinkServer) { self.server.withLock { $0 = server } }

    /// One end of a connection whose other end is served as the plugin of a name; `nil` if there can be none.
    func connect(_ plugin: String) async -> Int32? {
        guard let server = server.withLock({ $0 }) else { return nil }
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        let peer = Peer(uid: geteuid(), gid: getegid(), pid: getpid(), groups: [], label: plugin)
        do {
            try await server.serve(ends[0], as: peer)
            return ends[1]
        } catch {
            close(ends[1])
            return nil
        }
    }

    /// Gives a plugin that is a service of its own a socket in a folder of its own, which its sandbox lets it see and no
    /// other. It survives a restart, so that what is mounted from there stays right.
    func listen(_ plugin: String) async {
        guard let server = server.withLock({ $0 }) else { return }
        let own = "\(folder)/\(plugin)"
        for path in [folder, own] {
            mkdir(path, 0o755)
            chmod(path, 0o755)
        }
        let allowed = Set([0, geteuid()] + (user.map { [$0] } ?? []))
        try? await server.listen(at: own + "/socket", mode: user == nil ? 0o600 : 0o666) { peer throws(ServerError) in
            guard allowed.contains(peer.uid) else { throw .refused(limit: "socket") }
            return peer.called(plugin)
        }
    }

    /// Who a peer is that has connected by itself: a plugin that finds the socket is no more than a plugin there. Those
    /// of other users are what their own accounts are.
    func identify(_ peer: Peer) -> Peer {
        // Whoever runs as the services of plugins has its own socket, and no rights at this one.
        if peer.uid == user { return peer.called("") }
        guard peer.uid == geteuid() || peer.uid == 0, let plugin = PluginPeer.plugin(behind: peer.pid) else {
            return peer
        }
        return peer.called(plugin)
    }
}
