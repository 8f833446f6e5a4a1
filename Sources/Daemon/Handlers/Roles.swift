import Clinic
import ConvenedAPI
import Engine
import Glibc
import VarlinkServer

/// What callers may do, by the Unix groups of their accounts as the socket knows them: those of the moment in which the
/// connection was made.
struct Roles: Sendable, Equatable {
    /// The Unix group whose members have a role.
    struct UnixGroup: Sendable, Equatable {
        let role: Role
        let name: String
        /// `nil` if this machine has no such group, so that nobody is in it.
        let number: gid_t?
    }

    /// In the order of the roles.
    private var groups: [UnixGroup]
    /// The accounts that several people use.
    private let shared: Set<uid_t>

    /// - Parameters:
    ///   - names: The groups that stand in for the usual ones.
    ///   - number: What number a group has on this machine.
    init(
        named names: [Role: String] = [:], shared: Set<uid_t> = [],
        number: (String) -> gid_t? = Roles.number(ofGroup:)
    ) {
        groups = Role.allCases.map { role in
            let name = names[role] ?? role.usualGroup
            return UnixGroup(role: role, name: name, number: number(name))
        }
        self.shared = shared
    }

    /// The roles that an account's groups give it. Root and the account that the daemon runs as administer it: the ledger
    /// is theirs anyway.
    func held(by peer: Peer) -> [Role] {
        if peer.uid == 0 || peer.uid == geteuid() { return [.admin] }
        return groups.compactMap { group in
            guard let number = group.number, number == peer.gid || peer.groups.contains(number) else { return nil }
            return group.role
        }
    }

    /// Whether a peer may do what needs a role.
    func allow(_ peer: Peer, _ needed: Role) -> Bool {
        held(by: peer).contains { $0.includes(needed) }
    }

    func isShared(_ peer: Peer) -> Bool { shared.contains(peer.uid) }

    /// Who the engine takes a peer for. A plugin is itself, whoever its process runs as.
    ///
    /// Of a shared account nobody knows whose hands are on it, so it corrects nothing that only a supervisor may.
    func caller(_ peer: Peer) -> Caller {
        if let plugin = peer.label { return Caller(plugin: plugin) }
        return Caller(
            uid: peer.uid, staff: peer.person.map(StaffInitials.init(unchecked:)),
            isSupervisor: allow(peer, .supervisor) && !isShared(peer), isAdministrator: allow(peer, .admin))
    }

    // MARK: Sentences

    /// Why a peer may not call a method that needs a role, and what can be done about it.
    func refusal(of method: String, needing needed: Role, to peer: Peer) -> String {
        let held = held(by: peer)
        let account = Self.accountOrNumber(peer.uid)
        let standing =
            held.isEmpty
            ? "the account \(account) has no role here, so it may do nothing"
            : "the account \(account) is \(held.map(\.word).joined(separator: " and ")) here"
        return "\(standing); \(method) is for the role \(needed.word): \(admission(of: account, to: needed))"
    }

    /// What somebody without a role can do about it; `nil` for whoever has one.
    func advice(for peer: Peer) -> String? {
        guard held(by: peer).isEmpty else { return nil }
        let account = Self.accountOrNumber(peer.uid)
        return "the account \(account) has no role here, so it may do nothing; whoever runs sessions is facilitator: "
            + admission(of: account, to: .facilitator)
    }

    /// How an account gets a role.
    private func admission(of account: String, to role: Role) -> String {
        guard let group = groups.first(where: { $0.role == role }) else { return "ask root" }
        let join = "'usermod -aG \(group.name) \(account)'"
        return group.number == nil
            ? "as root, 'groupadd --system \(group.name)', \(join) and 'systemctl restart convened', then log in again"
            : "as root, \(join), then log in again"
    }

    // MARK: Accounts and groups of this machine

    static func accountOrNumber(_ uid: uid_t) -> String { account(uid) ?? String(uid) }

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
