import ArgumentParser
import ConvenedAPI

extension MemberCommand {
    struct Add: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a member.",
            discussion: """
                Asks for the name, the date of birth and the contacts. From a file or standard input they are lines \
                such as these:

                  name: Ada Example
                  born: 1990-02-28
                  phone: 555-0100
                  email: ada@example.org (consent)

                Example: convene member add --program iop-adult --group evening-iop
                """)

        @Option(help: ArgumentHelp("The code; made up if absent.", valueName: "code"))
        var code: String?
        @Option(help: ArgumentHelp("The program to enrol them in.", valueName: "program"))
        var program: String?
        @Option(help: ArgumentHelp("The date of admission; today if absent.", valueName: "date"))
        var admitted: String?
        @Option(help: ArgumentHelp("A group on whose roster they go; may be repeated.", valueName: "group"))
        var group: [String] = []
        @Option(help: ArgumentHelp("Read the lines from here; '-' is standard input.", valueName: "file"))
        var fromFile: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.checkPresence()
            let form = try PersonForm.read(file: fromFile, orAsk: PersonForm.askAboutNewMember)
            guard let name = form.name, let born = form.born else {
                throw Failure(.badData, "A new member needs a name and a date of birth: add 'name:' and 'born:' lines.")
            }
            let parameters = API.Members.Add.Parameters(
                code: code, name: name, born: born, contacts: form.contacts ?? [], program: program,
                admitted: admitted, groups: group, idempotencyKey: change.key)
            try daemon.show(API.Members.Add.self, parameters)
        }
    }

    struct Edit: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "Change a member's name, date of birth or contacts.",
            discussion: """
                Asks what is different. From a file or standard input only the lines that are there change anything; \
                contacts replace all that are known, and 'contacts: none' takes them away. See 'convene member add \
                --help' for the lines.

                Example: convene member edit M1042
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("Read the lines from here; '-' is standard input.", valueName: "file"))
        var fromFile: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.checkPresence()
            let form = try PersonForm.read(file: fromFile, orAsk: PersonForm.askAboutChanges)
            guard form != PersonForm() else {
                throw Failure(.badData, "Nothing was said to be different, so nothing was changed.")
            }
            let parameters = API.Members.Edit.Parameters(
                member: member, name: form.name, born: form.born, contacts: form.contacts,
                idempotencyKey: change.key)
            try daemon.show(API.Members.Edit.self, parameters)
        }
    }
}
