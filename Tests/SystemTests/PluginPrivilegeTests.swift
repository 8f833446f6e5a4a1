import ConvenedAPI
import Foundation
import Testing
import Varlink

/// What plugins may know and ask for, from the manifest to the ledger, under a real daemon.
@Suite struct PluginPrivilegeTests {
    @Test func grantsAreRootsToGiveAndStandInTheLedger() throws {
        let daemon = try DaemonProcess()
        try daemon.writePlugin("knows", "cat > event", manifest: "fields = [\"member.name\"]\n")
        #expect(try daemon.convene("plugin", "reload").status == 0)
        let waiting = try daemon.waitForPlugin("knows") { $0.plugin.state == "waiting" }
        #expect(waiting.fields == [.init(field: "member.name", granted: false)])
        #expect(waiting.plugin.reason?.contains("convene plugin grant knows member.name") == true)
        try daemon.importPrograms("iop-adult")
        #expect(try daemon.convene("plugin", "grant", "knows", "member.shoe").status == 65)
        #expect(try daemon.convene("plugin", "grant", "knows", "member.born").status == 65)
        #expect(try daemon.convene("plugin", "grant", "nobody", "member.name").status == 65)
        for _ in 1...2 {
            #expect(try daemon.convene("plugin", "grant", "knows", "member.name", "--key", "g").status == 0)
        }
        let shown = try daemon.waitForPlugin("knows") { $0.plugin.delivered == 1 }
        #expect(shown.fields.first?.by == "uid:0")
        let events = try daemon.convene("events", "--since", "0", "--limit", "1000", "--json").output
        #expect(events.components(separatedBy: "\"plugin.granted\"").count == 2)
        #expect(try daemon.convene("plugin", "revoke", "knows", "member.name").status == 0)
        try daemon.waitForPlugin("knows") { $0.plugin.state == "waiting" }
        #expect(daemon.end() == 0)
        let verified = try run(Binaries.convened, ["--config", daemon.configuration, "--verify"])
        #expect(verified.status == 0, "\(verified.all)")
    }

    @Test func aPluginMayCallWhatItsManifestSaysAndNothingElse() throws {
        let daemon = try DaemonProcess()
        // Over the inherited connection, several times, and by the socket's path, with and without its mark, and from far
        // below.
        let script = """
            PATH=\(Binaries.folder.path):$PATH
            { convene ping; convene alerts; convene status; } > said 2>&1; echo "$?" > status
            convene plugin list > list 2>&1; echo "$?" >> status
            convene --socket \(daemon.socket) plugin list > path 2>&1; echo "$?" >> status
            setsid -w convene status --socket \(daemon.socket) >> path 2>&1; echo "$?" >> status
            env -i "$(command -v convene)" status --socket \(daemon.socket) >> path 2>&1; echo "$?" >> status
            /usr/bin/python3 -Ic 'import os, sys
            for _ in range(300):
                child = os.fork()
                if child: os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            os.execvp("convene", sys.argv[1:])' convene status --socket \(daemon.socket) > hidden 2>&1
            echo "$?" >> status
            """.replacingOccurrences(
                of: "convene --socket \(daemon.socket) plugin list",
                with: "convene plugin list --socket \(daemon.socket)")
        try daemon.writePlugin("asks", script, manifest: "may = [\"alerts.read\"]\n")
        #expect(try daemon.convene("plugin", "reload").status == 0)
        try daemon.waitForPlugin("asks") { $0.plugin.state == "running" }
        try daemon.importPrograms("iop-adult")
        let shown = try daemon.waitForPlugin("asks") { $0.plugin.delivered == 1 && $0.refusedCalls >= 5 }
        let state = daemon.pluginState("asks")
        let said = try String(contentsOfFile: state + "/said", encoding: .utf8)
        #expect(said.contains("PONG"))
        #expect(said.contains("No alert is open."))
        #expect(said.contains("the plugin asks may not call io.convened.Service.Status"), "\(said)")
        let status = try String(contentsOfFile: state + "/status", encoding: .utf8)
        #expect(status == "77\n77\n77\n77\n77\n77\n")
        let hidden = try String(contentsOfFile: state + "/hidden", encoding: .utf8)
        #expect(hidden.contains("can't tell which plugin has started it"), "\(hidden)")
        #expect(shown.may == ["alerts.read"])
        #expect(daemon.end() == 0)
        #expect(daemon.errors.contains("plugin asks may not call io.convened.Plugins.List"))
        #expect(daemon.errors.contains("an unknown plugin may not call io.convened.Service.Status"))
    }

    @Test func whatAPluginDoesIsItsOwn() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers("A1,Ada Example,1990-02-28,,,iop-adult,2026-01-05,evening\n")
        try daemon.writePlugin(
            "scanner", "PATH=\(Binaries.folder.path):$PATH convene in A1 > said 2>&1",
            manifest: "fields = [\"member.name\"]\nmay = [\"attendance.record\"]\n")
        #expect(try daemon.convene("plugin", "reload").status == 0)
        #expect(try daemon.convene("plugin", "grant", "scanner", "member.name").status == 0)
        try daemon.waitForPlugin("scanner") { $0.plugin.state == "running" }
        try daemon.importPrograms("php")
        try daemon.waitForPlugin("scanner") { $0.plugin.delivered == 1 }
        let events = try daemon.convene("events", "--since", "0", "--limit", "1000", "--json").output
        #expect(events.contains("plugin:scanner"))
        #expect(daemon.end() == 0)
    }
}
