import ArgumentParser
import ConvenedAPI

struct MakeupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "makeup", abstract: "Find, book and cancel sessions that make up for lost time.",
        discussion: "A make-up counts in the week in which it is held.",
        subcommands: [Options.self, Book.self, Cancel.self])

    struct Options: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "options", abstract: "List where a member could make up for lost time this week.",
            discussion: "Example: convene makeup options M1042")

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("Any date in the week; today if absent.", valueName: "date"))
        var week: String?
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Makeups.Options.self, .init(member: member, on: week))
        }
    }

    struct Book: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "book", abstract: "Book a session of another group for a member.",
            discussion: "Example: convene makeup book M1042 saturday-iop@2026-11-28")

        @Argument(help: "The member's code.")
        var member: String
        @Argument(help: "The session's name.")
        var session: String
        @Option(
            name: .customLong("for"),
            help: ArgumentHelp("The session that it makes up; the first one lost if absent.", valueName: "session"))
        var lost: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Makeups.Book.self,
                .init(member: member, session: session, makesUp: lost, idempotencyKey: change.key))
        }
    }

    struct Cancel: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Take a booking back.",
            discussion: "Example: convene makeup cancel M1042 saturday-iop@2026-11-28")

        @Argument(help: "The member's code.")
        var member: String
        @Argument(help: "The session's name.")
        var session: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Makeups.Cancel.self, .init(member: member, session: session, idempotencyKey: change.key))
        }
    }
}
