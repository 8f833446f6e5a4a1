import ArgumentParser
import ConvenedAPI

struct Hours: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "hours", abstract: "Show the week's hours against what each program requires.",
        discussion: """
            ATTENDED is the time in the room, CREDITED what it earns, TO COME what the rest of the week can still earn.

            Examples:
              convene hours --at-risk
              convene hours --member M1042
              convene hours --week 2026-11-16 --group evening-iop
            """)

    @Option(help: ArgumentHelp("Any date in the week; today if absent.", valueName: "date"))
    var week: String?
    @Option(help: ArgumentHelp("Only this member.", valueName: "code"))
    var member: String?
    @Option(help: ArgumentHelp("Only members on this group's roster.", valueName: "group"))
    var group: String?
    @Flag(help: "Only those at risk, in need of a make-up, out of reach or short.")
    var atRisk = false
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(
            API.Hours.Week.self, .init(on: week, member: member, group: group, atRisk: atRisk ? true : nil))
    }
}

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "List alerts about hours and acknowledge them.",
        discussion: "Alone it lists the open ones.", subcommands: [List.self, Acknowledge.self],
        defaultSubcommand: List.self)

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the open alerts, newest first.",
            discussion: """
                An undelivered alert is one that no plugin could send to anybody. An alert is withdrawn when a correction \
                makes it wrong, and superseded when a newer one takes its place.

                Example: convene alerts --mine
                """)

        @Flag(help: "Also those that were acknowledged, withdrawn or superseded.")
        var all = false
        @Flag(help: "Only those that are for you, by your account.")
        var mine = false
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Hours.Alerts.self, .init(all: all ? true : nil, mine: mine ? true : nil))
        }
    }

    struct Acknowledge: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "ack", abstract: "Say that you have taken an alert in hand.",
            discussion: "Example: convene alerts ack 12")

        @Argument(help: "The alert's number.")
        var alert: Int
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Hours.Acknowledge.self, .init(alert: alert, idempotencyKey: change.key),
                saying: "Alert \(alert) is acknowledged.")
        }
    }
}
