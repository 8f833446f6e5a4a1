import Foundation
import Testing

/// What the real daemon says about its configuration, and that two of them can't have the same clinic.
@Suite struct ConfigurationTests {
    private func convened(_ arguments: String...) throws -> Run {
        try run(Binaries.convened, arguments)
    }

    private func check(_ text: String) throws -> Run {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("convened.toml").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return try convened("--check-config", "--config", file)
    }

    private static func measure(_ range: String) -> String {
        "[[measures]]\nid = \"craving\"\nbetter = \"lower\"\n\(range)\nname = \"Craving\"\n"
    }

    @Test func whatShipsIsRight() throws {
        let run = try convened("--check-config", "--config", Binaries.checkout + "/config/convened.toml")
        #expect(run.status == 0, "\(run.all)")
        #expect(run.output == Binaries.checkout + "/config/convened.toml is right\n")
    }

    @Test func theCommandThatTheFileNamesChecksIt() throws {
        let file = Binaries.checkout + "/config/convened.toml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let command = try #require(text.firstMatch(of: /`convened (.+) FILE`/)).1
        let run = try run(Binaries.convened, command.split(separator: " ").map(String.init) + [file])
        #expect(run.status == 0 && run.output == file + " is right\n", "\(run.all)")
    }

    @Test(arguments: [
        ("colour = 1\n", "line 3: ", "colour"),
        ("[colours]\n", "line 3: ", "colours"),
        ("[limits]\nconnections = 0\n", "line 4: ", "connections"),
        ("[limits]\nconnections = \"many\"\n", "line 4: ", "connections"),
        ("\n[service]\nsocket = \"convened.sock\"\n", "line 5: ", "socket"),
        ("first_weekday = \"someday\"\n", "line 3: ", "first_weekday"),
        ("[schedule]\nopens_before = \"soon\"\n", "line 4: ", "opens_before"),
        ("[schedule\n", "line 3: ", "table header"),
        (measure("lowest = 5\nhighest = 5"), "line 7: ", "highest"),
        (measure("lowest = 5\nhighest = 9\nalert = 4"), "line 8: ", "alert"),
        (measure("lowest = 5\nhighest = 9\ncolour = 4"), "line 8: ", "colour"),
        (measure("highest = 5"), "line 3: ", "lowest"),
        (measure("lowest = 0\nhighest = 9") + measure("lowest = 0\nhighest = 9"), "line 10: ", "another measure"),
        (measure("lowest = 0\nhighest = 9").replacing("\"lower\"", with: "\"smaller\""), "line 5: ", "better"),
    ])
    func whatIsWrongIsNamedByLine(text: String, line: String, key: String) throws {
        let run = try check("[site]\nzone = \"UTC\"\n" + text)
        #expect(run.status == 78, "\(run.all)")
        #expect(run.output == "")
        #expect(run.errors.contains("convened.toml \(line)") && run.errors.contains(key), "\(run.errors)")
    }

    @Test func everythingThatIsWrongIsSaidAtOnce() throws {
        let run = try check("[site]\nzone = \"UTC\"\ncolour = 1\n[limits]\nconnections = 0\nstreams = 0\n")
        for line in ["line 3: ", "line 5: ", "line 6: "] { #expect(run.errors.contains(line), "\(run.errors)") }
    }

    @Test func theZoneIsNeeded() throws {
        #expect(try check("[site]\nname = \"Clinic\"\n").status == 78)
        #expect(try check("[site]\nzone = \"Mars/Olympus\"\n").status == 78)
        #expect(try convened("--config", "/nonexistent/convened.toml").status == 66)
    }

    @Test func twoDaemonsCantHaveOneSocket() throws {
        let daemon = try DaemonProcess()
        let other = try start(daemon, changing: "ledger.db", to: "other.db")
        #expect(other.status == 73)
        #expect(other.errors.contains("Another process answers on \(daemon.socket) already."), "\(other.errors)")
        #expect(try daemon.convene("ping").status == 0)
    }

    /// The second would write beside the first one.
    @Test func twoDaemonsCantHaveOneLedger() throws {
        let daemon = try DaemonProcess()
        let other = try start(daemon, changing: "convened.sock", to: "other.sock")
        #expect(other.status == 73)
        #expect(other.errors.contains("\(daemon.ledger) is in use by another convened"), "\(other.errors)")
        #expect(try daemon.convene("ping").status == 0)

        #expect(daemon.end() == 0)
        try daemon.start()
    }

    @Test func aLedgerKeepsItsZone() throws {
        let daemon = try DaemonProcess()
        // As long as nothing is in it, it would take on the new one.
        try daemon.importPrograms("iop-adult")
        #expect(daemon.end() == 0)
        let other = try start(daemon, changing: "zone = \"\(Noon.zone)\"", to: "zone = \"Asia/Kathmandu\"")
        #expect(other.status == 78)
        #expect(other.errors.contains("belongs to a site in \(Noon.zone)"), "\(other.errors)")
    }

    /// What the next start would refuse isn't accepted now.
    @Test(arguments: [
        ("zone = \"\(Noon.zone)\"", "zone = \"Asia/Kathmandu\""),
        ("[site]\n", "[site]\nfirst_weekday = \"wednesday\"\n"),
    ])
    func aReloadRefusesWhatAStartWould(text: String, other: String) throws {
        let daemon = try DaemonProcess()
        let configuration = try String(contentsOfFile: daemon.configuration, encoding: .utf8)
        let changed = configuration.replacing(text, with: other)
        try #require(changed != configuration)
        let file = URL(fileURLWithPath: daemon.configuration)
        // As long as nothing is in it, the next start takes it on.
        try Data(changed.utf8).write(to: file)
        let fresh = try daemon.convene("reload")
        #expect(fresh.status == 0 && fresh.output.contains("in [site] takes a restart"), "\(fresh.all)")
        try Data(configuration.utf8).write(to: file)
        try daemon.importPrograms("iop-adult")

        try Data(changed.utf8).write(to: file)
        let refused = try daemon.convene("reload")
        #expect(refused.status == 65, "\(refused.all)")
        #expect(daemon.end() == 0)
        let start = try run("/usr/bin/timeout", ["20", Binaries.convened, "--config", daemon.configuration])
        #expect(start.status == 78)
        let sentence = "belongs to a site in \(Noon.zone) whose week begins on sunday; the configuration says "
        #expect(start.errors.contains(sentence) && refused.errors.contains(sentence), "\(refused.all)\(start.all)")
    }

    /// Starts a daemon that is expected to refuse, on a daemon's configuration with one thing changed.
    private func start(_ daemon: DaemonProcess, changing text: String, to other: String) throws -> Run {
        let configuration = try String(contentsOfFile: daemon.configuration, encoding: .utf8)
        let file = daemon.folder.appendingPathComponent("other.toml")
        try Data(configuration.replacing(text, with: other).utf8).write(to: file)
        return try run("/usr/bin/timeout", ["20", Binaries.convened, "--config", file.path])
    }
}
