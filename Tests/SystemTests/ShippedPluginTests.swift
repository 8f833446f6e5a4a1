import Foundation
import Testing

/// The five plugins that ship, as they are installed: services of their own, on a machine of their own with a mail
/// transport that is a set-group-ID program, as on most machines, and somebody who listens to web hooks.
@Suite struct ShippedPluginTests {
    /// Takes what is posted, and writes the signature and the body on one line.
    private static let listener = """
        import http.server

        class Hook(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                print(self.headers["X-Convened-Signature"], body, flush=True)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *words):
                pass

        http.server.HTTPServer(("127.0.0.1", 8080), Hook).serve_forever()

        """
    /// Somebody whom nobody checks in: whoever is in another session isn't late.
    private static let roster = """
        code,name,born,email,consent,program,admitted
        A1,Zephyrine Quillfeather,1990-02-28,zephyrine@example.org,email,iop-adult,2026-01-05

        """

    /// Only what is in the group mail may write to the queue.
    private var mailAndHooks: String {
        """
        install -d -m 770 -g mail /var/spool/clinic
        install -m 2755 -g mail /usr/bin/tee /usr/local/bin/drop
        printf '#!/bin/sh\\nexec /usr/local/bin/drop -a /var/spool/clinic/mail > /dev/null\\n' > /usr/sbin/sendmail
        chmod 755 /usr/sbin/sendmail
        : > /run/test/hooked
        python3 /run/test/listener.py > /run/test/hooked &
        for name in hours-alert weekly-digest webhook; do
            cp -r /usr/local/lib/convened/plugins/$name /etc/convened/plugins/
        done
        sed -i 's/^to = .*/to = "rk@example.org"/' /etc/convened/plugins/*/plugin.toml
        sed -i 's#^url = .*#url = "http://127.0.0.1:8080/hook"#' /etc/convened/plugins/webhook/plugin.toml
        (umask 077; echo s3cret > /etc/convened/webhook.key)
        mkdir -p /etc/systemd/system/convened-plugin@webhook.service.d
        printf '[Service]\\nLoadCredential=webhook.hmac_key:/etc/convened/webhook.key\\n' \\
            > /etc/systemd/system/convened-plugin@webhook.service.d/key.conf
        systemctl daemon-reload
        """
    }

    @Test func eachRunsAsItIsInstalled() throws {
        let machine = try Machine(["listener.py": Self.listener, "roster.csv": Self.roster])
        let sections = try machine.run(
            """
            section() { echo "== $1"; }
            all='hours-alert late-arrival session-reminder webhook weekly-digest'
            wait_for() { until convene plugin show $1 | grep -q "$2"; do sleep 0.1; done; }
            /run/checkout/systemd/install --binaries /run/build --no-start > /dev/null 2>&1
            # A clinic that has closed some weeks already.
            convened --sample /var/tmp/sample > /dev/null 2>&1 &
            until CONVENED_SOCKET=/var/tmp/sample/convened.sock convene ping > /dev/null 2>&1; do sleep 0.1; done
            zone=$(CONVENED_SOCKET=/var/tmp/sample/convened.sock convene status --json \\
                | python3 -c 'import json, sys; print(json.load(sys.stdin)["zone"])')
            kill $!
            wait $! || true
            install -d -o convened -g convened -m 700 /var/lib/convened
            install -o convened -g convened -m 600 /var/tmp/sample/ledger.db /var/lib/convened/
            sed -i "s:^zone = .*:zone = \\"$zone\\":" /etc/convened/convened.toml
            \(mailAndHooks)
            systemctl start convened.socket convened.service
            section unused
            convene plugin list | grep -c ' unused '
            for name in late-arrival session-reminder; do convene plugin grant $name member.contact > /dev/null; done
            for name in $all; do systemctl enable --quiet --now convened-plugin@$name; done
            for name in $all; do wait_for $name '^State *running'; done

            section sent
            convene member import /run/test/roster.csv > /dev/null
            at() { TZ=$zone date -d "$1" +%H:%M; }
            convene session add --member A1 --with RK --at $(at '+60 min') --for 45m > /dev/null
            late=$(convene session add --member A1 --with RK --at $(at '-20 min') --for 2h --json \\
                | python3 -c 'import json, sys; print(json.load(sys.stdin)["session"]["session"])')
            convene session start $late --at $(at '-20 min') > /dev/null
            for name in weekly-digest hours-alert webhook; do convene plugin replay $name --since 0 > /dev/null; done
            for name in $all; do wait_for $name '^Deliveries *[1-9]'; done
            for name in session-reminder late-arrival weekly-digest hours-alert; do
                case $name in
                session-reminder) subject='Subject: Reminder: ' ;;
                late-arrival) subject='Subject: .* has begun' ;;
                weekly-digest) subject='Subject: .convened. The week of ' ;;
                hours-alert) subject='Subject: .convened. M[0-9]' ;;
                esac
                until grep -q "$subject" /var/spool/clinic/mail; do sleep 0.1; done
                echo $name
            done
            until [ -s /run/test/hooked ]; do sleep 0.1; done
            stat -c %G /var/spool/clinic/mail

            section failed
            convene plugin list --json | python3 -c 'import json, sys
            for plugin in json.load(sys.stdin)["plugins"]:
                print(plugin["name"], plugin["state"], plugin["failed"], plugin["parked"])'
            section exposed
            for name in webhook hours-alert; do
                systemd-analyze security --no-pager convened-plugin@$name.service | sed -n 's/.*level for .*: \\(.*\\) [A-Z]* .*/\\1/p'
            done
            """, isBare: true)
        #expect(sections["unused"] == "5\n")
        #expect(sections["sent"] == "session-reminder\nlate-arrival\nweekly-digest\nhours-alert\nmail\n")
        let plugins = ["hours-alert", "late-arrival", "session-reminder", "webhook", "weekly-digest"]
        #expect(sections["failed"] == plugins.map { "\($0) running 0 0\n" }.joined())
        let exposed = (sections["exposed"] ?? "").split(separator: "\n").compactMap { Double($0) }
        #expect(exposed.count == 2 && exposed[0] <= 1.5 && exposed[1] <= 6.5, "\(sections["exposed"] ?? "")")
        let posted = String(decoding: try machine.file("hooked"), as: UTF8.self)
        #expect(posted.hasPrefix("sha256=") && posted.contains("\"kind\":"), "\(posted)")
    }
}
