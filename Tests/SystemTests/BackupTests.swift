import ConvenedAPI
import Foundation
import Synchronization
import Testing
import Varlink

/// Backups of a running daemon, and what is restored from them.
@Suite struct BackupTests {
    private static let members = (0..<400).map { "A\(1000 + $0)" }
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.fill("evening", with: Self.members)
    }

    private func path(_ name: String) -> String { daemon.folder.appendingPathComponent(name).path }

    private func checkIn(_ member: String) throws {
        _ = try daemon.client().call(API.Attendance.CheckIn.self, .init(member: member))
    }

    /// The members whose check-ins a ledger or a backup holds, in their order.
    private func checkedIn(_ file: String) throws -> [String] {
        let sql = "SELECT member FROM event WHERE type = 'attendance.checked_in' ORDER BY sequence"
        return try run("/usr/bin/sqlite3", [file, sql]).output.split(separator: "\n").map(String.init)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func checkInsGoOnWhileABackupIsMade() throws {
        let confirmed = Mutex<[String]>([])
        let stops = Mutex(false)
        let ended = DispatchSemaphore(value: 0)
        let (socket, members) = (daemon.socket, Self.members)
        Thread.detachNewThread {
            let client = try? VarlinkClient(connectingTo: socket, timeout: .seconds(30))
            for member in members where !stops.withLock({ $0 }) {
                guard (try? client?.call(API.Attendance.CheckIn.self, .init(member: member))) != nil else { break }
                confirmed.withLock { $0.append(member) }
            }
            ended.signal()
        }
        while confirmed.withLock({ $0.count }) < 20 { usleep(1000) }
        let before = confirmed.withLock { $0 }
        let backup = try daemon.convene("backup", path("b.db"))
        let after = confirmed.withLock { $0 }
        stops.withLock { $0 = true }
        ended.wait()
        try #require(backup.status == 0, "\(backup.all)")
        #expect(after.count > before.count)
        let held = try checkedIn(path("b.db"))
        #expect(held.starts(with: before) && members.starts(with: held))
        #expect(held.count < confirmed.withLock { $0.count } || after.count == members.count)
        #expect(try mode(path("b.db")) == 0o600)
        for file in [["verify", path("b.db")], ["verify"]] {
            let verdict = try run(Binaries.convene, file, environment: ["CONVENED_SOCKET": daemon.socket])
            #expect(verdict.status == 0 && verdict.output.contains("is whole"), "\(verdict.all)")
        }
    }

    @Test func progressIsShownOnATerminalAndNoneInAPipe() throws {
        let terminal = try daemon.terminal("backup", path("b.db"))
        #expect(try terminal.end() == 0)
        let screen = try terminal.screen()
        #expect(screen.written.contains("\rCopying the ledger: "), "\(screen.written)")
        #expect(screen.written.contains("\rChecking the chain of events: 100 %"))
        #expect(!screen.text.contains("Copying") && screen.text.contains("is a backup of"), "\(screen.text)")
        let piped = try daemon.convene("backup", path("c.db"))
        #expect(piped.status == 0 && piped.errors == "")
        #expect(piped.output.contains(/c\.db is a backup of .*: \d+ events, the last of \d{4}-/), "\(piped.output)")
    }

    @Test func whatCantBeBackedUpIsRefusedWithAReason() throws {
        let place = path("b.db")
        #expect(try daemon.convene("backup", place).status == 0)
        let held = try Data(contentsOf: URL(fileURLWithPath: place))
        for (arguments, status, sentence) in [
            (["backup", place], 73, "is there already"), (["backup"], 64, "Name a file"),
            (["backup", "-"], 64, "can't be a pipe"), (["backup", place, "--keep", "3"], 64, "--keep is for --into"),
            (["backup", "--into", path("d"), "--keep", "0"], 64, "from 1"),
            (["backup", daemon.ledger, "--force"], 65, "the ledger itself"),
            (["backup", path("x.db"), "--ledger", path("none.db")], 66, "No such file"),
            (["backup", path("x.db"), "--socket", path("none.sock")], 69, "name it with --ledger"),
            (["backup", path("none/x.db")], 73, "can't be written"),
            (["verify", path("convened.toml")], 65, "not a database"), (["restore"], 64, "Missing"),
            (["restore", place], 65, "systemctl stop convened.socket convened.service"),
        ] as [([String], Int32, String)] {
            let run = try run(Binaries.convene, arguments, environment: ["CONVENED_SOCKET": daemon.socket])
            #expect(run.status == status && run.errors.contains(sentence), "\(arguments): \(run.all)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: place)) == held)
        let files = try FileManager.default.contentsOfDirectory(atPath: daemon.folder.path)
        #expect(files.filter { $0.contains(".part") } == [])
    }

    @Test func whatIsRestoredIsServed() throws {
        try checkIn(Self.members[0])
        #expect(try daemon.convene("backup", path("b.db")).status == 0)
        try checkIn(Self.members[1])
        daemon.end()
        let arguments = ["restore", path("b.db"), "--config", daemon.configuration]
        let refused = try run(Binaries.convene, arguments)
        #expect(refused.status == 65 && refused.errors.contains("is newer than the backup: 1 event"), "\(refused.all)")
        let restored = try run(Binaries.convene, arguments + ["--force"])
        try #require(restored.status == 0, "\(restored.all)")
        let kept = try #require(restored.output.firstMatch(of: /What was there before is (\S+)\.\n/)).output.1
        #expect(try checkedIn(String(kept)) == Array(Self.members.prefix(2)))
        #expect(try mode(daemon.ledger) == 0o600)

        try daemon.start()
        let session = try daemon.client().call(API.Sessions.Show.self, .init(session: daemon.session("evening")))
        #expect(session.attendances.filter { $0.state == "present" }.map(\.member) == [Self.members[0]])
        try checkIn(Self.members[2])
        #expect(try checkedIn(daemon.ledger) == [Self.members[0], Self.members[2]])
        #expect(try daemon.convene("verify").status == 0)
    }

    @Test func aDamagedBackupLeavesTheLedgerAlone() throws {
        #expect(try daemon.convene("backup", path("b.db")).status == 0)
        daemon.end()
        let before = try Data(contentsOf: URL(fileURLWithPath: daemon.ledger))
        let sql = "UPDATE event SET actor = 'uid:0' || actor WHERE sequence = 5"
        #expect(try run("/usr/bin/sqlite3", [path("b.db"), sql]).status == 0)
        for command in [["restore", path("b.db"), "--force", "--ledger", daemon.ledger], ["verify", path("b.db")]] {
            let run = try run(Binaries.convene, command)
            #expect(run.status == 65 && run.errors.contains("event 5 has been changed"), "\(run.all)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: daemon.ledger)) == before)
    }

    /// As a version left it that lacked one of its forms.
    @Test func anOlderLedgerIsKeptBeforeItIsUpgraded() throws {
        try checkIn(Self.members[0])
        daemon.end()
        let sql = """
            DROP INDEX week_resting; DELETE FROM grdb_migrations WHERE identifier LIKE '12 %'
            """
        #expect(try run("/usr/bin/sqlite3", [daemon.ledger, sql]).status == 0)
        try daemon.start()
        #expect(daemon.errors.contains("the ledger has the form of this version now"))
        let files = try FileManager.default.contentsOfDirectory(atPath: daemon.folder.path)
        let kept = try #require(files.first { $0.hasPrefix("ledger-schema-") })
        #expect(try checkedIn(path(kept)) == [Self.members[0]] && mode(path(kept)) == 0o600)
        #expect(try daemon.convene("verify").status == 0)
        let verdict = try daemon.convene("verify", path(kept))
        #expect(verdict.status == 0 && verdict.output.contains("can be made from its events"), "\(verdict.all)")
    }

    @Test func theTimerBacksUpAsTheServicesOwnUser() throws {
        let machine = try Machine()
        let sections = try machine.run(
            """
            section() { echo "== $1"; }
            cp /run/checkout/systemd/convened-backup.* /run/systemd/system/
            systemctl daemon-reload
            section verify
            systemd-analyze verify --man=no /run/systemd/system/convened-backup.* 2>&1
            section exposure
            systemd-analyze security --no-pager convened-backup.service | tail -n 1
            systemctl start convened.socket convened.service
            convene program import /run/checkout/config/programs/iop-adult.toml > /dev/null
            section running
            systemctl start convened-backup.service
            stat -c '%U:%G %a' /var/backups/convened /var/backups/convened/ledger-*Z.db
            convene verify /var/backups/convened/ledger-*Z.db | grep -c 'is whole'
            convene doctor | grep -c '✓ Backup'
            section stopped
            systemctl stop convened.socket convened.service
            rm /var/backups/convened/*
            systemctl start convened-backup.service
            stat -c '%U:%G %a' /var/lib/convened/* | sort -u | grep -v convened:convened || echo "all the service's"
            # What root does by hand leaves the service everything that it needs.
            section restored
            convene restore /var/backups/convened/ledger-*Z.db > /dev/null
            stat -c '%U:%G %a' /var/lib/convened/* | sort -u
            systemctl start convened.socket convened.service
            convene program list | grep -c iop-adult
            systemctl show -P NRestarts convened.service
            section timer
            systemctl start convened-backup.timer
            systemctl list-timers --no-legend convened-backup.timer | grep -c convened-backup.service
            """)
        #expect(sections["verify"] == "")
        let exposure = try #require(sections["exposure"]?.firstMatch(of: /: (\d+\.\d)/)).output.1
        #expect(try #require(Double(exposure)) <= 1.0, "\(exposure)")
        #expect(sections["running"] == "convened:convened 700\nconvened:convened 600\n1\n1\n")
        #expect(sections["stopped"] == "all the service's\n")
        let restored = (sections["restored"] ?? "").split(separator: "\n")
        #expect(restored.dropLast(2).allSatisfy { $0.hasPrefix("convened:convened") }, "\(restored)")
        #expect(restored.suffix(2) == ["1", "0"], "\(restored)")
        #expect(sections["timer"] == "1\n")
    }
}
