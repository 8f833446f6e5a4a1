import Foundation
import Testing

/// Setting up a clinic from nothing, with a real daemon that is started when setup says so.
@Suite final class SetupTests {
    private let folder: URL
    private var daemon: Process?

    init() throws {
        folder = try temporaryFolder()
    }

    deinit {
        if let daemon {
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    private var configuration: String { folder.appendingPathComponent("convened.toml").path }

    private func startDaemon() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binaries.convened)
        process.arguments = ["--config", configuration]
        process.environment = ["LANG": "C.UTF-8"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        daemon = process
    }

    private func convene(_ arguments: String..., input: String = "") throws -> Run {
        let socket = folder.appendingPathComponent("convened.sock").path
        return try run(Binaries.convene, arguments, environment: ["CONVENED_SOCKET": socket], input: input)
    }

    @Test func fromNothingToTheFirstGroupAtATerminal() throws {
        let terminal = try TerminalSession(Binaries.convene, ["setup", "--config", configuration])
        try terminal.wait(for: "The clinic's name [Our Clinic]:")
        try terminal.type("Harbour Clinic\r")
        try terminal.wait(for: "Its time zone [")
        try terminal.type("Mars/Olympus\r")
        try terminal.wait(for: "This machine knows no such time zone")
        try terminal.type("America/New_York\r")
        try terminal.wait(for: "The day on which its week begins [sunday]:")
        try terminal.type("\r")
        try terminal.wait(for: "Waiting for it…")
        let written = try String(contentsOfFile: configuration, encoding: .utf8)
        #expect(written.contains("name = \"Harbour Clinic\"") && written.contains("zone = \"America/New_York\""))
        try startDaemon()
        try terminal.wait(for: "The first program, or none [iop-adult]:")
        try terminal.type("\r")
        try terminal.wait(for: "The first group's identifier, or none [evening-iop]:")
        try terminal.type("\r")
        try terminal.wait(for: "What the staff call the group [Evening IOP]:")
        try terminal.type("\r")
        try terminal.wait(for: "What it is called in front of others")
        try terminal.type("\r")
        try terminal.wait(for: "[mon,wed,fri 18:00 3h]:")
        try terminal.type("every day\r")
        try terminal.wait(for: "Write it like mon,wed,fri 18:00 3h")
        try terminal.type("\r")
        try terminal.wait(for: "How many members it takes, or none for no limit [12]:")
        try terminal.type("8\r")
        #expect(try terminal.end() == 0)
        #expect(try terminal.screen().text.contains("✓ The group evening-iop is made: Evening IOP"))
        #expect(try convene("group", "list").output.contains("0 of 8"))

        // Once more: everything is there, and Enter alone adds nothing.
        let again = try TerminalSession(Binaries.convene, ["setup", "--config", configuration])
        try again.wait(for: "✓ Programs there already: iop-adult.")
        try again.type("\r")
        try again.wait(for: "The first group's identifier, or none [none]:")
        try again.type("\r")
        #expect(try again.end() == 0)
        #expect(try convene("group", "list", "--json").output.components(separatedBy: "\"group\":").count == 2)
        #expect(try String(contentsOfFile: configuration, encoding: .utf8) == written)
    }

    @Test func unattendedAndRepeatedlyWithoutOverwriting() throws {
        let answers = folder.appendingPathComponent("answers")
        let example = try convene("setup", "--example")
        #expect(example.status == 0 && example.output.contains("\nfirst-weekday: sunday\n"))
        let text = "site: Harbour Clinic\nzone: Etc/GMT+5\nfirst-weekday: monday\ngroup: day-php\nprogram: php\n"
        try Data((text + "meets: mon,tue 09:00 5h; sat 10:00 2h\ncapacity: none\n").utf8).write(to: answers)

        let file =
            "# mine\n[site]\nzone = \"Etc/GMT+5\"\nname = \"Mine\"\n[service]\nsocket = \"\(folder.path)/convened.sock\"\n"
        let rest = "ledger = \"\(folder.path)/ledger.db\"\n[plugins]\nstate = \"\(folder.path)/state\"\nfolders = []\n"
        try Data((file + rest).utf8).write(to: URL(fileURLWithPath: configuration))
        // Started beforehand, so that nobody waits: the configuration is somebody's own and stays.
        try startDaemon()
        let deadline = Date() + 20
        while try convene("ping").status != 0, Date() < deadline {}
        for attempt in 1...2 {
            let run = try convene("setup", "--config", configuration, "--answers", answers.path)
            #expect(run.status == 0, "\(run.all)")
            #expect(run.output.contains("✓ The site is Mine, in the time zone Etc/GMT+5."))
            #expect(run.output.contains("the answers about the site aren't used"))
            let made = attempt == 1 ? "is made" : "is there already and stays as it is"
            #expect(
                run.output.contains("✓ The program php \(made)") && run.output.contains("✓ The group day-php \(made)"))
        }
        #expect(try String(contentsOfFile: configuration, encoding: .utf8) == file + rest)
        let groups = try convene("group", "list")
        #expect(groups.output.contains("day-php"))
    }

    @Test func whatIsWrongIsSaidAndNothingIsMade() throws {
        let unknown = try convene("setup", "--config", configuration, "--answers", "-", input: "site: A\nzone: Mars\n")
        #expect(
            unknown.status == 65 && unknown.errors.hasPrefix("standard input:2: This machine knows no such time zone"))
        let silent = try convene("setup", "--config", configuration)
        #expect(silent.status == 64 && silent.errors.contains("--answers FILE"))
        #expect(!FileManager.default.fileExists(atPath: configuration))
        let nowhere = try convene(
            "setup", "--config", "/proc/nowhere/convened.toml", "--answers", "-", input: "site: A\n")
        #expect(nowhere.status == 73, "\(nowhere.all)")
    }
}
