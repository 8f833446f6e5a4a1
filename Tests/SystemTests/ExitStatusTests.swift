import Foundation
import Testing

/// How the real `convene` ends, and what it says where there is no daemon.
@Suite struct ExitStatusTests {
    private func convene(_ arguments: [String], socket: String = "/nonexistent/convened.sock") throws -> Run {
        try run(Binaries.convene, arguments, environment: ["CONVENED_SOCKET": socket])
    }

    @Test func withoutADaemonOneLineSaysHowToStartIt() throws {
        for arguments in [["ping"], ["today"], ["in", "M1042"], ["hours", "--json"], ["events", "--follow"]] {
            let run = try convene(arguments)
            #expect(run.status == 69, "\(arguments)")
            #expect(run.output == "")
            #expect(
                run.errors == "convened isn't answering at /nonexistent/convened.sock: start it with "
                    + "'systemctl start convened', or try 'convened --sample DIR'.\n")
        }
    }

    @Test(arguments: [
        ["frobnicate"], ["in", "--at"], ["member", "show"], ["session", "cancel", "evening@2026-11-23"],
        ["call", "io.convened.Service.Ping", "no JSON"],
    ])
    func wrongUsageIs64(arguments: [String]) throws {
        let run = try convene(arguments)
        #expect(run.status == 64)
        #expect(run.output == "" && run.errors != "")
    }

    @Test func anUnreadableFileIs66() throws {
        let run = try convene(["member", "import", "/nonexistent/roster.csv"])
        #expect(run.status == 66)
        #expect(run.errors == "/nonexistent/roster.csv can't be read: No such file or directory.\n")
    }

    @Test func everySubcommandHasHelp() throws {
        var left: [[String]] = [[]]
        var seen = 0
        while let command = left.popLast() {
            let help = try convene(command + ["--help"])
            #expect(help.status == 0, "\(command)")
            #expect(help.output.contains("USAGE: convene\(command.map { " " + $0 }.joined())"), "\(command)")
            seen += 1
            left += subcommands(help.output).map { command + [$0] }
        }
        #expect(seen > 40)
    }

    /// The first words of the lines below each heading that speaks of subcommands.
    private func subcommands(_ help: String) -> [String] {
        var names: [String] = []
        var within = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasSuffix("SUBCOMMANDS:") {
                within = true
            } else if !line.hasPrefix(" ") {
                within = false
            } else if within, line.hasPrefix("  "), !line.hasPrefix("   "), !line.hasPrefix("  See ") {
                names += line.split(separator: " ").prefix(1).map(String.init)
            }
        }
        return names
    }

    // MARK: JSON

    @Test func everyAnswerIsThereAsJSON() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers("A1,Ada Quillfeather,1990-02-28,,,iop-adult,2026-01-05,evening")
        let commands = [
            ["ping"], ["status"], ["today"], ["in", "A1"], ["in", "A1"], ["out", "A1"], ["undo"],
            ["session", "show"], ["session", "list"], ["session", "start"], ["session", "end"], ["hours"], ["alerts"],
            ["member", "list"], ["member", "show", "A1"], ["group", "list"], ["group", "show", "evening"],
            ["roster", "list", "evening"], ["program", "list"], ["program", "show", "iop-adult"], ["events"],
            ["plugin", "list"], ["introspect"], ["call", "io.convened.Service.Ping"],
        ]
        for command in commands {
            let run = try convene(command + ["--json"], socket: daemon.socket)
            #expect(run.status == 0, "\(command): \(run.all)")
            #expect(run.output.split(separator: "\n").count == 1, "\(command)")
            #expect(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) is [String: Any], "\(command)")
        }
        let refused = try convene(["in", "A9", "--json"], socket: daemon.socket)
        #expect(refused.status == 65)
        let failure = try JSONSerialization.jsonObject(with: Data(refused.errors.utf8)) as? [String: Any]
        #expect(failure?["error"] as? String == "io.convened.Members.NoSuchMember")
        #expect((failure?["parameters"] as? [String: Any])?["nearest"] as? [String] == ["A1"])
    }

    @Test func eventsAreFollowed() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        let followed = Pipe()
        let follower = Process()
        follower.executableURL = URL(fileURLWithPath: Binaries.convene)
        follower.arguments = ["events", "--follow", "--since", "0", "--json", "--socket", daemon.socket]
        follower.environment = [:]
        follower.standardOutput = followed
        try follower.run()
        defer {
            kill(follower.processIdentifier, SIGKILL)
            follower.waitUntilExit()
        }
        var text = String(decoding: followed.fileHandleForReading.availableData, as: UTF8.self)
        #expect(text.contains("program.defined") || text.contains("site.founded"))
        try daemon.addGroup("evening", named: "Evening IOP")
        while !text.contains("session.opened") {
            let more = followed.fileHandleForReading.availableData
            try #require(!more.isEmpty, "\(text)")
            text += String(decoding: more, as: UTF8.self)
        }
        #expect(text.contains("group.added"))
    }
}
