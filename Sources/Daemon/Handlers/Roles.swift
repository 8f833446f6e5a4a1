import Engine
import Glibc
import VarlinkServer

/// What callers may do, by the Unix groups of their accounts.
struct Roles: Sendable {
    /// The group of the supervisors; `nil` if none is named.
    let supervisors: gid_t?

    /// Root and the account that the daemon runs as may do what supervisors may: the ledger is theirs anyway.
    ///
    /// A plugin is itself, whoever its process runs as.
    func caller(_ peer: Peer) -> Caller {
        if let plugin = peer.label { return Caller(plugin: plugin) }
        let isOwner = peer.uid == 0 || peer.uid == geteuid()
        let isMember = supervisors.map { $0 == peer.gid || peer.groups.contains($0) } ?? false
        return Caller(uid: peer.uid, isSupervisor: isOwner || isMember, isAdministrator: isOwner)
    }

    /// The name of an account of this machine; `nil` if it has none.
    static func account(_ uid: uid_t) -> String? {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 65_536)
        var found: UnsafeMutablePointer<passwd>?
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.pw_name.map { String(cString: $0) }
    }

    /// The number of an account of this machine; `nil` if there is none of that name.
    static func number(ofAccount name: String) -> uid_t? {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 65_536)
        var found: UnsafeMutablePointer<passwd>?
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.pw_uid
    }

    /// The number of a group of this machine; `nil` if there is none of that name.
    static func number(ofGroup name: String) -> gid_t? {
        var entry = group()
        var buffer = [CChar](repeating: 0, count: 65_536)
        var found: UnsafeMutablePointer<group>?
        guard getgrnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.gr_gid
    }
}
