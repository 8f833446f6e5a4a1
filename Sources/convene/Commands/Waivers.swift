import ArgumentParser
import ConvenedAPI

struct WaiverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waiver", abstract: "Add, list and remove waivers: weeks in which less is asked for.",
        discussion: """
            A holiday or a cancelled session changes no requirement by itself; a waiver does. A week that is reached only \
            because of one is 'waived', never 'met'.
            """,
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Let less be asked for in the weeks of some days.",
            discussion: """
                For a member, for a program's members, or with neither for everybody; of nothing at all unless --weekly \
                says what remains. A week of which any day is covered is waived.

                Examples:
                  convene waiver add --from 2026-11-26 --weekly 6h --days 2 --reason Thanksgiving
                  convene waiver add --member M1042 --from 2026-12-01 --to 2026-12-07 --reason 'jury duty'
                """)

        @Option(help: ArgumentHelp("Only for this member.", valueName: "member"))
        var member: String?
        @Option(help: ArgumentHelp("Only for this program's members.", valueName: "program"))
        var program: String?
        @Option(help: ArgumentHelp("The first day; today if absent.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("The last day; the first if absent.", valueName: "date"))
        var to: String?
        @Option(
            help: ArgumentHelp(
                "What a week must still hold, less than is asked for; nothing if absent.", valueName: "length"))
        var weekly: String?
        @Option(help: ArgumentHelp("How many days of treatment are still asked for.", valueName: "number"))
        var days: Int?
        @Option(help: ArgumentHelp("Why.", valueName: "text"))
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Enrolments.AddWaiver.Parameters(
                member: member, program: program, from: from, to: to,
                weeklySeconds: try weekly?.secondsOrNone("--weekly"), days: days, reason: reason,
                idempotencyKey: change.key)
            try daemon.show(API.Enrolments.AddWaiver.self, parameters)
        }
    }

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the waivers that hold.", discussion: "Example: convene waiver list")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Enrolments.ListWaivers.self)
        }
    }

    struct Remove: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take a waiver back.",
            discussion: "Example: convene waiver remove 412 --reason 'the group met after all'")

        @Argument(help: "Its number, as 'convene waiver list' shows it.")
        var waiver: Int
        @Option(help: ArgumentHelp("Why.", valueName: "text"))
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Enrolments.RemoveWaiver.self, .init(waiver: waiver, reason: reason, idempotencyKey: change.key),
                saying: "Waiver \(waiver) is taken back.")
        }
    }
}
