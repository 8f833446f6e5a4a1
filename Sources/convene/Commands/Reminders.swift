import ArgumentParser
import ConvenedAPI

struct RemindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remind", abstract: "Be reminded of something about a member.",
        discussion: """
            When the time has come there is an event 'reminder.due', once, which plugins make a message of. Sessions, \
            late members and missing check-outs need none: [reminders] in the configuration says when they are told.
            """,
        subcommands: [Add.self, List.self, Cancel.self], defaultSubcommand: Add.self)

    struct Add: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Ask for a reminder; the word 'add' may be left out.",
            discussion: """
                What it is about is asked for, or read from standard input; it is never an argument, and no event holds \
                it. It is for you, if your account is a staff member's, else for the member's case manager.

                Examples:
                  convene remind M1042 --at 09:00
                  echo 'call the probation officer' | convene remind M1042 --at '2026-12-01 09:00' --about -
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(
            help: ArgumentHelp(
                "When: 18:05 for the next time that the clocks show it, or '2026-12-01 09:00'.", valueName: "time"))
        var at: String
        @Option(
            help: ArgumentHelp(
                "'-' reads what it is about from standard input; asked for on a terminal if absent.", valueName: "-"))
        var about: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard about == nil || about == "-" else {
                throw ValidationError(
                    "others can see arguments: leave --about out to be asked for it, or give '--about -' and pipe it in"
                )
            }
        }

        func run(_ daemon: Connection) throws {
            try daemon.checkPresence()
            let text: String
            if about == nil && Terminal.canAsk {
                guard let answer = Terminal.ask("What about? ") else { throw Failure(.interrupted) }
                text = answer
            } else {
                text = try InputFile("-").text
            }
            let line = String(trimmed(text[...]))
            guard !line.isEmpty else {
                throw Failure(.badData, "No reminder was made: nothing was said of what it is about.")
            }
            try daemon.show(
                API.Reminders.Schedule.self, .init(member: member, at: at, about: line, idempotencyKey: change.key))
        }
    }

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the reminders that are still to come.",
            discussion: """
                What they are about is shown to whoever asked for them and to whoever may read the member's notes.

                Example: convene remind list M1042
                """)

        @Argument(help: "Only those about this member.")
        var member: String?
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Reminders.List.self, .init(member: member))
        }
    }

    struct Cancel: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Want no longer to be reminded.",
            discussion: "Example: convene remind cancel 4711")

        @Argument(help: "Its number, as 'convene remind list' shows it.")
        var reminder: Int
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Reminders.Cancel.self, .init(reminder: reminder, idempotencyKey: change.key))
        }
    }
}
