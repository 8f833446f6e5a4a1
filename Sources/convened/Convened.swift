import ArgumentParser
import ConvenedAPI
import Daemon
import Glibc

@main
struct Convened: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convened",
        abstract: "Run the group-therapy day of an Intensive Outpatient Program.",
        discussion: """
            The service keeps rosters, sessions and attendance in one ledger and serves them on a Unix socket. People \
            use it through 'convene'.

            To look around, make a sample clinic of invented people and serve it from a folder of its own:

              convened --sample DIR
            """,
        version: API.version,
        subcommands: [
            PluginServe.self, PluginTest.self, EventsSchema.self, EventsSample.self, BackUp.self, Restore.self,
            Verify.self,
        ])

    @Option(help: "The configuration file.")
    var config: String?

    @Option(
        help: ArgumentHelp("Make a sample clinic in an empty folder, or find it there, and serve it.", valueName: "dir")
    )
    var sample: String?

    @Flag(help: "Say whether the configuration is right, and start nothing.")
    var checkConfig = false

    @Flag(help: "Check the ledger's chain of events and its tables against them, and start nothing.")
    var verify = false

    func run() async throws {
        let options = DaemonOptions(configuration: config, sample: sample)
        do {
            if checkConfig {
                _ = try Daemon.configuration(options)
                print("\(config ?? DaemonOptions.standardConfiguration) is right")
            } else if verify {
                print(try Daemon.verify(options))
            } else {
                try await Daemon.run(options)
            }
        } catch let failure as StartupFailure {
            printError(failure.description)
            throw ExitCode(failure.status)
        }
    }
}

func printError(_ sentence: String) {
    let bytes = Array((sentence + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
