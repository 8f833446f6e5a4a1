import ArgumentParser
import ConvenedAPI

struct ProgramCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "program", abstract: "List, show and import programs: the levels of care and their hours.",
        subcommands: [List.self, Show.self, Import.self])

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List programs as they hold today.")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Programs.List.self)
        }
    }

    struct Show: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show what a program requires and credits.",
            discussion: "Example: convene program show iop-adult --on 2026-06-30")

        @Argument(help: "The program's identifier.")
        var program: String
        @Option(help: ArgumentHelp("As it held on this date; today if absent.", valueName: "date"))
        var on: String?
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Programs.Show.self, .init(program: program, on: on))
        }
    }

    struct Import: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Take in a program, or a new version of one, from a TOML file.",
            discussion: """
                The templates are in config/programs. A new version has a later effective date, so that weeks before it \
                are judged by what held then. To change one that is known, or to let one begin in a closed week, is a \
                supervisor's: the weeks are worked out anew.

                Example: convene program import iop-adult.toml --dry-run
                """)

        @Argument(help: "The file; '-' is standard input.", completion: .file(extensions: ["toml"]))
        var file: String
        @Flag(help: "Check everything and change nothing.")
        var dryRun = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let input = try InputFile(file)
            let parameters = API.Programs.Import.Parameters(
                fileName: input.name, text: input.text, dryRun: dryRun ? true : nil, idempotencyKey: change.key)
            try daemon.show(API.Programs.Import.self, parameters)
            if dryRun && !global.json { Terminal.print(["Nothing was changed: this was a dry run."]) }
        }
    }
}
