import ConvenedAPI
import Foundation
import Testing

/// What a monitoring system collects, read by the parsers of Prometheus itself.
@Suite struct MetricsTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers(
            "A1,Zephyrine Quillfeather,1990-02-28,zephyrine@example.org,email,iop-adult,2026-01-05,evening")
        #expect(try daemon.convene("in", "A1").status == 0)
        #expect(try daemon.convene("in", "A9").status == 65)
    }

    private struct Family: Decodable {
        struct Sample: Decodable {
            let name: String
            let labels: [String: String]
            let value: Double
        }

        let name: String
        let type: String
        let unit: String
        let help: String
        let samples: [Sample]
    }

    private func parse(_ text: String) throws -> [String: Family] {
        let python = try #require(
            ProcessInfo.processInfo.environment["CONVENED_TEST_PYTHON"],
            "CONVENED_TEST_PYTHON isn't set: it names a Python that has prometheus_client, and Tests/run sets it.")
        let run = try run(python, [Binaries.checkout + "/Tests/Tools/open-metrics.py"], input: text)
        try #require(run.status == 0, "\(run.errors)\n\(text)")
        let families = try JSONDecoder().decode([Family].self, from: Data(run.output.utf8))
        return Dictionary(families.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func value(_ families: [String: Family], _ name: String, _ labels: [String: String] = [:]) -> Double? {
        families[name]?.samples.first { $0.labels == labels }?.value
    }

    @Test func othersReadWhatIsWritten() throws {
        let text = try daemon.convene("metrics")
        try #require(text.status == 0 && text.output.hasSuffix("# EOF\n"), "\(text.all)")
        let families = try parse(text.output)
        for family in families.values {
            #expect(family.help.hasSuffix("."), "\(family.name)")
            #expect(family.unit.isEmpty || family.name.hasSuffix("_" + family.unit), "\(family.name)")
            let suffix = family.type == "counter" ? "_total" : ""
            #expect(family.samples.allSatisfy { $0.name == family.name + suffix }, "\(family.name)")
        }
        #expect(value(families, "convened_up") == 1)
        #expect(value(families, "convened_members_present") == 1)
        #expect(value(families, "convened_sessions", ["state": "open"]) == 1)
        #expect(value(families, "convened_sessions", ["state": "running"]) == 0)
        #expect(value(families, "convened_commands", ["result": "refused"]) == 1)
        #expect((value(families, "convened_commands", ["result": "done"]) ?? 0) >= 4)
        #expect((value(families, "convened_commands_seconds") ?? 0) > 0)
        #expect((value(families, "convened_cpu_seconds") ?? 0) > 0)
        #expect((value(families, "convened_ledger_bytes") ?? 0) > 0)
        let events = try daemon.convene("events", "--since", "0", "--limit", "1000").output.split(separator: "\n")
        #expect(value(families, "convened_events").map { Int($0) >= events.count - 1 } == true)
        let started = try #require(value(families, "convened_start_time_seconds"))
        #expect(abs(started - Date().timeIntervalSince1970) < 600)
        let standings = try #require(families["convened_members_standing"]).samples
        #expect(standings.map(\.value).reduce(0, +) == 1 && standings.count == 9)
        for secret in ["Quillfeather", "Zephyrine", "A1", "example.org", "evening", "Evening"] {
            #expect(!text.output.contains(secret), "\(secret)")
        }
    }

    @Test func pluginsAreAmongThem() throws {
        try daemon.writePlugin("counter", "cat > /dev/null")
        try daemon.importPrograms("php")
        #expect(try daemon.convene("plugin", "reload").status == 0)
        try daemon.waitForPlugin("counter") { $0.plugin.state == "running" }
        try daemon.importPrograms("step-down")
        try daemon.waitForPlugin("counter") { $0.plugin.delivered == 1 }
        let families = try parse(daemon.convene("metrics").output)
        let plugin = ["plugin": "counter"]
        #expect(value(families, "convened_plugin_running", plugin) == 1)
        #expect(value(families, "convened_plugin_deliveries", plugin) == 1)
        #expect(value(families, "convened_plugin_parked", plugin) == 0)
    }

    @Test func theProtocolSaysTheSame() throws {
        let json = try daemon.convene("metrics", "--json")
        let reply = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        let metrics = try #require(reply?["metrics"] as? [[String: Any]])
        let families = try parse(try daemon.convene("metrics").output)
        let named = metrics.filter { ($0["samples"] as? [Any])?.isEmpty == false }.compactMap { $0["name"] as? String }
        #expect(Set(named + ["convened_up"]) == Set(families.keys))
    }

    @Test func theCollectorsFileIsReplacedAtOnce() throws {
        let file = daemon.folder.appendingPathComponent("convened.prom").path
        #expect(try daemon.convene("metrics", "--output", "convened.txt").status == 64)
        #expect(try daemon.convene("metrics", "--output", "/nonexistent/convened.prom").status == 73)
        #expect(try daemon.convene("metrics", "--output", file).status == 0)
        let first = try String(contentsOfFile: file, encoding: .utf8)
        #expect(value(try parse(first), "convened_up") == 1)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        // Whoever has the old file open reads it to its end.
        let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        daemon.end()
        let silent = try daemon.convene("metrics", "--output", file)
        #expect(silent.status == 69 && silent.errors.contains("isn't answering"))
        #expect(try reader.readToEnd() == Data(first.utf8))
        let second = try parse(try String(contentsOfFile: file, encoding: .utf8))
        #expect(value(second, "convened_up") == 0 && second.count == 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: daemon.folder.path)
        #expect(files.filter { $0.hasPrefix("convened.prom") } == ["convened.prom"])
    }

    @Test func theLastBackupsTimeIsAmongThem() throws {
        let backups = daemon.folder.appendingPathComponent("backups").path
        #expect(try parse(daemon.convene("metrics").output)["convened_last_backup_time_seconds"] == nil)
        daemon.end()
        let configuration = try String(contentsOfFile: daemon.configuration, encoding: .utf8)
            .replacingOccurrences(of: "[service]\n", with: "[service]\nbackups = \"\(backups)\"\n")
        try Data(configuration.utf8).write(to: URL(fileURLWithPath: daemon.configuration))
        try daemon.start()
        #expect(try daemon.convene("backup", "--into", backups).status == 0)
        let time = try #require(value(parse(daemon.convene("metrics").output), "convened_last_backup_time_seconds"))
        #expect(abs(time - Date().timeIntervalSince1970) < 600)
        #expect(try daemon.convene("doctor").output.contains("✓ Backup"))
    }
}
