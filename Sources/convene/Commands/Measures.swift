import ArgumentParser
import ConvenedAPI
import Varlink

struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Write down what members say of themselves in numbers, such as craving.",
        discussion: """
            The measures are defined in convened.toml. Values are never arguments, where other users of the machine could \
            see them: they come from questions, from standard input or from a file. 'convene report member' shows them \
            over time.
            """,
        subcommands: [List.self, Record.self])

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the measures.", discussion: "Example: convene measure list")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Measures.List.self)
        }
    }

    struct Record: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "Write down what a member says.",
            discussion: """
                Asks for every measure. From a file or standard input there is a line for each, such as 'craving: 4'. Of \
                several values on a day the last one counts, so a mistake is mended by writing it down again.

                Example: convene measure record M1042 --session evening-iop
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The session or group at which it was said.", valueName: "session"))
        var session: String?
        @Option(help: ArgumentHelp("Read the values from here; '-' is standard input.", valueName: "file"))
        var fromFile: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let values =
                if fromFile == nil && Terminal.canAsk {
                    try MeasureForm.ask(daemon.measures())
                } else {
                    try MeasureForm.read(InputFile(fromFile ?? "-"))
                }
            guard !values.isEmpty else { throw Failure(.badData, "Nothing was written down: no value was given.") }
            try daemon.show(
                API.Measures.Record.self,
                .init(member: member, session: session, values: values, idempotencyKey: change.key))
        }
    }
}

extension Connection {
    /// The measures of the clinic, about which somebody is going to be asked.
    func measures() throws -> [API.Measures.Definition] {
        let measures = try call(API.Measures.List.self, NoParameters()).measures
        disconnect()
        return measures
    }
}
