import ArgumentParser
import ConvenedAPI

enum StaffRole: String, Word {
    case caseManager = "case-manager"
    case facilitator, supervisor
}

struct StaffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "List, add, edit and remove those who work here.",
        discussion: """
            Alerts about a member go to the case manager whom 'convene member assign' names, else to the deputy, else to \
            the supervisors, who also get what nobody has acknowledged within a working day.
            """,
        subcommands: [List.self, Add.self, Edit.self, Remove.self])

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List those who work here.", discussion: "Example: convene staff list")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Staff.List.self)
        }
    }

    struct Add: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add somebody who works here.",
            discussion: """
                Asks for the full name. From a file or standard input it is a line such as 'name: Rae Example'.

                Example: convene staff add RK --credentials LCSW --account rkim --role case-manager
                """)

        @Argument(help: "The initials by which they will be named.")
        var staff: String
        @Option(help: ArgumentHelp("What stands behind the name on a sheet.", valueName: "letters"))
        var credentials: String?
        @Option(help: ArgumentHelp("Their Unix account, for 'convene alerts --mine'.", valueName: "name"))
        var account: String?
        @Option(help: ArgumentHelp("What they do here; may be repeated.", valueName: "role"))
        var role: [StaffRole] = []
        @Option(help: ArgumentHelp("Read the name from here; '-' is standard input.", valueName: "file"))
        var fromFile: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.checkPresence()
            guard let name = try staffName(fromFile, orAsk: PersonForm.askForName) else {
                throw Failure(.badData, "Whoever works here needs a name: add a 'name:' line.")
            }
            try daemon.perform(
                API.Staff.Add.self,
                .init(
                    staff: staff, name: name, credentials: credentials, account: account, roles: role.map(\.wireName),
                    idempotencyKey: change.key),
                saying: "\(staff.uppercased()) is added.")
        }
    }

    struct Edit: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "Change what is known of somebody who works here.",
            discussion: """
                What isn't named stays as it is; empty credentials or an empty account are taken away, and roles replace \
                all that there were. A new name comes with --rename: from a question, or as a line such as \
                'name: Rae Example' from standard input.

                Example: convene staff edit RK --role case-manager --role supervisor
                """)

        @Argument(help: "The initials.")
        var staff: String
        @Option(help: ArgumentHelp("What stands behind the name on a sheet.", valueName: "letters"))
        var credentials: String?
        @Option(help: ArgumentHelp("Their Unix account, for 'convene alerts --mine'.", valueName: "name"))
        var account: String?
        @Option(help: ArgumentHelp("What they do here; may be repeated.", valueName: "role"))
        var role: [StaffRole] = []
        @Flag(help: "They have a new name, which is asked for.")
        var rename = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.checkPresence()
            let name = rename ? try staffName(nil, orAsk: PersonForm.askForName) : nil
            try daemon.perform(
                API.Staff.Edit.self,
                .init(
                    staff: staff, name: name, credentials: credentials, account: account,
                    roles: role.isEmpty ? nil : role.map(\.wireName), idempotencyKey: change.key),
                saying: "\(staff.uppercased()) is changed.")
        }
    }

    struct Remove: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take out somebody who doesn't work here any more.",
            discussion: "Example: convene staff remove RK")

        @Argument(help: "The initials.")
        var staff: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Staff.Remove.self, .init(staff: staff, idempotencyKey: change.key))
        }
    }

    /// The name that a form or a question gives.
    private static func staffName(_ file: String?, orAsk ask: () throws -> PersonForm) throws -> String? {
        let form = try PersonForm.read(file: file, orAsk: ask)
        guard form.born == nil, form.contacts == nil else {
            throw Failure(.badData, "Only the name of whoever works here is kept: leave the other lines out.")
        }
        return form.name
    }
}

extension MemberCommand {
    struct Assign: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "assign", abstract: "Say whom alerts about a member are for.",
            discussion: """
                The deputy gets them where there is no case manager. What isn't named stays as it is; '' takes away.

                Example: convene member assign M1042 --case-manager RK --deputy LM
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The case manager.", valueName: "initials"))
        var caseManager: String?
        @Option(help: ArgumentHelp("Whoever stands in.", valueName: "initials"))
        var deputy: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Staff.Assign.Parameters(
                member: member, caseManager: caseManager, deputy: deputy, idempotencyKey: change.key)
            try daemon.show(API.Staff.Assign.self, parameters)
        }
    }
}
