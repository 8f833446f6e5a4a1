import ConvenedAPI
import Foundation
import Testing
import Varlink

/// How the daemon starts, reloads and stops, and what it tells the service manager meanwhile.
@Suite struct LifeCycleTests {
    private static let members = (0..<60).map { "A\(1000 + $0)" }
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.fill("evening", with: Self.members)
    }

    private func edit(_ text: String, _ other: String) throws {
        let configuration = try String(contentsOfFile: daemon.configuration, encoding: .utf8)
        try #require(configuration.contains(text))
        try Data(configuration.replacingOccurrences(of: text, with: other).utf8).write(
            to: URL(fileURLWithPath: daemon.configuration))
    }

    /// Waits until the daemon has said something.
    private func waitForErrors(_ text: String) {
        let deadline = Date() + 20
        while !daemon.errors.contains(text) {
            guard Date() < deadline else {
                Issue.record("The daemon doesn't say '\(text)'.")
                return
            }
            usleep(5000)
        }
    }

    @Test func theServiceManagerHearsHowItIs() throws {
        let manager = try NotifySocket(in: daemon.folder)
        daemon.end()
        daemon.environment = ["NOTIFY_SOCKET": manager.path]
        try daemon.start()
        let ready = try #require(manager.wait(for: /READY=1/))
        #expect(ready == "READY=1\nSTATUS=0 sessions running · 0 in · \(Self.members.count) at risk · 0 parked")

        let (client, clock) = (try daemon.client(), ContinuousClock())
        let began = clock.now
        let before = manager.messages.count
        for member in Self.members { _ = try client.call(API.Attendance.CheckIn.self, .init(member: member)) }
        #expect(manager.wait(for: /STATUS=0 sessions running · 60 in ·/) != nil)
        let seconds = Int((clock.now - began) / .seconds(1))
        #expect(manager.messages.count - before <= seconds + 1)

        kill(daemon.process.processIdentifier, SIGHUP)
        let reloading = try #require(manager.wait(for: /RELOADING=1/))
        #expect(reloading.contains(/^RELOADING=1\nMONOTONIC_USEC=\d+$/))
        #expect(manager.wait(for: /READY=1\nSTATUS=0 sessions running · 60 in/) != nil)
        #expect(daemon.end() == 0)
        #expect(manager.wait(for: /STOPPING=1/) != nil)
    }

    @Test func aLongUpgradeAsksForPatience() throws {
        let manager = try NotifySocket(in: daemon.folder)
        daemon.end()
        let sql = """
            DROP INDEX week_resting; DELETE FROM grdb_migrations WHERE identifier LIKE '12 %'
            """
        #expect(try run("/usr/bin/sqlite3", [daemon.ledger, sql]).status == 0)
        daemon.environment = ["NOTIFY_SOCKET": manager.path]
        try daemon.start()
        #expect(manager.wait(for: /READY=1/) != nil)
        let extended = try #require(manager.messages.firstIndex { $0.contains("EXTEND_TIMEOUT_USEC=300000000") })
        let ready = try #require(manager.messages.firstIndex { $0.contains("READY=1") })
        #expect(extended < ready)
        #expect(manager.messages.contains { $0.contains("STATUS=an older ledger is brought to this version's form") })
    }

    @Test func aReloadIsDoneWhenItIsAnswered() throws {
        #expect(try daemon.convene("reload").output == "The configuration was read again.\n")
        #expect(try !daemon.convene("measure", "list").output.contains("sleep"))
        let sleep = """
            [[measures]]
            id = "sleep"
            name = "Sleep"
            lowest = 0
            highest = 24
            better = "higher"

            """
        try edit("[[measures]]\nid = \"craving\"", sleep + "[[measures]]\nid = \"craving\"")
        try edit("[plugins]\n", "[limits]\nstreams = 63\n[plugins]\n")
        let reload = try daemon.convene("reload")
        #expect(reload.status == 0 && reload.output.contains("What has changed in [limits] takes a restart"))
        #expect(try daemon.convene("measure", "list").output.contains("sleep"))

        try edit("highest = 24", "highest = -1")
        let refused = try daemon.convene("reload")
        #expect(refused.status == 65 && refused.errors.contains(/convened\.toml line \d+/), "\(refused.all)")
        #expect(try daemon.convene("measure", "list").output.contains("sleep"))
        #expect(daemon.errors.contains("the configuration is refused, and the one before stays in use"))
    }

    @Test func aHangUpReloads() throws {
        let client = try daemon.client()
        _ = try client.call(API.Attendance.CheckIn.self, .init(member: Self.members[0]))
        waitForErrors("attendance.checked_in: \(Self.members[0])")
        try edit("[plugins]\n", "[journal]\nattendance = \"off\"\n[plugins]\n")
        kill(daemon.process.processIdentifier, SIGHUP)
        waitForErrors("the configuration was read again")
        _ = try client.call(API.Attendance.CheckIn.self, .init(member: Self.members[1]))
        #expect(daemon.end() == 0)
        #expect(!daemon.errors.contains("attendance.checked_in: \(Self.members[1])"))
    }

    @Test func whatIsUnderWayIsAnsweredAtTheStop() throws {
        let calls = Self.members.map {
            #"{"method":"io.convened.Attendance.CheckIn","parameters":{"member":"\#($0)"}}"#
        }
        let script = """
            import os, signal, socket, sys
            early = socket.socket(socket.AF_UNIX)
            early.connect(sys.argv[1])
            late = socket.socket(socket.AF_UNIX)
            late.connect(sys.argv[1])
            early.sendall(sys.stdin.buffer.read().replace(b"\\n", bytes(1)))
            reader = early.makefile("rb")
            first = reader.read(1)
            os.kill(int(sys.argv[2]), signal.SIGTERM)
            # Who has connected is answered too, if the call comes soon.
            late.sendall(b'{"method":"io.convened.Service.Ping"}' + bytes(1))
            print((first + reader.read()).count(bytes(1)), late.makefile("rb").read())
            """
        let client = try run(
            "/usr/bin/python3", ["-c", script, daemon.socket, "\(daemon.process.processIdentifier)"],
            input: calls.map { $0 + "\n" }.joined())
        #expect(client.output == "60 b'{}\\x00'\n", "\(client.all)")
        daemon.process.waitUntilExit()
        #expect(daemon.process.terminationStatus == 0)
        // All of it is in the ledger's own file.
        let log = try FileManager.default.attributesOfItem(atPath: daemon.ledger + "-wal")[.size] as? Int
        #expect(log == 0)
        let sql = "SELECT count(*) FROM event WHERE type = 'attendance.checked_in'"
        #expect(try run("/usr/bin/sqlite3", [daemon.ledger, sql]).output == "60\n")
    }

    /// Nobody holds up a stop by waiting for a delivery.
    @Test func whoWaitsForADeliveryIsSentAwayAtTheStop() throws {
        try daemon.writePlugin("apart", "exit 0", manifest: "class = \"unit\"\n")
        #expect(try daemon.convene("plugin", "reload").status == 0)
        try daemon.waitForPlugin("apart") { $0.plugin.state == "unused" }
        let client = try daemon.client()
        try client.send(API.Plugins.Take.self, .init(name: "apart"))
        try daemon.waitForPlugin("apart") { $0.plugin.state == "running" }
        kill(daemon.process.processIdentifier, SIGTERM)
        do {
            _ = try client.receive(API.Plugins.Take.self)
            Issue.record("There is no delivery that it could have.")
        } catch VarlinkClientError.failed(let failure) {
            #expect(failure.name == API.Service.Unavailable.name)
        }
        daemon.process.waitUntilExit()
        #expect(daemon.process.terminationStatus == 0)
    }

    // MARK: Under a real systemd

    /// A clinic whose evening group is open, with so many members on its roster.
    private func furnish(_ count: Int) -> String {
        """
        section() { echo "== $1"; }
        systemctl start convened.socket convened.service
        convene program import /run/checkout/config/programs/iop-adult.toml > /dev/null
        convene group add evening --name 'Evening IOP' --program iop-adult \\
            --meets '\(Noon.weekday) \(Noon.clock(10)) 3h' > /dev/null
        { echo code,name,born,program,admitted,groups
          for number in $(seq 1000 \(999 + count)); do echo "A$number,Zora Testling,1990-01-01,iop-adult,2026-01-05,evening"; done
        } | convene member import - > /dev/null
        until convene session list --state open | grep -q evening; do :; done

        """
    }

    @Test func aStuckServiceIsStartedAnew() throws {
        let sections = try Machine().run(
            """
            mkdir /run/systemd/system/convened.service.d
            printf '[Service]\\nWatchdogSec=4s\\n' > /run/systemd/system/convened.service.d/watchdog.conf
            \(furnish(3))
            restarts() { systemctl show -P NRestarts convened.service; }
            serves() { until [ "$(systemctl is-active convened.service)" = active ]; do :; done; convene in "$1" --json; }
            section writer
            # Another process doesn't let go of the ledger, so that nothing can be recorded.
            sqlite3 /var/lib/convened/ledger.db 'BEGIN IMMEDIATE' \\
                '.shell until [ "$(systemctl show -P NRestarts convened.service)" -ge 1 ]; do :; done' COMMIT
            serves A1000
            section stopped
            before=$(restarts)
            kill -STOP "$(systemctl show -P MainPID convened.service)"
            until [ "$(restarts)" -gt "$before" ]; do :; done
            serves A1001
            convene who | head -n 1
            journalctl --sync
            section journal
            journalctl -o cat -u convened.service | grep 'Watchdog timeout'
            """)
        #expect(sections["writer"]?.contains(#""member":"A1000""#) == true, "\(sections)")
        #expect(sections["stopped"]?.contains("2 in the building") == true, "\(sections)")
        #expect((sections["journal"] ?? "").split(separator: "\n").count >= 2, "\(sections)")
    }

    @Test func systemctlReloadWaits() throws {
        let sections = try Machine().run(
            """
            \(furnish(1))
            section changed
            printf '[[measures]]\\nid = "sleep"\\nname = "Sleep"\\nlowest = 0\\nhighest = 24\\nbetter = "higher"\\n' \\
                >> /etc/convened/convened.toml
            systemctl reload convened.service
            convene measure list | grep -c sleep
            section refused
            echo 'nonsense = 1' >> /etc/convened/convened.toml
            systemctl reload convened.service 2> /dev/null || echo failed
            systemctl is-active convened.service
            systemctl show -P StatusText convened.service
            convene measure list | grep -c sleep
            systemctl show -P NRestarts convened.service
            """)
        #expect(sections["changed"] == "1\n", "\(sections)")
        let status = "0 sessions running · 0 in · 1 at risk · 0 parked · the configuration is refused"
        #expect(sections["refused"] == "failed\nactive\n\(status)\n1\n0\n", "\(sections)")
    }

    @Test func aStopEndsWhatIsUnderWay() throws {
        let sections = try Machine().run(
            """
            mkdir -p /etc/convened/plugins/slow
            printf 'api = 1\nversion = "1"\ndescription = "a test"\nevents = ["attendance.*"]\nrun = "run"\n' \
                > /etc/convened/plugins/slow/plugin.toml
            printf '#!/bin/sh\ntouch begun\nsleep 4711 & exec sleep 4711\n' > /etc/convened/plugins/slow/run
            chmod 755 /etc/convened/plugins/slow/run
            \(furnish(1))
            convene in A1000 > /dev/null
            until [ -e /var/lib/convened/plugins/slow/begun ]; do :; done
            section stopped
            before=$(date +%s)
            systemctl stop convened.socket convened.service
            [ $(($(date +%s) - before)) -lt 25 ] && echo 'in time'
            systemctl show -P Result convened.service
            stat -c %s /var/lib/convened/ledger.db-wal
            pgrep -fxc 'sleep 4711' || :
            """)
        #expect(sections["stopped"] == "in time\nsuccess\n0\n0\n", "\(sections)")
    }

    private struct Load: Decodable {
        let answered: Int
        let failures: [String]
        let failed: Int
        let isWhole: Bool
        let heard: Int
        let heardOnce: Int
        let matches: Bool
        let reminders: Int
    }

    @Test func nobodyNoticesARestart() throws {
        let sections = try Machine().run(
            """
            \(furnish(1000))
            echo 'call the court' | convene remind A1000 --about - \\
                --at "$(TZ=\(Noon.zone) date -d '+70 seconds' +%H:%M)" > /dev/null
            section load
            python3 /run/checkout/Tests/Tools/restart-load.py /run/convened/convened.sock 1000 10
            section starts
            journalctl --sync
            journalctl -o cat -u convened.service MESSAGE_ID=b8872c114dce4427895fcc6fdbb72c64 | wc -l
            systemctl show -P NRestarts convened.service
            section ledger
            convene session show evening --json | grep -o '"state":"present"' | wc -l
            convene verify | grep -c 'is whole'
            """)
        let load = try JSONDecoder().decode(Load.self, from: Data((sections["load"] ?? "").utf8))
        #expect(load.answered == 1000 && load.failed == 0, "\(load)")
        #expect(load.isWhole && load.matches && load.heard == 1000 && load.heardOnce == 1000, "\(load)")
        #expect(load.reminders == 1)
        #expect(sections["starts"] == "11\n0\n", "\(sections)")
        #expect(sections["ledger"] == "1000\n1\n", "\(sections)")
    }
}
