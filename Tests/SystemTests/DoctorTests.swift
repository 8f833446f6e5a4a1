import Foundation
import Testing

/// The doctor in front of the real daemon, and of none.
@Suite struct DoctorTests {
    private let daemon: DaemonProcess
    private let backups: URL

    init() throws {
        daemon = try DaemonProcess()
        backups = daemon.folder.appendingPathComponent("backups")
    }

    @Test func whatNeedsMendingIsSaidAndThenMended() throws {
        let first = try daemon.convene("doctor", "--backups", backups.path)
        #expect(first.status == 1, "\(first.all)")
        for line in [
            "✓ Daemon", "✓ Socket", "✗ Programs   there is none", "✗ Groups", "! Plugins", "✓ Alerts", "✓ Time zone",
            "✓ Clock", "✓ Disk", "✗ Backup     there is none in \(backups.path)",
        ] { #expect(first.output.contains(line), "\(line)\n\(first.output)") }

        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        daemon.end()
        let stopped = try daemon.convene("doctor", "--backups", backups.path)
        #expect(stopped.status == 1 && stopped.output.contains("✗ Daemon"), "\(stopped.all)")
        #expect(stopped.output.contains("convened isn't answering at \(daemon.socket)"))
        #expect(stopped.output.contains("✗ Backup"))
        try daemon.start()
        // As it says.
        #expect(first.output.contains("'convene backup --into \(backups.path)'"))
        #expect(try daemon.convene("backup", "--into", backups.path).status == 0)
        let mended = try daemon.convene("doctor", "--backups", backups.path)
        #expect(mended.output.contains(/✓ Backup     ledger-[0-9TZ-]+\.db, 0 min old/), "\(mended.output)")
        #expect(mended.output.hasSuffix("\nNothing needs mending.\n") && mended.status == 0)
    }

    @Test func itsOwnPartIsThereAsJSON() throws {
        let run = try daemon.convene("doctor", "--json")
        #expect(run.status == 0)
        let health = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(health?["ledger"] as? String == daemon.ledger && health?["programs"] as? Int == 0)
        #expect(health?["backups"] as? String == "/var/backups/convened")
        #expect((health?["freeBytes"] as? Int ?? 0) > 0 && (health?["ledgerBytes"] as? Int ?? 0) > 0)
    }

    @Test func itFitsAScreen() throws {
        let terminal = try daemon.terminal("doctor", "--backups", backups.path, rows: 40)
        #expect(try terminal.end() == 1)
        let screen = try terminal.screen()
        #expect(screen.runs.contains { $0.text == "✗" && $0.style.foreground == "red" })
        // Whatever went on goes on below itself, under the finding.
        let start = try #require(screen.lines.first { $0.contains("✗ Backup") }).components(separatedBy: "there is")[0]
            .count
        let mend = try #require(screen.lines.first { $0.contains("→ as root:") })
        #expect(mend.prefix { $0 == " " }.count == start)
    }
}
