import ArgumentParser
import ConvenedAPI

struct PluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "List plugins and let stopped ones go on.",
        subcommands: [List.self, Enable.self])

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List plugins and how their deliveries go.",
            discussion: "BEHIND is how many events a plugin has not yet been through, PARKED what was given up.")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Plugins.List.self)
        }
    }

    struct Enable: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "Let a plugin go on that stopped for its configuration.",
            discussion: "Example: convene plugin enable hours-alert")

        @Argument(help: "The plugin's name.")
        var name: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Plugins.Enable.self, .init(name: name, idempotencyKey: change.key),
                saying: "\(name) may go on.")
        }
    }
}
