import ArgumentParser
import ConvenedAPI
import Varlink

struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Import, list, show, add, edit, assign, admit and discharge members.",
        discussion: """
            Names, dates of birth and contacts are never arguments, where other users of the machine could see them: \
            they come from questions, from standard input or from a file.
            """,
        subcommands: [
            Import.self, List.self, Show.self, Disclosures.self, Add.self, Edit.self, Assign.self, Admit.self,
            Discharge.self,
        ])

    struct Import: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Take in members from a CSV file with a header row.",
            discussion: """
                All of the file is right or nothing of it is taken in; what is wrong is said by line.

                Example: convene member import roster.csv --dry-run
                """)

        @Argument(help: "The file; '-' is standard input.", completion: .file(extensions: ["csv"]))
        var file: String
        @Flag(help: "Check everything and change nothing.")
        var dryRun = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let input = try InputFile(file)
            let parameters = API.Members.Import.Parameters(
                fileName: input.name, text: input.text, dryRun: dryRun ? true : nil, idempotencyKey: change.key)
            let reply = try replyShowingProgress(daemon, parameters)
            try daemon.show(reply, as: API.Members.Import.self)
            if global.json { return }
            let members = count(try reply.decoded(as: API.Members.Import.self).members.count, "member")
            Terminal.print([dryRun ? "\(members) would be imported: this was a dry run." : "\(members) imported."])
        }

        /// The last reply. Whoever waits at a terminal sees how far the import has come.
        private func replyShowingProgress(
            _ daemon: Connection, _ parameters: API.Members.Import.Parameters
        ) throws -> ReplyMessage {
            let line = ProgressLine()
            guard line.isWatched else { return try daemon.reply(to: API.Members.Import.self, parameters) }
            defer { line.clear() }
            try daemon.send(API.Members.Import.self, parameters, mode: .more)
            while true {
                let reply = try daemon.receive(waitsForEver: true)
                if !reply.continues { return reply }
                let progress = try reply.decoded(as: API.Members.Import.self)
                line.show("Taking members in", done: progress.done ?? 0, of: progress.total ?? 0)
            }
        }
    }

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List members.",
            discussion: "Example: convene member list --group evening-iop --state active")

        @Option(help: ArgumentHelp("Only those on this group's roster.", valueName: "group"))
        var group: String?
        @Option(help: ArgumentHelp("Only those in this program.", valueName: "program"))
        var program: String?
        @Option(help: ArgumentHelp("Only those whose enrolment is in this state.", valueName: "state"))
        var state: EnrolmentState?
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Members.List.self, .init(group: group, program: program, state: state?.wireName))
        }
    }

    struct Show: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a member's record.",
            discussion: "Example: convene member show M1042")

        @Argument(help: "The member's code.")
        var member: String
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Members.Show.self, .init(member: member))
        }
    }

    struct Disclosures: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "disclosures", abstract: "List who was shown a member's record, or took it along.",
            discussion: """
                Each time that somebody looked at the member's record, or made a report, an extract, a sheet or an export \
                that names them.

                Example: convene member disclosures M1042
                """)

        @Argument(help: "The member's code.")
        var member: String
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Members.Disclosures.self, .init(member: member))
        }
    }

    struct Admit: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "admit", abstract: "Begin a member's enrolment, for the first time or again.",
            discussion: "Example: convene member admit M1042 --program iop-adult --group evening-iop")

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The program to enrol them in.", valueName: "program"))
        var program: String
        @Option(help: ArgumentHelp("The date; today if absent.", valueName: "date"))
        var on: String?
        @Option(help: ArgumentHelp("A group on whose roster they go; may be repeated.", valueName: "group"))
        var group: [String] = []
        @Flag(help: "Put them on the waiting list only; admitting them again ends the wait.")
        var waitlist = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Members.Admit.Parameters(
                member: member, program: program, on: on, groups: group, waitlist: waitlist ? true : nil,
                idempotencyKey: change.key)
            try daemon.show(API.Members.Admit.self, parameters)
        }
    }

    struct Discharge: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "discharge", abstract: "End a member's enrolment and take them off all rosters.",
            discussion: """
                The day is the last of the stay. A discharge that is still ahead gives way to the new one; \
                'convene enrolment reinstate' takes it back.
                Example: convene member discharge M1042 --reason completed --on 2026-12-01
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("Why it ends.", valueName: "reason"))
        var reason: DischargeReason
        @Option(help: ArgumentHelp("The date; today if absent.", valueName: "date"))
        var on: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Members.Discharge.self,
                .init(member: member, on: on, reason: reason.wireName, idempotencyKey: change.key))
        }
    }
}
