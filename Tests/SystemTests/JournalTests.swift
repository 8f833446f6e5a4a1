import Foundation
import Systemd
import Testing

/// What reaches a real journal, held against the table of messages.
@Suite struct JournalTests {
    /// The examples of the README.
    private static var examples: [String] {
        get throws {
            let text = try String(contentsOfFile: Binaries.checkout + "/README.md", encoding: .utf8)
            let after = try #require(text.components(separatedBy: "Journald is the monitoring interface.").last)
            let block = try #require(after.components(separatedBy: "```sh\n").dropFirst().first)
            return block.components(separatedBy: "```")[0].split(separator: "\n").map(String.init)
        }
    }

    @Test func everyLineIsAsTheTableSays() throws {
        let examples = try Self.examples
        #expect(examples.count >= 5 && examples.allSatisfy { $0.hasPrefix("journalctl ") })
        // In the sample clinic there is no such member or session, but these.
        let numbered = examples.enumerated().map { index, line in
            let line = line.replacing("M1042", with: "M1007").replacing(
                "evening-iop@2026-11-23", with: "\"$session\"")
            return "echo \(index) $(\(line.replacing(#/ +#.*/#, with: "")) -q --no-pager | wc -l)"
        }
        let machine = try Machine()
        let sections = try machine.run(
            """
            section() { echo "== $1"; }
            /run/checkout/systemd/install --binaries /run/build --no-start > /dev/null 2>&1
            convened --sample /var/tmp/sample > /dev/null 2>&1 &
            until CONVENED_SOCKET=/var/tmp/sample/convened.sock convene ping > /dev/null 2>&1; do sleep 0.1; done
            zone=$(CONVENED_SOCKET=/var/tmp/sample/convened.sock convene status --json \\
                | python3 -c 'import json, sys; print(json.load(sys.stdin)["zone"])')
            kill $!
            wait $! || true
            # The journal hears of everything that has ever happened there, and a week is to be closed.
            sqlite3 /var/tmp/sample/ledger.db "INSERT OR REPLACE INTO plugin (plugin, progress) VALUES ('journal', '0')" \\
                "UPDATE timer SET due = 1 WHERE kind = 'week_closes'"
            install -d -o convened -g convened -m 700 /var/lib/convened
            install -o convened -g convened -m 600 /var/tmp/sample/ledger.db /var/lib/convened/
            sed -i "s:^zone = .*:zone = \\"$zone\\":" /etc/convened/convened.toml
            printf '#!/bin/sh\\ncat > /dev/null\\n' > /usr/sbin/sendmail
            chmod 755 /usr/sbin/sendmail
            systemctl start convened.socket convened.service
            systemctl start convened-plugin@hours-alert.service
            until convene plugin show hours-alert | grep -q '^State *running'; do sleep 0.1; done
            convene plugin replay hours-alert --since 0 > /dev/null
            until convene plugin show hours-alert | grep -q '^State *stopped'; do sleep 0.1; done
            # Whether the sample has told a reminder depends on the minute. Before this one's line comes the whole history.
            told=$(convene session add --member M1007 --with RK --at $(TZ=$zone date -d '+60 min' +%H:%M) --for 45m --json \\
                | python3 -c 'import json, sys; print(json.load(sys.stdin)["session"]["session"])')
            until journalctl -q MESSAGE_ID=\(MessageID.reminderTold.rawValue) CONVENED_SESSION=$told | grep -q .; do
                sleep 0.1
            done
            journalctl --sync
            session=$(journalctl -q -n 1 -o cat --output-fields=CONVENED_SESSION \\
                MESSAGE_ID=\(MessageID.sessionSigned.rawValue))
            # What is no Varlink, and somebody who may not.
            printf 'hello\\0' | python3 -c 'import socket, sys
            peer = socket.socket(socket.AF_UNIX)
            peer.connect("/run/convened/convened.sock")
            peer.sendall(sys.stdin.buffer.read())
            peer.recv(1)'
            setpriv --reuid 4242 --regid 4242 --groups convened convene today > /dev/null 2>&1 || true
            systemctl reload convened.service
            systemctl restart convened.service
            journalctl --sync
            section examples
            \(numbered.joined(separator: "\n"))
            section explained
            journalctl -x -q -n 1 MESSAGE_ID=\(MessageID.serviceReady.rawValue)
            journalctl -q -o json _SYSTEMD_UNIT=convened.service _TRANSPORT=journal > /run/test/journal
            """, isBare: true)
        for (index, line) in examples.enumerated() {
            let counted = (sections["examples"] ?? "").split(separator: "\n").first { $0.hasPrefix("\(index) ") }
            #expect(counted.map { !$0.hasSuffix(" 0") } == true, "\(line): \(sections["examples"] ?? "")")
        }
        #expect(sections["explained"]?.contains("Defined-By: convened") == true, "\(sections["explained"] ?? "")")
        try hold(String(decoding: machine.file("journal"), as: UTF8.self))
    }

    private func hold(_ journal: String) throws {
        var seen: [MessageID: Int] = [:]
        for line in journal.split(separator: "\n") {
            let entry = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            // What a plugin has written.
            if (entry["SYSLOG_IDENTIFIER"] as? String)?.hasPrefix("convened-plugin-") == true { continue }
            let id = try #require((entry["MESSAGE_ID"] as? String).flatMap(MessageID.init(rawValue:)), "\(line)")
            seen[id, default: 0] += 1
            let fields = Set(entry.keys.filter { $0.hasPrefix("CONVENED_") })
            let known = Set(id.meaning.fields.map(\.journalName))
            #expect(fields.isSubset(of: known), "\(id): \(fields.subtracting(known))")
            if id != .machinery {
                #expect(entry["PRIORITY"] as? String == "\(id.priority.rawValue)", "\(line)")
            }
        }
        let rare: Set<MessageID> = [
            .configurationRefused, .ledgerUpgraded, .machinery, .sessionReopened, .sessionUnsigned,
            .signatureSuperseded,
            .reminderExpired, .alertEscalated, .alertEnded, .pluginFailed, .deliveryParked, .deliveryDropped,
            .limitReached, .sessionCancelled,
        ]
        let missing = Set(MessageID.allCases).subtracting(seen.keys).subtracting(rare)
        #expect(missing.isEmpty, "\(missing)")
    }
}
