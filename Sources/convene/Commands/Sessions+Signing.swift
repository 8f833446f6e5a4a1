import ArgumentParser
import ConvenedAPI

extension SessionCommand {
    struct Sign: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign", abstract: "Sign a session that has ended, which closes it.",
            discussion: """
                Shows what is signed and asks before it is. What is to be said of the session beside, its summary, is \
                typed or read from a file, never an argument. Only a supervisor corrects what is signed, and it is to be \
                signed again then; 'convene undo' takes your own signature back.

                Examples:
                  convene session sign
                  convene session sign evening-iop@2026-11-23 --yes --summary - < summary.txt
                """)

        @Argument(help: "The session's name; the only one of today and yesterday that isn't signed if absent.")
        var session: String?
        @Option(help: ArgumentHelp("Read the summary from here; '-' is standard input.", valueName: "file"))
        var summary: String?
        @Flag(help: "Don't ask.")
        var yes = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            guard yes || Terminal.canAsk else {
                throw Failure(.usage, "Nobody can be asked here: look at 'convene session show', then sign with --yes.")
            }
            var text = try summary.map { try InputFile($0).text }
            if yes { return try daemon.resolving(session) { try sign($0, text, daemon) } }
            let reply = try daemon.resolving(session) {
                try daemon.call(API.Sessions.Show.self, .init(session: $0, toSign: true))
            }
            daemon.disconnect()
            Terminal.complain(reply.statement(on: Terminal.questions))
            if summary == nil { text = try Terminal.askForText("Summary, ended by an empty line (Enter for none):") }
            guard let answer = Terminal.ask("Sign it? [y/N] ") else { throw Failure(.interrupted) }
            guard trimmed(answer[...]).lowercased().hasPrefix("y") else {
                return Terminal.complain(["It wasn't signed."])
            }
            try sign(reply.session.session, text, daemon)
        }

        private func sign(_ session: String?, _ text: String?, _ daemon: Connection) throws {
            try daemon.show(
                API.Sessions.Sign.self, .init(session: session, summary: text, idempotencyKey: change.key))
        }
    }

    struct Lead: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "lead", abstract: "Say who leads a session from when, such as a substitute tonight.",
            discussion: """
                The group's own lead stays who it is. The sign-in sheet names who led from when to when.

                Examples:
                  convene session lead TM
                  convene session lead TM evening-iop@2026-11-23 --from 18:20
                """)

        @Argument(help: "The initials of who leads.")
        var initials: String
        @Argument(help: "The session's name; the one that is running, or else open, if absent.")
        var session: String?
        @Option(
            help: ArgumentHelp("Since when, as 18:20 today or in RFC 3339; now if absent.", valueName: "time"))
        var from: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(
                    API.Sessions.Lead.self,
                    .init(staff: initials, session: $0, from: from, idempotencyKey: change.key))
            }
        }
    }

    struct Guests: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "guests", abstract: "Count the guests at a session, such as a member's family.",
            discussion: """
                They are counted and never named. The sign-in sheet has their number, and 'convene who' tells of them.

                Examples:
                  convene session guests 2
                  convene session guests 0 family-evening@2026-11-26
                """)

        @Argument(help: "How many there are altogether, 0 to 99.")
        var number: Int
        @Argument(help: "The session's name; the one that is running, or else open, if absent.")
        var session: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(
                    API.Sessions.CountGuests.self,
                    .init(guests: number, session: $0, idempotencyKey: change.key))
            }
        }
    }
}
