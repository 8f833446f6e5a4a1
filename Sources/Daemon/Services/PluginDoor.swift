import Glibc
import PluginHost
import Synchronization
import VarlinkServer

/// Where plugins come in: over a connection that they inherit and that is known as theirs.
final class PluginDoor: Sendable {
    private let server = Mutex<VarlinkServer?>(nil)

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

    /// Who a peer is that has connected by itself: a plugin that finds the socket is no more than a plugin there. Those
    /// of other users are what their own accounts are.
    static func identify(_ peer: Peer) -> Peer {
        guard peer.uid == geteuid() || peer.uid == 0, let plugin = PluginPeer.plugin(behind: peer.pid) else {
            return peer
        }
        return peer.called(plugin)
    }
}
