import ArgumentParser
import ConvenedAPI

struct RosterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Put members on a group's roster and take them off.",
        discussion: "Changing a roster never touches past attendance. Once a group is full, members wait for a place.",
        subcommands: [Add.self, Remove.self, List.self])

    struct Add: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Put members on a group's roster, or on its waitlist once it is full.",
            discussion: "Example: convene roster add evening-iop M1042 M1050 --from 2026-12-01")

        @Argument(help: "The group's identifier.")
        var group: String
        @Argument(help: "The members' codes.")
        var members: [String]
        @Option(help: ArgumentHelp("The first date; today if absent.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("The last date; open if absent.", valueName: "date"))
        var to: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Groups.RosterAdd.Parameters(
                group: group, members: members, from: from, to: to, idempotencyKey: change.key)
            try daemon.show(API.Groups.RosterAdd.self, parameters)
        }
    }

    struct Remove: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take members off a group's roster or waitlist.",
            discussion: "Example: convene roster remove evening-iop M1042 --from 2026-12-01")

        @Argument(help: "The group's identifier.")
        var group: String
        @Argument(help: "The members' codes.")
        var members: [String]
        @Option(help: ArgumentHelp("The first date without them; today if absent.", valueName: "date"))
        var from: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Groups.RosterRemove.Parameters(
                group: group, members: members, from: from, idempotencyKey: change.key)
            try daemon.show(API.Groups.RosterRemove.self, parameters)
        }
    }

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List a group's roster and its waitlist.",
            discussion: "Example: convene roster list evening-iop --on 2026-12-01")

        @Argument(help: "The group's identifier.")
        var group: String
        @Option(help: ArgumentHelp("As it is on this date; today if absent.", valueName: "date"))
        var on: String?
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Groups.RosterList.self, .init(group: group, on: on))
        }
    }
}
