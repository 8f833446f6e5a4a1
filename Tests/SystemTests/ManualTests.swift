import Foundation
import Systemd
import Testing

/// The manual pages and the message catalog, held against the programs and against those who show them.
@Suite final class ManualTests {
    private let folder: URL

    /// Writes them as the installation does.
    init() throws {
        folder = try temporaryFolder()
        let tool = Binaries.folder.appendingPathComponent("convened-manual").path
        let run = try run(tool, ["--date", "2026-11-26", folder.path])
        try #require(run.status == 0, "\(run.all)")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var pages: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter {
                $0.lastPathComponent.hasPrefix("man")
            }.flatMap { try FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) }
        }
    }

    private func shown(_ page: String) throws -> String {
        let run = try run(
            "/usr/bin/man", ["-l", "-Tutf8", folder.path + "/" + page],
            environment: ["LANG": "C.UTF-8", "MANWIDTH": "200", "GROFF_NO_SGR": "1", "PATH": "/usr/bin:/bin"])
        // What is bold is struck twice.
        return run.output.replacing(/.\u{8}/, with: "")
    }

    @Test func noPageIsComplainedOf() throws {
        let pages = try pages
        #expect(pages.count > 35)
        for page in pages {
            let lint = try run("/usr/bin/mandoc", ["-Tlint", "-W", "warning", page.path])
            #expect(lint.status == 0 && lint.all == "", "\(lint.all)")
            let man = try run(
                "/usr/bin/man", ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page.path],
                environment: ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"])
            #expect(man.status == 0 && man.errors == "", "\(page.lastPathComponent): \(man.errors)")
        }
    }

    /// Every command and every option that the program knows of has its place, and so has every example.
    @Test func thePagesSayWhatThePrograms() throws {
        for (program, main) in [(Binaries.convene, "man1/convene.1"), (Binaries.convened, "man8/convened.8")] {
            let dump = try JSONSerialization.jsonObject(
                with: Data(run(program, ["--experimental-dump-help"]).output.utf8))
            let root = try #require((dump as? [String: Any])?["command"] as? [String: Any])
            for command in Self.commands(of: root) {
                let name = try #require(command["commandName"] as? String)
                try expect(command, in: program == Binaries.convene ? "man1/convene-\(name).1" : main)
                #expect(try shown(main).contains("convene \(name)") || program == Binaries.convened)
            }
            try expect(root, in: main, nested: false)
        }
    }

    private static func commands(of command: [String: Any]) -> [[String: Any]] {
        (command["subcommands"] as? [[String: Any]] ?? []).filter { command in
            command["shouldDisplay"] as? Bool != false && command["commandName"] as? String != "help"
        }
    }

    private func expect(_ command: [String: Any], in page: String, nested: Bool = true) throws {
        let text = try shown(page)
        let name = command["commandName"] as? String ?? ""
        for argument in command["arguments"] as? [[String: Any]] ?? [] where argument["shouldDisplay"] as? Bool == true
        {
            for option in argument["names"] as? [[String: Any]] ?? [] where option["kind"] as? String == "long" {
                let option = "--\(option["name"] ?? "")"
                if ["--help", "--version"].contains(option) { continue }
                #expect(text.contains(option), "\(option) of \(name) in \(page)")
            }
        }
        for line in (command["discussion"] as? String ?? "").split(separator: "\n") where line.contains("convene ") {
            // A line of prose may be broken elsewhere.
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let line = line.split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing(
                #/^Examples?: /#, with: "")
            #expect(words.contains(line), "\(line) in \(page)")
        }
        guard nested else { return }
        for inner in Self.commands(of: command) { try expect(inner, in: page) }
    }

    @Test func theReferencesAreWhole() throws {
        let configuration = try shown("man5/convened.toml.5")
        let shipped = try String(contentsOfFile: Binaries.checkout + "/config/convened.toml", encoding: .utf8)
        let keys = shipped.matches(of: /(?m)^(?:# )?([a-z_]+) = .*$/)
        #expect(keys.count > 40)
        for key in keys { #expect(configuration.contains("\(key.output.1) = "), "\(key.output.1)") }

        let run = try run(
            Binaries.convened, ["--check-config", "--config", "/dev/stdin"],
            input: "[site]\nzone = \"UTC\"\ncolour = 1\n")
        #expect(run.status == 78)
        let protocolPage = try shown("man7/convened-protocol.7")
        let interfaces = Binaries.checkout + "/Sources/ConvenedAPI/Interfaces"
        for file in try FileManager.default.contentsOfDirectory(atPath: interfaces) {
            let text = try String(contentsOfFile: interfaces + "/" + file, encoding: .utf8)
            for line in text.matches(of: /(?m)^(method|error|type) (\w+)/) {
                #expect(protocolPage.contains("\(line.output.1) \(line.output.2)"), "\(line.output.2) of \(file)")
            }
        }
        let plugins = try shown("man7/convened-plugin.7")
        let schema = try SystemTests.run(Binaries.convene, ["events", "schema"]).output
        let types = schema.matches(of: /"([a-z]+\.[a-z_]+)"/)
        #expect(types.count > 50)
        for type in types { #expect(plugins.contains(type.output.1), "\(type.output.1)") }
        let messages = try shown("man7/convened-messages.7")
        for id in MessageID.allCases { #expect(messages.contains("MESSAGE_ID=\(id.rawValue)")) }
    }

    @Test func theCatalogIsTaken() throws {
        let catalog = folder.appendingPathComponent("root/usr/lib/systemd/catalog")
        try FileManager.default.createDirectory(at: catalog, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("root/var/lib/systemd/catalog"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: folder.appendingPathComponent("convened.catalog"),
            to: catalog.appendingPathComponent("convened.catalog"))
        let root = ["--root", folder.appendingPathComponent("root").path]
        let update = try run("/usr/bin/journalctl", root + ["--update-catalog"])
        #expect(update.status == 0 && update.all == "", "\(update.all)")
        let list = try run("/usr/bin/journalctl", root + ["--no-pager", "--list-catalog"]).output
        #expect(list.split(separator: "\n").count == MessageID.allCases.count, "\(list)")
        for id in MessageID.allCases {
            let entry = try run("/usr/bin/journalctl", root + ["--no-pager", "--dump-catalog", id.rawValue]).output
            let meaning = id.meaning
            #expect(
                entry.contains("Subject: \(meaning.subject)\n") && entry.contains("Defined-By: convened"), "\(entry)")
            let words = entry.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains(meaning.text) && words.contains(meaning.action), "\(entry)")
        }
    }

    /// A message that nobody writes is no message, and each field that a text speaks of is one that its line can have.
    @Test func everyMessageIsWritten() throws {
        let sources = FileManager.default.enumerator(atPath: Binaries.checkout + "/Sources/Daemon")
        var text = ""
        while let file = sources?.nextObject() as? String {
            guard file.hasSuffix(".swift") else { continue }
            text += try String(contentsOfFile: Binaries.checkout + "/Sources/Daemon/" + file, encoding: .utf8)
        }
        for id in MessageID.allCases where id != .machinery {
            #expect(text.contains(try Regex("\\.\(id)\\b")), "\(id)")
            let meaning = id.meaning
            let known = Set(meaning.fields.map(\.journalName))
            for field in (meaning.subject + meaning.text + meaning.action).matches(of: /CONVENED_[A-Z]+/) {
                #expect(known.contains(String(field.output)), "\(field.output) of \(id)")
            }
        }
    }
}
