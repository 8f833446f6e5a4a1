import ConvenedAPI
import Foundation
import Testing
import Varlink

/// The sample clinic, as somebody meets it who tries the README's first command.
@Suite struct SampleTests {
    /// A daemon that serves the sample clinic from a folder of its own until this goes.
    private final class Sample {
        let folder: URL
        private let process = Process()

        init(in folder: URL) throws {
            self.folder = folder
            let output = folder.deletingLastPathComponent().appendingPathComponent("output")
            try Data().write(to: output)
            process.executableURL = URL(fileURLWithPath: Binaries.convened)
            process.arguments = ["--sample", folder.path]
            process.environment = ["LANG": "C.UTF-8"]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = FileHandle.nullDevice
            try process.run()
            for _ in 0..<12_000 where process.isRunning {
                greeting = try String(contentsOf: output, encoding: .utf8)
                if greeting.hasSuffix("\n\n") { return }
                usleep(5000)
            }
            throw Silent(greeting: greeting)
        }

        private(set) var greeting = ""

        deinit { end() }

        func end() {
            guard process.isRunning else { return }
            process.terminate()
            process.waitUntilExit()
        }

        func run(_ line: some StringProtocol) throws -> Run {
            try SystemTests.run(
                "/bin/sh", ["-c", String(line)],
                environment: ["CONVENED_SOCKET": folder.path + "/convened.sock", "TERM": "xterm", "PATH": "/usr/bin"])
        }

        struct Silent: Error { let greeting: String }
    }

    @Test func itIsServedWithSomethingToTryAtOnceAndKeptForTheNextTime() throws {
        let root = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = root.appendingPathComponent("sample")
        // What a start has left that was interrupted is made anew.
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try Data("half".utf8).write(to: folder.appendingPathComponent("ledger.db.draft"))
        var sample = try Sample(in: folder)
        let commands = sample.greeting.split(separator: "\n").filter { $0.hasPrefix("    /") }
        #expect(commands.count == 3, "\(sample.greeting)")
        for command in commands {
            let run = try sample.run(command)
            #expect(run.status == 0 && !run.all.isEmpty, "\(command): \(run.all)")
        }
        #expect(sample.greeting.contains("Plugins of yours go to \(folder.path)/plugins"))
        #expect(FileManager.default.fileExists(atPath: folder.path + "/plugins"))
        let marked = try sample.run("\(Binaries.convene) group edit evening-iop --capacity 17 && echo changed")
        #expect(marked.output.hasSuffix("changed\n"), "\(marked.all)")
        sample.end()
        sample = try Sample(in: folder)
        #expect(try sample.run("\(Binaries.convene) group show evening-iop").output.contains("of 17"))
    }

    @Test func aFolderWithSomethingElseInItIsLeftAlone() throws {
        let root = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: root) }
        try Data("mine".utf8).write(to: root.appendingPathComponent("notes.txt"))
        let refused = try run(Binaries.convened, ["--sample", root.path])
        #expect(
            refused.status == 73 && refused.errors.contains("is neither empty nor a sample clinic"), "\(refused.all)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.path) == ["notes.txt"])
    }

    @Test func whatItsEventsAreAboutIsInTheirSchema() throws {
        let root = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: root) }
        let sample = try Sample(in: root.appendingPathComponent("sample"))
        let client = try VarlinkClient(connectingTo: sample.folder.path + "/convened.sock", timeout: .seconds(30))
        let events = try client.call(API.Events.List.self, .init(since: 0, limit: 10_000)).events
        #expect(Set(events.map(\.type)).count > 25)
        var known: [String: Set<String>] = [:]
        var unknown: Set<String> = []
        for event in events {
            if known[event.type] == nil {
                let schema = try JSONSerialization.jsonObject(
                    with: Data(run(Binaries.convene, ["events", "schema", event.type]).output.utf8))
                known[event.type] = Self.properties(schema)
            }
            let about: [(name: String, value: String?)] = [
                ("member", event.member), ("session", event.session), ("group", event.group),
                ("program", event.program),
            ]
            for id in about where id.value != nil && known[event.type]?.contains(id.name) == false {
                unknown.insert("\(event.type): \(id.name)")
            }
        }
        #expect(unknown == [])
    }

    /// The names of all properties anywhere in a schema.
    private static func properties(_ schema: Any) -> Set<String> {
        if let list = schema as? [Any] { return list.reduce(into: []) { $0.formUnion(properties($1)) } }
        guard let object = schema as? [String: Any] else { return [] }
        let own = (object["properties"] as? [String: Any]).map { Set($0.keys) } ?? []
        return object.values.reduce(into: own) { $0.formUnion(properties($1)) }
    }
}
