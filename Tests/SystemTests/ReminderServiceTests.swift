import ConvenedAPI
import Foundation
import Testing

/// Reminders as people and plugins ask for them, under a real daemon.
@Suite struct ReminderServiceTests {
    @Test func peopleAndPluginsAskForRemindersAndCancelThem() throws {
        let daemon = try DaemonProcess()
        let script = """
            PATH=\(Binaries.folder.path):$PATH
            { convene remind list; echo 'bring the form' | convene remind M1042 --at 23:59; convene remind list
              convene remind cancel "$(cat other)"; } > said 2>&1
            echo done > ended
            """
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("noon", named: "Noon Group")
        try daemon.importMembers("M1042,Ada Pepper,1988-04-02,,,iop-adult,2026-01-01,noon\n")
        let asked = try daemon.convene(
            "remind", "M1042", "--at", "23:58", "--about", "-", "--json", input: "call the court")
        #expect(asked.status == 0, "\(asked.all)")
        let number = try #require(asked.output.firstMatch(of: /"reminder":(\d+)/)?.output.1)
        try daemon.writePlugin(
            "asks", "echo \(number) > other\n" + script, manifest: "may = [\"reminders.schedule\"]\n")
        #expect(try daemon.convene("plugin", "reload").status == 0)
        try daemon.waitForPlugin("asks") { $0.plugin.state == "running" }
        try daemon.importPrograms("php")
        try daemon.waitForPlugin("asks") { $0.plugin.delivered >= 1 }
        let said = try String(contentsOfFile: daemon.pluginState("asks") + "/said", encoding: .utf8)
        #expect(said.hasPrefix("No reminder is to come.\n"), "\(said)")
        #expect(said.contains("about M1042: "), "\(said)")
        #expect(said.contains("bring the form") && !said.contains("call the court"), "\(said)")
        #expect(said.contains("no reminder \(number) is still to come"), "\(said)")
        let list = try daemon.convene("remind", "list", "M1042").output
        #expect(list.contains("call the court") && list.contains("plugin:asks"), "\(list)")
        #expect(try daemon.convene("remind", "cancel", String(number)).status == 0)
        #expect(try daemon.convene("remind", "cancel", String(number)).status == 65)
        let events = try daemon.convene("events", "--since", "0", "--limit", "1000", "--json").output
        #expect(events.contains("reminder.scheduled") && events.contains("reminder.cancelled"))
        #expect(!events.contains("the court") && !events.contains("the form"))
        #expect(daemon.end() == 0)
        let verified = try run(Binaries.convened, ["--config", daemon.configuration, "--verify"])
        #expect(verified.status == 0, "\(verified.all)")
    }
}
