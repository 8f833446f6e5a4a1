import ArgumentParser
import Varlink

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The daemon's socket; if absent, CONVENED_SOCKET of the environment, then \(Connection.defaultPath).",
            valueName: "path"))
    var socket: String?

    @Option(
        help: ArgumentHelp(
            "Whose hands are on an account that several people share; if absent, CONVENED_BY of the environment.",
            valueName: "initials"))
    var by: String?

    @Flag(help: "Print the daemon's answer as JSON, exactly as it came.")
    var json = false
}

/// What every command takes that changes something.
struct ChangeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An idempotency key: the same command with the same key again changes nothing.", valueName: "text"))
    var key: String?
}

/// A command that talks to the daemon.
protocol DaemonCommand: ParsableCommand {
    var global: GlobalOptions { get }
    func run(_ daemon: Connection) throws
}

extension DaemonCommand {
    func run() throws {
        let daemon = Connection(global)
        do {
            try run(daemon)
        } catch let refusal as VarlinkFailure {
            throw Failure(refusal, asJSON: global.json)
        }
    }
}
