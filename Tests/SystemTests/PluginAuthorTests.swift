import Foundation
import Testing

/// What somebody does who writes a plugin, without a daemon.
@Suite struct PluginAuthorTests {
    private func convene(_ folder: URL, _ arguments: String..., input: String = "") throws -> Run {
        let command = ([Binaries.convene] + arguments).map { "'\($0)'" }.joined(separator: " ")
        return try run(
            "/bin/sh", ["-c", "cd '\(folder.path)' && exec \(command)"], environment: ["TMPDIR": folder.path],
            input: input)
    }

    @Test(arguments: ["sh", "python"]) func aNewPluginWorksAtOnce(language: String) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try convene(folder, "plugin", "new", "first", "--language", language).status == 0)
        let again = try convene(folder, "plugin", "new", "first", "--language", language)
        #expect(again.status == 73)
        #expect(again.errors == "There is a first here already: choose another name.\n")
        let tried = try convene(folder, "plugin", "test", "./first")
        #expect(tried.status == 0, "\(tried.all)")
        #expect(tried.output.contains("hello: attendance.checked_in"), "\(tried.all)")
        #expect(tried.output.contains("exit status 0, after "))
        #expect(tried.output.hasSuffix("Next\n  the event is done, and the next one follows\n"))
        let other = try convene(folder, "plugin", "test", "./first", "--event", "session.opened")
        #expect(other.output.hasPrefix("It doesn't hear session.opened"), "\(other.all)")
        let sample = try convene(folder, "events", "sample", "hours.at_risk")
        let piped = try convene(folder, "plugin", "test", "./first", "--from-file", "-", input: sample.output)
        #expect(piped.output.contains("hello: hours.at_risk"), "\(piped.all)")
        let manifest = folder.appendingPathComponent("first/plugin.toml")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        try text.replacingOccurrences(of: "\"hello\"", with: "\"\"").write(
            to: manifest, atomically: true, encoding: .utf8)
        let stopped = try convene(folder, "plugin", "test", "./first")
        #expect(stopped.status == 1)
        #expect(stopped.output.contains("the plugin stops with it until an operator says"), "\(stopped.all)")
        try (text + "colour = 3\n[other]\n").write(to: manifest, atomically: true, encoding: .utf8)
        let wrong = try convene(folder, "plugin", "test", "./first")
        #expect(wrong.status == 78)
        #expect(wrong.errors.contains("plugin.toml line "), "\(wrong.all)")
    }

    @Test func personalFieldsAreThoseOfAnInventedPerson() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try convene(folder, "plugin", "new", "knows").status == 0)
        let manifest = folder.appendingPathComponent("knows/plugin.toml")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        let fields = "fields = [\"member.name\", \"member.contact\"]\nchannels = [\"email\"]\n"
        try text.replacingOccurrences(of: "run =", with: fields + "run =").write(
            to: manifest, atomically: true, encoding: .utf8)
        let tried = try convene(folder, "plugin", "test", "./knows")
        #expect(tried.output.contains(#""name":"Sample Person""#), "\(tried.all)")
        #expect(tried.output.contains("sample.person@example.org"))
        #expect(!tried.output.contains("555-0100"))
    }

    @Test func everyTypeHasASampleAndASchema() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try convene(folder, "events", "schema")
        let schema = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let types = try #require(schema?["oneOf"] as? [[String: Any]]).compactMap { $0["title"] as? String }
        #expect(types.count > 60)
        for type in ["hours.at_risk", "alert.escalated", "attendance.checked_in", "week.closed"] {
            let sample = try convene(folder, "events", "sample", type)
            let event = try JSONSerialization.jsonObject(with: Data(sample.output.utf8)) as? [String: Any]
            #expect(event?["type"] as? String == type)
            #expect(types.contains(type))
        }
        let unknown = try convene(folder, "events", "sample", "hours.lost")
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("hours.at_risk"), "\(unknown.all)")
    }

    @Test func anEventOfTheLedgerCanBeTried() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try convene(folder, "plugin", "new", "first").status == 0)
        let tried = try convene(folder, "plugin", "test", "./first", "--live", "1", "--socket", daemon.socket)
        #expect(tried.output.contains("hello: site.founded"), "\(tried.all)")
        let none = try convene(folder, "plugin", "test", "./first", "--live", "99999", "--socket", daemon.socket)
        #expect(none.status == 65, "\(none.all)")
        let away = try convene(folder, "plugin", "test", "./first", "--live", "1", "--socket", "/nowhere")
        #expect(away.status == 69, "\(away.all)")
    }
}
