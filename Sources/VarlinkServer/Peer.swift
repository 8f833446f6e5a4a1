import CLinux
import Glibc

/// Who is at the other end of a connection, as of the moment when it was made.
public struct Peer: Sendable, Equatable {
    public let uid: UInt32
    public let gid: UInt32
    public let pid: Int32

    /// The supplementary groups.
    public let groups: [UInt32]

    /// What the server's owner calls this peer. Nil for whoever connected by themselves.
    public private(set) var label: String?

    /// Who of those that share the peer's account uses it, as the server's owner has taken note of. Nil for nobody.
    public private(set) var person: String?

    public init(uid: UInt32, gid: UInt32, pid: Int32, groups: [UInt32], label: String? = nil, person: String? = nil) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
        self.groups = groups
        self.label = label
        self.person = person
    }

    /// The same peer by the name that the server's owner gives it.
    public func called(_ label: String) -> Peer {
        var peer = self
        peer.label = label
        return peer
    }

    /// The same peer, used by one person of several.
    public func used(by person: String) -> Peer {
        var peer = self
        peer.person = person
        return peer
    }

    /// Asks the system who connected a Unix socket.
    public init(of descriptor: Int32) throws(ServerError) {
        var uid: uid_t = 0
        var gid: gid_t = 0
        var pid: pid_t = 0
        let status = clinux_peer_credentials(descriptor, &uid, &gid, &pid)
        guard status == 0 else { throw .system(call: "getsockopt(SO_PEERCRED)", errno: status) }
        self.init(uid: uid, gid: gid, pid: pid, groups: try Self.groups(of: descriptor))
    }

    private static func groups(of descriptor: Int32) throws(ServerError) -> [UInt32] {
        var groups = [gid_t](repeating: 0, count: 64)
        while true {
            var count = groups.count
            switch clinux_peer_groups(descriptor, &groups, &count) {
            case 0: return Array(groups.prefix(count))
            case ERANGE where count > groups.count: groups = [gid_t](repeating: 0, count: count)
            case let status: throw .system(call: "getsockopt(SO_PEERGROUPS)", errno: status)
            }
        }
    }
}
