import Foundation
import Testing

/// An account that several people share, as those who stand before it find it.
@Suite struct SharedAccountTests {
    @Test func eachActionIsSomebodysAndSomeAreNobodys() throws {
        let machine = try Machine()
        let sections = try machine.run(
            """
            section() { echo "== $1"; }
            as() {
                account=$1; shift
                setpriv --reuid="$account" --regid="$(id -g "$account")" --init-groups "$@" 2>&1 || echo "status $?"
            }
            useradd -M -G convened,convened-facilitator,convened-supervisor grouproom
            useradd -M -G convened,convened-facilitator rkim
            printf '[roles]\\nshared = ["grouproom"]\\n' >> /etc/convened/convened.toml
            systemctl start convened.socket convened.service
            convene program import /run/checkout/config/programs/iop-adult.toml > /dev/null
            printf 'name: Rae Example\\n' | convene staff add RK --account rkim > /dev/null
            printf 'name: Lou Example\\n' | convene staff add LM --role supervisor > /dev/null
            convene group add evening --name 'Evening IOP' --program iop-adult --lead RK --facilitator RK \\
                --meets '\(Noon.weekday) \(Noon.clock(10)) 3h' > /dev/null
            convene member import - > /dev/null << 'END'
            code,name,born,email,consent,program,admitted,groups
            A1,Ada Example,1990-02-28,,,iop-adult,2026-01-05,evening
            END
            until convene session list --state open | grep -q evening; do :; done

            section looks
            as grouproom convene today | grep -c 'Evening IOP'
            as grouproom convene whoami
            section unnamed
            as grouproom convene in A1
            as grouproom convene member show A1
            section unknown
            as grouproom convene in A1 --by ZZ
            section named
            as grouproom convene in A1 --by rk
            as grouproom env CONVENED_BY=LM convene undo
            as grouproom env CONVENED_BY=RK convene undo
            as grouproom env CONVENED_BY=RK convene in A1
            as grouproom convene session start --by LM
            printf 'made a cake\\n' | as grouproom convene note A1 --success --by RK
            section notes
            as grouproom convene member show A1 --by RK
            section own
            as rkim convene member show A1
            as rkim convene in A1 --by LM
            as rkim convene in A1 --by RK
            section sign
            as grouproom convene session end --by RK
            as grouproom convene session sign --yes --by RK
            as rkim convene session sign --yes
            section closed
            as grouproom convene attendance correct evening A1 --in \(Noon.clock(11)) --reason 'a test' --by LM
            section actors
            id -u grouproom
            convene events --since 0 --limit 1000 --json | grep -o '"actor":"[^"]*","\\(cause":[0-9]*,"\\)*member":"A1","session'
            """)
        #expect(
            sections["looks"] == "1\nAccount  grouproom, which several people share\nRoles    facilitator, supervisor\n"
                + "Staff    nobody, see 'convene staff list'\n")
        let refusal =
            "several people share the account grouproom, so say who you are: add --by INITIALS, or 'export "
            + "CONVENED_BY=INITIALS' once\nstatus 65\n"
        #expect(sections["unnamed"] == refusal + refusal)
        #expect(
            sections["unknown"]
                == "nobody who works here has the initials ZZ; 'convene staff list' shows everybody\nstatus 65\n")
        let named = sections["named"] ?? ""
        #expect(named.hasPrefix("Ada E. is in · Evening IOP"), "\(named)")
        let nothing = "you have made no entry within the last 24 hours that could be taken back"
        #expect(named.contains("\(nothing)\nstatus 65"), "\(named)")
        #expect(
            named.components(separatedBy: "Ada E. is in").count == 3 && named.contains("Evening IOP is running"),
            "\(named)")
        #expect(sections["notes"]?.contains("cake") == false && sections["notes"]?.contains("Ada Example") == true)
        let own = sections["own"] ?? ""
        #expect(own.contains("made a cake"), "\(own)")
        #expect(
            own.contains(
                "the account rkim isn't one that several people share, so it acts as itself: leave LM out\nstatus 65"),
            "\(own)")
        #expect(own.contains("Ada E. is already in"), "\(own)")
        let sign = sections["sign"] ?? ""
        #expect(
            sign.contains(
                "the account grouproom is shared, so nothing can be signed with it: log in with your own\nstatus 77"),
            "\(sign)")
        #expect(sign.contains("is closed: signed by RK"), "\(sign)")
        #expect(sections["closed"]?.contains("ask a supervisor to do it") == true, "\(sections["closed"] ?? "")")
        let actors = (sections["actors"] ?? "").split(separator: "\n")
        let uid = actors.first ?? ""
        #expect(actors.contains { $0.contains("\"actor\":\"uid:\(uid)/RK\"") }, "\(actors)")
        #expect(!actors.contains { $0.contains("\"actor\":\"uid:\(uid)\"") }, "\(actors)")
    }

    @Test func aTerminalAsksBeforeItsScreenIsTaken() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers("A1,Ada Example,1990-02-28,,,iop-adult,2026-01-05,evening\n")
        #expect(try daemon.convene("staff", "add", "RK", input: "name: Rae Example\n").status == 0)
        #expect(daemon.end() == 0)
        let configuration = try String(contentsOfFile: daemon.configuration, encoding: .utf8)
        try (configuration + "[roles]\nshared = [\"root\"]\n").write(
            toFile: daemon.configuration, atomically: true, encoding: .utf8)
        try daemon.start()

        let rollCall = try daemon.terminal("in")
        try rollCall.wait(for: "Who are you? Your initials:")
        try rollCall.type("rk\r")
        try rollCall.wait(for: "A: all 1")
        try rollCall.type("A")
        #expect(try rollCall.end() == 0)
        let board = try daemon.terminal("board")
        try board.wait(for: "Who are you? Your initials:")
        try board.type("RK\r")
        try board.wait(for: "● 1 in")
        try board.type("U")
        try board.wait(for: "○ 1 expected")
        try board.type("Q")
        #expect(try board.end() == 0)
        let events = try daemon.convene("events", "--since", "0", "--limit", "1000", "--json").output
        #expect(events.contains(#""actor":"uid:0/RK","member":"A1""#), "\(events)")
    }
}
