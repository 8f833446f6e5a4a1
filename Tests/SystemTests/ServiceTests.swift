import Foundation
import Testing

/// The units of `systemd/` on a machine of its own, with the built programs and a real systemd and journald.
@Suite struct ServiceTests {
    /// The roster, and all that is personal about the people on it.
    private static let roster = """
        code,name,born,email,consent,program,admitted,groups
        A1,Zephyrine Quillfeather,1990-02-28,zephyrine@example.org,email,iop-adult,2026-01-05,evening
        A2,Barnaby Osierholt,1991-03-01,barnaby@example.org,email,iop-adult,2026-01-05,evening
        W1,Cordelia Wicklow,1992-04-02,cordelia@example.org,,iop-adult,2026-01-05,

        """
    private static let secrets = [
        "Zephyrine", "Quillfeather", "1990-02-28", "Barnaby", "Osierholt", "1991-03-01", "Cordelia", "Wicklow",
        "1992-04-02", "example.org",
    ]

    @Test func theServiceRunsUnderSystemd() throws {
        let machine = try Machine(["roster.csv": Self.roster])
        let sections = try machine.run(
            """
            section() { echo "== $1"; }
            state() { for what in ActiveState NRestarts; do systemctl show -P $what convened.service; done; }
            systemctl start convened.socket convened.service
            section started
            state
            \(furnish)

            section entries
            convene in A1
            convene in W1 2>&1 || echo "status $?"
            convene in Quillfeather 2>&1 || echo "status $?"
            printf 'name: Barnaby Osierholt\\nborn: 1991-03-01 \\n' | convene member edit A2
            convene out Wicklow 2>&1 || echo "status $?"
            convene events --since 0 --limit 1000 --json > /run/test/before

            section callers
            for groups in '--groups convened' --clear-groups; do
                setpriv --reuid 4242 --regid 4242 $groups convene ping 2>&1 || echo "status $?"
            done

            section journal
            journalctl --sync
            journalctl -o json CONVENED_MEMBER=A1 MESSAGE_ID=184e9b8183914961865a847625d13a04
            section ready
            journalctl -o json -u convened.service MESSAGE_ID=b8872c114dce4427895fcc6fdbb72c64

            section restarted
            systemctl restart convened.service
            convene session show evening
            systemctl show -P StatusText convened.service
            convene events --since 0 --limit 1000 --json > /run/test/after
            cmp /run/test/before /run/test/after

            section waiting
            systemctl stop convened.socket convened.service
            sqlite3 /var/lib/convened/ledger.db 'BEGIN EXCLUSIVE' \\
                '.shell systemctl start --no-block convened.service' '.shell sleep 1' \\
                '.shell systemctl show -P ActiveState convened.service' COMMIT
            systemctl start convened.service
            state

            journalctl --sync
            journalctl -o export > /run/test/journal
            """)
        #expect(sections["started"] == "active\n0\n")
        let entries = sections["entries"] ?? ""
        #expect(entries.contains("Zephyrine Q. is in · Evening IOP"), "\(entries)")
        #expect(entries.split(separator: "\n").filter { $0 == "status 65" }.count == 3, "\(entries)")
        let callers = (sections["callers"] ?? "").split(separator: "\n")
        #expect(callers.first == "PONG" && callers.last == "status 77", "\(callers)")
        try expectLines(sections["journal"] ?? "", sections["ready"] ?? "")
        let restarted = sections["restarted"] ?? ""
        #expect(restarted.contains("1 of 2 here"), "\(restarted)")
        #expect(restarted.contains("0 sessions running · 1 in · 3 at risk · 0 parked"), "\(restarted)")
        // As long as the ledger can't be written the service isn't ready, and systemd waits for it.
        #expect(sections["waiting"] == "activating\nactive\n0\n")

        let journal = String(decoding: try machine.file("journal"), as: UTF8.self)
        #expect(journal.contains("attendance.checked_in: A1"))
        for secret in Self.secrets { #expect(!journal.contains(secret), "\(secret) is in the journal") }
    }

    /// A clinic whose evening group is open.
    private var furnish: String {
        """
        convene program import /run/checkout/config/programs/iop-adult.toml > /dev/null
        convene group add evening --name 'Evening IOP' --program iop-adult \\
            --meets '\(Noon.weekday) \(Noon.clock(10)) 3h' > /dev/null
        convene member import /run/test/roster.csv > /dev/null
        until convene session list --state open | grep -q evening; do :; done
        """
    }

    private func expectLines(_ journal: String, _ ready: String) throws {
        let lines = try [journal, ready].map { text in
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
            return try #require(object as? [String: Any], "\(text)")
        }
        let session = "evening@\(Noon.today)"
        let expected = [
            "MESSAGE": "attendance.checked_in: A1 at \(session)", "PRIORITY": "6", "CONVENED_MEMBER": "A1",
            "CONVENED_SESSION": session, "CONVENED_GROUP": "evening", "CONVENED_EVENT": "attendance.checked_in",
            "CONVENED_ACTOR": "uid:0", "SYSLOG_IDENTIFIER": "convened", "_SYSTEMD_UNIT": "convened.service",
            "_TRANSPORT": "journal",
        ]
        for (name, value) in expected { #expect(lines[0][name] as? String == value, "\(name)") }
        #expect(Int(lines[0]["CONVENED_SEQUENCE"] as? String ?? "") != nil)
        #expect(lines[1]["MESSAGE"] as? String == "convened answers calls")
    }
}
