import Clinic
import ConvenedAPI
import Engine
import Glibc
import PluginHost
import Synchronization
import Systemd
import Testing
import Varlink
import VarlinkServer

@testable import Daemon

/// Who has which role by the groups that a socket names, what they are told, and what the journal hears of it.
@Suite struct RoleTests {
    private static let numbers: [String: UInt32] = [
        "convened-observer": 801, "convened-kiosk": 802, "convened-facilitator": 803, "convened-case-manager": 804,
        "therapists": 805, "convened-admin": 806,
    ]

    /// Supervisors are called therapists here.
    private static let roles = Roles(named: [.supervisor: "therapists"], shared: [900]) { numbers[$0] }

    private static func peer(_ uid: UInt32 = 4242, primary: UInt32 = 4242, _ groups: UInt32...) -> Peer {
        Peer(uid: uid, gid: primary, pid: 1, groups: groups)
    }

    @Test(
        "A role comes from a supplementary group or from the primary one",
        arguments: [
            (peer(), []), (peer(4242, primary: 4242, 7, 9), []), (peer(4242, primary: 801), [.observer]),
            (peer(4242, primary: 4242, 7, 802), [.kiosk]),
            (peer(4242, primary: 803, 804), [.facilitator, .caseManager]),
            (peer(4242, primary: 4242, 805), [.supervisor]), (peer(4242, primary: 4242, 806), [.admin]),
            (peer(0, primary: 0), [.admin]), (peer(0, primary: 0, 802), [.admin]),
        ] as [(Peer, [Role])])
    func held(peer: Peer, held: [Role]) {
        #expect(Self.roles.held(by: peer) == held)
    }

    @Test("Whoever runs the daemon administers it")
    func owner() {
        #expect(Roles { _ in nil }.held(by: Self.peer(getuid())) == [.admin])
    }

    @Test("A group that this machine doesn't have gives nobody a role, not even who is in group 0")
    func missingGroups() {
        #expect(Roles { _ in nil }.held(by: Self.peer(4242, primary: 0, 0)).isEmpty)
    }

    @Test(
        "Each role may call what its table says, and what needs another role is refused",
        arguments: Role.allCases)
    func table(role: Role) throws {
        let peer = Self.peer(
            4242, primary: 4242, try #require(Self.numbers[role == .supervisor ? "therapists" : role.usualGroup]))
        for (needed, methods) in API.methodsByRole {
            for method in methods {
                let needs = API.role(neededFor: method.name)
                #expect(needs == needed)
                let may = needs.map { Self.roles.allow(peer, $0) } ?? true
                #expect(may == (needed.map(role.includes) ?? true), "\(role): \(method.name)")
            }
        }
    }

    @Test("A shared account is no supervisor, whatever its groups are")
    func shared() {
        let room = Self.peer(900, primary: 900, 805, 803)
        #expect(Self.roles.allow(room, .supervisor))
        #expect(!Self.roles.caller(room).isSupervisor)
        #expect(Self.roles.caller(room).actor == "uid:900")
        let used = Self.roles.caller(room.used(by: "RK"))
        #expect(used.actor == "uid:900/RK" && used.staff?.rawValue == "RK" && !used.isSupervisor)
        #expect(Self.roles.caller(Self.peer(901, primary: 901, 805)).isSupervisor)
    }

    @Test("A refusal says who the caller is, which role is needed and how to come by it")
    func sentences() {
        let method = "io.convened.Members.Show"
        #expect(
            Self.roles.refusal(of: method, needing: .facilitator, to: Self.peer())
                == "the account 4242 has no role here, so it may do nothing; io.convened.Members.Show is for the role "
                + "facilitator: as root, 'usermod -aG convened-facilitator 4242', then log in again")
        #expect(
            Self.roles.refusal(of: method, needing: .supervisor, to: Self.peer(4242, primary: 4242, 801, 802))
                == "the account 4242 is observer and kiosk here; io.convened.Members.Show is for the role supervisor: as "
                + "root, 'usermod -aG therapists 4242', then log in again")
        let bare = Roles { _ in nil }
        #expect(
            bare.advice(for: Self.peer())?.hasSuffix(
                "as root, 'groupadd --system convened-facilitator', 'usermod -aG convened-facilitator 4242' and "
                    + "'systemctl restart convened', then log in again") == true)
        #expect(Self.roles.advice(for: Self.peer(4242, primary: 801)) == nil)
    }

    @Test("Who is refused again and again is told of at the first, tenth and hundredth time within ten minutes")
    func denials() {
        let clock = ManualClock(Instant(milliseconds: 0))
        let said = Mutex<[Denials.Denial]>([])
        let denials = Denials(clock: clock) { denial in said.withLock { $0.append(denial) } }
        func counts() -> [Int] { said.withLock { $0.map(\.count) } }
        let caller = Caller(uid: 4242)
        for _ in 1...250 { denials.note("io.convened.Members.Show", needing: .facilitator, by: caller, uid: 4242) }
        #expect(counts() == [1, 10, 100])
        // Another method and another caller are told apart.
        denials.note("io.convened.Members.List", needing: .facilitator, by: caller, uid: 4242)
        denials.note("io.convened.Members.Show", needing: .facilitator, by: Caller(plugin: "late"), uid: nil)
        #expect(counts() == [1, 10, 100, 1, 1])
        clock.now = clock.now + .minutes(10)
        denials.note("io.convened.Members.Show", needing: .facilitator, by: caller, uid: 4242)
        #expect(counts() == [1, 10, 100, 1, 1, 1])
        #expect(
            said.withLock { $0.last }
                == Denials.Denial(
                    actor: "uid:4242", uid: 4242, method: "io.convened.Members.Show", role: .facilitator, count: 1))
    }

    @Test("A plugin that asks again and again for what its manifest doesn't name fills no journal either")
    func refusedPlugin() {
        let said = Mutex<[Denials.Denial]>([])
        let denials = Denials(clock: ManualClock(Instant(milliseconds: 0))) { denial in
            said.withLock { $0.append(denial) }
        }
        let watch = PluginWatch(journal: Journal(environment: [:]), denials: denials)
        for _ in 1...250 { watch.hear(.refusedCall(plugin: "late", method: "io.convened.Members.Show")) }
        watch.hear(.refusedCall(plugin: "late", method: "io.convened.Members.List"))
        watch.hear(.refusedCall(plugin: "early", method: "io.convened.Members.Show"))
        let all = said.withLock { $0 }
        #expect(all.map(\.count) == [1, 10, 100, 1, 1])
        #expect(all.map(\.plugin) == ["late", "late", "late", "late", "early"])
        #expect(all.allSatisfy { $0.role == nil && $0.uid == nil && $0.actor == "plugin:\($0.plugin ?? "")" })
    }
}
