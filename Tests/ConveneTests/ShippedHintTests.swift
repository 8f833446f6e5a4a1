import ArgumentParser
import Foundation
import Testing

@testable import convene

/// The commands that the shipped plugins name are commands that there are.
struct ShippedHintTests {
    private static let plugins = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "../../plugins"
    ).standardized

    /// The command lines in a script, with 7 for whatever it puts in.
    private static func commands(in script: String) -> [String] {
        let text = script.replacing(/\{[^{}]+\}/, with: "7")
        let quoted = text.matches(of: /'convene ([^'{}]+)'/).map { String($0.1) }
        // What waits for somebody is a pair of a sentence and a command.
        let paired = text.matches(of: /: \(".+", "([a-z ]+7)"\)/).map { String($0.1) }
        return quoted + paired
    }

    @Test(
        "Each command line is one that convene takes",
        arguments: [
            ("hours-alert", 10), ("late-arrival", 1), ("session-reminder", 1), ("webhook", 1), ("weekly-digest", 2),
        ])
    func parses(plugin: String, count: Int) throws {
        let script = try String(contentsOf: Self.plugins.appendingPathComponent("\(plugin)/\(plugin)"), encoding: .utf8)
        let commands = Self.commands(in: script)
        #expect(commands.count == count, "\(commands)")
        for command in commands {
            #expect(throws: Never.self, "convene \(command)") {
                try Convene.parseAsRoot(command.split(separator: " ").map(String.init))
            }
        }
    }

    @Test("An option that doesn't exist isn't taken")
    func unknown() {
        #expect(throws: (any Error).self) { try Convene.parseAsRoot(["report", "week", "--week", "2026-11-15"]) }
    }
}
