import ArgumentParser
import Daemon

/// `convene plugin serve`, which hands over to this program: the command line knows no processes of plugins.
struct PluginServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin-serve", abstract: "Run a plugin as a service of its own.", shouldDisplay: false)

    @Argument var name: String
    @Option var folder: [String] = []
    @Option var socket: String?

    func run() async throws {
        try await failing {
            try await PluginService(name, folders: folder.isEmpty ? nil : folder, socket: socket).run()
        }
    }
}

/// `convene plugin test`.
struct PluginTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin-test", abstract: "Try a plugin with one event.", shouldDisplay: false)

    @Argument var name: String
    @Option var folder: [String] = []
    @Option var event: String?
    @Option var fromFile: String?
    @Option var live: Int?
    @Option var socket: String?

    func run() async throws {
        let source: PluginTrial.Source =
            if let fromFile {
                .file(fromFile)
            } else if let live {
                .live(live, socket: socket)
            } else {
                .sample(event)
            }
        try await failing {
            let isDone = try await PluginTrial(name, folders: folder.isEmpty ? nil : folder, source: source).run()
            if !isDone { throw ExitCode(1) }
        }
    }
}

/// `convene events schema`.
struct EventsSchema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events-schema", abstract: "Print the JSON Schema of events.", shouldDisplay: false)

    @Argument var type: String?

    func run() async throws {
        try await failing { print(try EventForms.schema(of: type)) }
    }
}

/// `convene events sample`.
struct EventsSample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events-sample", abstract: "Print an event as a plugin reads it.", shouldDisplay: false)

    @Argument var type: String

    func run() async throws {
        try await failing { print(try EventForms.sample(of: type)) }
    }
}

/// Does something, and says why if it can't be done.
func failing(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let failure as StartupFailure {
        printError(failure.description)
        throw ExitCode(failure.status)
    }
}
