import ArgumentParser
import ConvenedAPI

struct AgendaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda", abstract: "Plan the parts of a group's sessions: phases, rounds and breaks.",
        subcommands: [List.self, Show.self, Set.self, Remove.self])

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the agendas that come with convened.")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Agendas.List.self)
        }
    }

    struct Show: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a group's agenda.",
            discussion: "Example: convene agenda show evening-iop")

        @Argument(help: "The group's identifier.")
        var group: String
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Agendas.Show.self, .init(group: group))
        }
    }

    struct Set: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Give a group an agenda.",
            discussion: """
                It holds from the next session on. 'convene agenda list' shows those that come with convened; a file of \
                yours is TOML like those in config/agendas.

                Examples:
                  convene agenda set evening-iop three-hours
                  convene agenda set evening-iop ./ours.toml --advance
                """)

        @Argument(help: "The group's identifier.")
        var group: String
        @Argument(
            help:
                "An agenda that comes with convened, or a file: what has a '/' or ends in .toml. '-' is standard input.",
            completion: .file(extensions: ["toml"]))
        var agenda: String
        @Flag(
            help: """
                Let a phase that has lasted as long as planned give way to the next one by itself. Treatment itself \
                starts only when a facilitator starts it.
                """)
        var advance = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let isFile = agenda == "-" || agenda.contains("/") || agenda.hasSuffix(".toml")
            let input = isFile ? try InputFile(agenda) : nil
            try daemon.show(
                API.Agendas.Set.self,
                .init(
                    group: group, template: isFile ? nil : agenda, text: input?.text, fileName: input?.name,
                    advances: advance ? true : nil, idempotencyKey: change.key))
        }
    }

    struct Remove: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take a group's agenda away.",
            discussion: "Example: convene agenda remove evening-iop")

        @Argument(help: "The group's identifier.")
        var group: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Agendas.Remove.self, .init(group: group, idempotencyKey: change.key),
                saying: "Sessions of \(group) have no agenda from the next one on.")
        }
    }
}
