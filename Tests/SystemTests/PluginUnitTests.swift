import Foundation
import Testing

/// Plugins on a machine of its own: in cgroups of their own, and as services of their own.
@Suite struct PluginUnitTests {
    private static let manifest = """
        api = 1
        version = "1"
        description = "a test"
        events = ["program.defined"]
        run = "run"

        """
    /// What a script can see and do, and what it was given.
    private static let script = """
        #!/bin/sh
        {
            id -un
            nice
            renice -n 0 $$ > /dev/null 2>&1 || echo "for good"
            cat /proc/self/cgroup
            ls /run/convened
            ls /var/lib/convened 2>&1
            python3 -c 'import socket; socket.socket(socket.AF_INET); print("network")' 2>&1 | tail -1
            [ -z "$CONVENED_CONNECTION" ] || convene alerts
            [ -z "$CONVENED_CONNECTION" ] || convene status 2>&1
        } > "$CONVENED_STATE/seen" 2>&1
        cat > "$CONVENED_STATE/event"
        setsid sleep 987654 &
        echo '<4>told'

        """

    @Test func aPluginRunsInItsOwnCgroupAndAsItsOwnService() throws {
        let machine = try Machine(["plugin.toml": Self.manifest, "run": Self.script])
        let sections = try machine.run(
            """
            section() { echo "== $1"; }
            for name in hook unit; do
                mkdir -p /etc/convened/plugins/$name
                cp /run/test/plugin.toml /run/test/run /etc/convened/plugins/$name/
                chmod 755 /etc/convened/plugins/$name/run
            done
            printf 'class = "unit"\nmay = ["alerts.read"]\n' >> /etc/convened/plugins/unit/plugin.toml
            systemctl start convened.socket convened.service
            convene plugin list --json > /run/test/list
            systemctl start convened-plugin@unit.service
            until convene plugin show unit | grep -q '^State *running'; do sleep 0.1; done
            convene program import /run/checkout/config/programs/iop-adult.toml > /dev/null
            for name in hook unit; do
                until convene plugin show $name | grep -q '^Deliveries  1 done'; do sleep 0.1; done
            done
            section hook
            cat /var/lib/convened/plugins/hook/seen
            section unit
            cat /var/lib/convened-plugin/unit/unit/seen
            section left
            pgrep -f 'sleep 98765[4]' || echo none
            section again
            systemctl restart convened.service
            convene program import /run/checkout/config/programs/php.toml > /dev/null
            until convene plugin show unit | grep -q '^Deliveries  2 done'; do sleep 0.1; done
            convene plugin show unit | grep ^State
            section strangers
            setpriv --reuid 4242 --regid 4242 --groups convened convene ping --socket /run/convened/units/unit/socket \\
                > /dev/null 2>&1 || echo refused
            setpriv --reuid convened-plugin --regid convened --clear-groups convene alerts 2>&1 || echo "status $?"
            section journal
            journalctl --sync
            journalctl -o cat -t convened-plugin-unit -p warning | sort -u
            section late
            # Its service is there before the daemon has a socket for it.
            mkdir /etc/convened/plugins/late
            cp /run/test/plugin.toml /run/test/run /etc/convened/plugins/late/
            chmod 755 /etc/convened/plugins/late/run
            systemctl start convened-plugin@late.service
            until [ "$(systemctl show -P NRestarts convened-plugin@late.service)" -ge 1 ]; do sleep 0.1; done
            echo 'class = "unit"' >> /etc/convened/plugins/late/plugin.toml
            convene plugin reload > /dev/null
            until convene plugin show late | grep -q '^State *running'; do sleep 0.1; done
            systemctl show -P StartLimitIntervalUSec convened-plugin@late.service
            section stopped
            systemctl stop convened-plugin@unit.service convened.service
            systemctl show -P Result convened-plugin@unit.service convened.service
            """)
        let hook = sections["hook"] ?? ""
        #expect(hook.hasPrefix("convened\n19\nfor good\n"), "\(hook)")
        #expect(hook.contains("convened.service/plugin-hook\n"), "\(hook)")
        let unit = (sections["unit"] ?? "").split(separator: "\n")
        #expect(unit.starts(with: ["convened-plugin", "19", "for good"]), "\(unit)")
        #expect(unit.contains("units"), "\(unit)")
        #expect(!unit.contains("convened.sock"), "\(unit)")
        #expect(unit.contains { $0.contains("Permission denied") }, "\(unit)")
        #expect(unit.contains("network"), "\(unit)")
        #expect(unit.contains("No alert is open."), "\(unit)")
        #expect(unit.contains { $0.contains("the plugin unit may not call io.convened.Service.Status") }, "\(unit)")
        #expect(sections["left"] == "none\n")
        #expect(sections["again"] == "State       running\n")
        #expect(sections["strangers"]?.hasPrefix("refused\n") == true, "\(sections["strangers"] ?? "")")
        #expect(sections["strangers"]?.contains("status 77") == true, "\(sections["strangers"] ?? "")")
        #expect(sections["journal"] == "told\n")
        #expect(sections["late"] == "0\n", "\(sections["late"] ?? "")")
        #expect(sections["stopped"] == "success\n\nsuccess\n", "\(sections["stopped"] ?? "")")
    }
}
