import ConvenedAPI
import Foundation
import Testing

/// The accounting of disclosures: who was shown what of whom, kept before it is shown.
@Suite struct DisclosureTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers(
            """
            A1,Ada Example,1990-02-28,ada@example.org,email,iop-adult,2026-01-05,evening
            A2,Ben Example,1991-03-01,,,iop-adult,2026-01-05,evening
            A3,Cora Example,1992-04-02,,,iop-adult,2026-01-05,

            """)
    }

    /// What the list of a member's disclosures has, without the times.
    private func disclosures(of member: String) throws -> [String] {
        let run = try daemon.convene("member", "disclosures", member)
        try #require(run.status == 0, "\(run.all)")
        return run.output.split(separator: "\n").dropFirst().map { line in
            line.dropFirst("2026-11-26 18:00".count).split(separator: "  ").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            .filter { !$0.isEmpty }.joined(separator: " | ")
        }
    }

    private func look(_ arguments: [String]) throws -> Int32 {
        try run(Binaries.convene, arguments, environment: ["CONVENED_SOCKET": daemon.socket]).status
    }

    private func types() throws -> [String] {
        let events = try daemon.convene("events", "--since", "0", "--limit", "1000", "--json").output
        return events.matches(of: /"type":"([a-z_.]*)"/).map { String($0.output.1) }
    }

    @Test func whatShowsAMemberIsKeptOfEverybodyWhoIsNamed() throws {
        #expect(try daemon.convene("member", "disclosures", "A1").output == "Nothing about A1 was shown to anybody.\n")
        #expect(try daemon.convene("in", "A2").status == 0)
        let looks: [[String]] = [
            ["member", "show", "A1"], ["enrolment", "show", "A1"], ["report", "member", "A1"],
            ["report", "extract", "A1", "--json"], ["report", "sheet", "evening"], ["report", "week", "--csv"],
            ["report", "month", "--month", Noon.month], ["report", "group", "evening"],
        ]
        for arguments in looks { #expect(try look(arguments) == 0, "\(arguments)") }
        let sheet = "sheet of \(daemon.session("evening")) | uid:0 | uid:0 | 1"
        #expect(
            try disclosures(of: "A1") == [
                "the record | uid:0 | uid:0 | –", "stays and levels of care | uid:0 | uid:0 | –",
                "report of the stay | uid:0 | uid:0 | –", "the member's extract | uid:0 | uid:0 | –", sheet,
                "hours of a week | uid:0 | uid:0 | 2", "hours of a month | uid:0 | uid:0 | 2",
            ])
        #expect(
            try disclosures(of: "A2") == [
                sheet, "hours of a week | uid:0 | uid:0 | 2", "hours of a month | uid:0 | uid:0 | 2",
            ])
        #expect(try disclosures(of: "A3").count == 2)
        // A report of a group names nobody, and is an export all the same.
        #expect(try types().count { $0 == "record.disclosed" } == looks.count)

        // Who works from day to day, and who is refused, discloses nothing.
        for arguments in [["hours"], ["today"], ["who"], ["member", "list"], ["member", "disclosures", "A1"]] {
            #expect(try look(arguments) == 0)
        }
        #expect(try daemon.convene("member", "show", "Z9").status == 65)
        #expect(try types().count { $0 == "record.disclosed" } == looks.count)

        #expect(try daemon.convene("staff", "add", "RK", "--account", "root", input: "name: Rae Example\n").status == 0)
        #expect(try daemon.convene("member", "show", "A3").status == 0)
        #expect(try disclosures(of: "A3").last == "the record | RK | uid:0 | –")
        #expect(daemon.end() == 0)
        let verified = try run(Binaries.convened, ["--config", daemon.configuration, "--verify"])
        #expect(verified.status == 0, "\(verified.all)")
    }

    @Test func aPluginThatLooksAtEachEventMakesNoneForEver() throws {
        for (name, events) in [("nosy", "*"), ("nosier", "record.*"), ("fussy", "*")] {
            try daemon.writePlugin(
                name, "PATH=\(Binaries.folder.path):$PATH; convene member show A1 > said 2>&1; cat >> heard",
                manifest: "fields = [\"member.name\", \"member.born\", \"member.contact\"]\nmay = [\"members.read\"]\n",
                events: events)
        }
        #expect(try daemon.convene("plugin", "reload").status == 0)
        for name in ["nosy", "nosier", "fussy"] {
            for field in ["member.name", "member.born", "member.contact"] {
                #expect(try daemon.convene("plugin", "grant", name, field).status == 0)
            }
            try daemon.waitForPlugin(name) { $0.plugin.state == "running" }
        }
        #expect(try daemon.convene("in", "A1").status == 0)
        // Each of the two looks once, and the third once at each of these looks, but not at its own.
        try daemon.waitForPlugin("nosier") { $0.plugin.delivered >= 2 && $0.plugin.lag == 0 }
        try daemon.waitForPlugin("nosy") { $0.plugin.lag == 0 }
        let looks = try disclosures(of: "A1")
        #expect(looks.contains("the record | plugin:nosy | plugin:nosy | –"), "\(looks)")
        #expect(looks.contains("the record | plugin:nosier | plugin:nosier | –"), "\(looks)")
        let again = try disclosures(of: "A1")
        #expect(again == looks)
    }
}
