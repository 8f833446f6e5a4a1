import ConvenedAPI
import Testing

@testable import convene

@Suite("The doctor")
struct CheckupTests {
    private static func health(
        programs: Int = 1, groups: Int = 1, undelivered: Int = 0, free: Int = 50_000_000_000, ledger: Int = 10_000_000,
        version: String = API.version
    ) -> API.Service.Health.Reply {
        .init(
            version: version, now: "2026-11-23T18:02:00-05:00", zone: "America/New_York", programs: programs,
            groups: groups, undelivered: undelivered, ledger: "/var/lib/convened/ledger.db", ledgerBytes: ledger,
            freeBytes: free, totalBytes: 100_000_000_000, backups: "/var/backups/convened", lastBackup: nil)
    }

    private static func plugin(_ state: String, parked: Int = 0, reason: String? = nil) -> API.Plugins.Plugin {
        .init(
            name: "hours-alert", version: "1", state: state, reason: reason, cursor: 1, lag: 0, delivered: 1, failed: 0,
            parked: parked)
    }

    private static func healthy(_ change: (inout Checkup) -> Void = { _ in }) -> Checkup {
        var checkup = Checkup(
            reach: .answers(health(), [plugin("running")]),
            socket: .init(path: "/run/convened/convened.sock", mode: 0o660, group: "convened"), hasConfiguration: true,
            machineZone: "America/New_York", sendmail: "/usr/sbin/sendmail", backupFolder: "/var/backups/convened",
            backups: .newest("ledger-2026-11-23.db", age: 3600))
        change(&checkup)
        return checkup
    }

    @Test("With nothing wrong every line has the same sign")
    func nothing() {
        let checks = Self.healthy().checks
        #expect(checks.allSatisfy { $0.sign == .fine && $0.mend == nil })
        #expect(
            checks.map(\.name) == [
                "Daemon", "Socket", "Programs", "Groups", "Plugins", "Alerts", "Mail", "Time zone", "Clock", "Disk",
                "Backup",
            ])
        #expect(Self.healthy().lines(on: .plain).last == "Nothing needs mending.")
    }

    /// One thing that is wrong, and what is said of it.
    struct Case: Sendable, CustomStringConvertible {
        let name: String
        let sign: Checkup.Sign
        let finding: String
        let mend: String
        let change: @Sendable (inout Checkup) -> Void

        init(
            _ name: String, _ sign: Checkup.Sign, _ finding: String, _ mend: String,
            _ change: @escaping @Sendable (inout Checkup) -> Void
        ) {
            (self.name, self.sign, self.finding, self.mend, self.change) = (name, sign, finding, mend, change)
        }

        var description: String { "\(name): \(finding)" }
    }

    static let cases = [
        Case("Daemon", .bad, "isn't answering", "systemctl start convened") {
            $0.reach = .silent("it isn't answering")
        },
        Case("Daemon", .bad, "isn't answering", "convene setup") {
            $0.reach = .silent("it isn't answering")
            $0.hasConfiguration = false
        },
        Case("Daemon", .note, "convened 0.0.1 answers", "restart") {
            $0.reach = .answers(health(version: "0.0.1"), [])
        },
        Case("Socket", .bad, "there is none at /run", "convened.socket") { $0.socket.mode = nil },
        Case("Socket", .bad, "group convened, in which you are not", "usermod -aG convened") {
            $0.reach = .denied
            $0.socket.isMember = false
        },
        Case("Socket", .bad, "you may not use it", "convened.socket") { $0.reach = .denied },
        Case("Socket", .bad, "every user of this machine", "SocketMode=0660") { $0.socket.mode = 0o666 },
        Case("Programs", .bad, "there is none", "convene setup") { $0.reach = .answers(health(programs: 0), []) },
        Case("Groups", .bad, "there is none", "convene group add") { $0.reach = .answers(health(groups: 0), []) },
        Case("Plugins", .note, "none is in use", "hours-alert") { $0.reach = .answers(health(), []) },
        Case("Plugins", .note, "none is in use", "hours-alert") { $0.reach = .answers(health(), [plugin("unused")]) },
        Case("Plugin hours-alert", .bad, "2 deliveries given up", "convene plugin retry hours-alert") {
            $0.reach = .answers(health(), [plugin("running", parked: 2)])
        },
        Case("Plugin hours-alert", .bad, "stopped: no address", "convene plugin enable hours-alert") {
            $0.reach = .answers(health(), [plugin("stopped", reason: "no address")])
        },
        Case("Plugin hours-alert", .bad, "refused: it is not root's", "convene plugin reload") {
            $0.reach = .answers(health(), [plugin("refused", reason: "it is not root's")])
        },
        Case("Plugin hours-alert", .bad, "waiting for grant", "do that, or 'convene plugin disable hours-alert'") {
            $0.reach = .answers(health(), [plugin("waiting", reason: "waiting for grant of member.name")])
        },
        Case("Plugin hours-alert", .bad, "broken: it died 5 times", "convene plugin enable hours-alert") {
            $0.reach = .answers(health(), [plugin("broken", reason: "it died 5 times")])
        },
        Case("Plugin hours-alert", .note, "disabled", "convene plugin enable hours-alert") {
            $0.reach = .answers(health(), [plugin("disabled")])
        },
        Case("Plugin hours-alert", .note, "retrying", "journalctl") {
            $0.reach = .answers(health(), [plugin("retrying")])
        },
        Case("Alerts", .bad, "1 alert has reached nobody", "convene alerts") {
            $0.reach = .answers(health(undelivered: 1), [])
        },
        Case("Mail", .bad, "no sendmail", "msmtp-mta") { $0.sendmail = nil },
        Case("Mail", .note, "no sendmail", "msmtp-mta") {
            $0.sendmail = nil
            $0.reach = .answers(health(), [])
        },
        Case("Mail", .note, "no sendmail", "msmtp-mta") {
            $0.sendmail = nil
            $0.reach = .answers(health(), [plugin("unused")])
        },
        Case("Time zone", .bad, "doesn't know the site's America/New_York", "tzdata") { $0.knowsSiteZone = false },
        Case("Clock", .bad, "the daemon's is 5 s behind", "timedatectl") { $0.clockDifference = -5 },
        Case("Disk", .bad, "550.0 MB of 100.0 GB free", "make room") {
            $0.reach = .answers(health(free: 550_000_000), [])
        },
        Case("Disk", .bad, "5.0 GB of 100.0 GB free, the ledger has 3.0 GB", "make room") {
            $0.reach = .answers(health(free: 5_000_000_000, ledger: 3_000_000_000), [])
        },
        Case("Backup", .bad, "there is none in /var/backups/convened", "enable --now convened-backup.timer") {
            $0.backups = .none
        },
        Case("Backup", .bad, "there is none in /var/backups", "convene backup --into /var/backups/convened") {
            $0.backups = .told(age: nil)
        },
        Case("Backup", .bad, "the last one in /var/backups/convened is 36 h old", "convene backup --into") {
            $0.backups = .told(age: 36 * 3600 + 1)
        },
        Case("Backup", .bad, "old.db, 2 days old", "convened-backup.timer") {
            $0.backups = .newest("old.db", age: 172_801)
        },
        Case("Backup", .note, "may not be looked into", "as root") { $0.backups = .hidden },
    ]

    @Test("What is wrong is said with how to mend it", arguments: cases)
    func wrong(one: Case) throws {
        let checkup = Self.healthy(one.change)
        let check = try #require(checkup.checks.first { $0.name == one.name })
        #expect(check.sign == one.sign)
        #expect(check.finding.contains(one.finding), "\(check.finding)")
        #expect(check.mend?.contains(one.mend) == true, "\(check.mend ?? "")")
        let lines = checkup.lines(on: Screen(width: 80, colour: false))
        #expect(lines.allSatisfy { displayWidth($0) <= 80 }, "\(lines)")
        let bad = checkup.checks.count { $0.sign == .bad }
        #expect(lines.last?.hasPrefix(bad == 0 ? "Nothing" : "\(bad) thing") == true)
    }

    @Test("Another time zone of the machine is said, and nothing to mend")
    func otherZone() {
        let check = Self.healthy { $0.machineZone = "UTC" }.checks.first { $0.name == "Time zone" }
        #expect(check?.sign == .fine && check?.finding.contains("all times are the site's") == true)
    }
}
