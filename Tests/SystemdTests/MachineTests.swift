import Foundation
import Systemd
import Testing

/// On a machine of its own, with a real systemd and journald.
@Suite struct MachineTests {
    @Test func fieldsAndMessageIDsReachTheJournal() async throws {
        let output = try await runOnMachine(
            """
            printf '[Service]\\nType=oneshot\\nExecStart=/usr/bin/convened journal\\n' > /run/systemd/system/probe.service
            systemctl start probe.service
            journalctl --sync
            journalctl -o json MESSAGE_ID=184e9b8183914961865a847625d13a04 CONVENED_MEMBER=M1042
            journalctl -o json MESSAGE_ID=f426353c5654416dad29adc9b246d18b
            journalctl -o json CONVENED_PLUGIN=hours-alert
            """)
        let entries = try output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        try #require(entries.count == 3, "\(output)")

        expect(
            entries[0],
            [
                "MESSAGE": "M1042 is in.\nSession evening-iop@2026-11-23 has 7 present.", "PRIORITY": "6",
                "CONVENED_SESSION": "evening-iop@2026-11-23", "CONVENED_UID": "1000", "SYSLOG_IDENTIFIER": "convened",
                "CODE_FILE": "SystemdProbe/SystemdProbe.swift", "CODE_FUNC": "writeJournal()",
                "_TRANSPORT": "journal",
            ])
        #expect(Int(entries[0]["CODE_LINE"] as? String ?? "") != nil)

        expect(entries[1], ["MESSAGE": "A limit was reached.", "PRIORITY": "2"])
        // What is not printable is an array of bytes in journalctl's JSON.
        #expect(entries[1]["CONVENED_LIMIT"] as? [Int] == Array("a=b\nPRIORITY=0\u{1}é".utf8).map { Int($0) })

        expect(
            entries[2],
            ["MESSAGE": "Slow. seconds=4", "PRIORITY": "4", "CONVENED_COMPONENT": "io.convened.probe"])
        #expect(entries[2]["MESSAGE_ID"] as? String == MessageID.machinery.rawValue)
    }

    private func expect(_ entry: [String: Any], _ fields: [String: String]) {
        for (name, value) in fields { #expect(entry[name] as? String == value, "\(name)") }
    }

    @Test func theSocketStartsTheServiceWhichKnowsItsCallers() async throws {
        let output = try await runOnMachine(
            """
            ask() { /usr/bin/convened ask /run/convened/convened.sock; }
            systemctl start convened.socket
            stat -c '%U:%G %a' /run/convened/convened.sock
            systemctl show -P ActiveState convened.service
            ask
            setpriv --reuid 4242 --regid 4242 --groups convened /usr/bin/convened ask /run/convened/convened.sock
            setpriv --reuid 4242 --regid 4242 --clear-groups /usr/bin/convened ask /run/convened/convened.sock
            systemctl show -P ActiveState convened.service
            systemctl show -P StatusText convened.service
            stat -c '%U:%G %a' /run/convened /var/lib/convened
            systemctl restart convened.service
            ask
            systemctl stop convened.socket
            test ! -e /run/convened/convened.sock
            journalctl --sync
            journalctl -o cat -u convened.service MESSAGE_ID=b8872c114dce4427895fcc6fdbb72c64
            """)
        #expect(
            output == """
                root:convened 660
                inactive
                uid 0
                uid 4242
                connect: Permission denied
                active
                Serving 1 socket.
                convened:convened 755
                convened:convened 700
                uid 0
                The probe serves 1 socket.
                The probe serves 1 socket.

                """)
    }

    /// The daemon's sandbox lets nobody become anybody else, and lets nobody out.
    @Test func theSandboxIsClosed() async throws {
        let output = try await runOnMachine(
            """
            install -m 2755 -g mail /usr/bin/id /usr/local/bin/sendmail-like
            cat > /usr/local/bin/look <<'END'
            #!/bin/sh
            /usr/local/bin/sendmail-like -gn
            touch /var/spool/x /tmp/x /var/lib/convened/x 2>&1
            python3 -c 'import socket; socket.socket(socket.AF_INET)' 2>&1 | tail -1
            unshare --user true 2>&1 | tail -1
            END
            chmod 755 /usr/local/bin/look
            mkdir /run/systemd/system/convened.service.d
            printf '[Service]\\nExecStartPre=/usr/local/bin/look\\n' > /run/systemd/system/convened.service.d/look.conf
            systemctl start convened.socket
            /usr/bin/convened ask /run/convened/convened.sock
            journalctl --sync
            journalctl -o cat -t look
            """)
        #expect(
            output == """
                uid 0
                convened
                touch: cannot touch '/var/spool/x': Read-only file system
                OSError: [Errno 97] Address family not supported by protocol
                unshare: unshare failed: Operation not permitted

                """)
    }
}
