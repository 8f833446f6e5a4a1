import ArgumentParser
import ConvenedAPI

struct PluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "See how plugins do, operate them, and write new ones.",
        subcommands: [
            List.self, Show.self, Reload.self, Enable.self, Disable.self, Grant.self, Revoke.self,
            Retry.self, Skip.self, Replay.self, Serve.self,
            New.self, Test.self,
        ])

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List plugins and how their deliveries go.",
            discussion: "BEHIND is how many events a plugin has not yet been through, PARKED what was given up.")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Plugins.List.self)
        }
    }

    struct Show: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one plugin, with what was parked and why.",
            discussion: "Example: convene plugin show hours-alert")

        @Argument(help: "The plugin's name.")
        var name: String
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Plugins.Show.self, .init(name: name))
        }
    }

    struct Reload: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "reload", abstract: "Look for plugins anew.",
            discussion: """
                Those that are as they were go on undisturbed, and no event is told twice. A change of the plugins' \
                folders is noticed without it.

                Example: convene plugin reload
                """)

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Plugins.Reload.self)
        }
    }

    struct Enable: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "Let a plugin go on that stopped for its configuration or is disabled.",
            discussion: """
                Its files are read anew, and it goes on with the event that it stopped at.

                Example: convene plugin enable hours-alert
                """)

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

    struct Disable: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Let a plugin hear nothing until it is enabled.",
            discussion: """
                What it is doing is ended. What happens meanwhile waits for it.

                Example: convene plugin disable hours-alert
                """)

        @Argument(help: "The plugin's name.")
        var name: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Plugins.Disable.self, .init(name: name, idempotencyKey: change.key),
                saying: "\(name) is disabled.")
        }
    }

    struct Grant: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "grant", abstract: "Let a plugin know something personal of members.",
            discussion: """
                A plugin gets nothing until all that its plugin.toml asks for is granted. Contacts are told only where the \
                member has agreed to the channel. Only root may grant.

                Example: convene plugin grant session-reminder member.contact
                """)

        @Argument(help: "The plugin's name.")
        var name: String
        @Argument(help: "member.name, member.born or member.contact.")
        var field: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Plugins.Grant.self, .init(name: name, field: field, idempotencyKey: change.key),
                saying: "\(name) is granted \(field).")
        }
    }

    struct Revoke: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take back what a plugin was granted.",
            discussion: "Example: convene plugin revoke session-reminder member.contact")

        @Argument(help: "The plugin's name.")
        var name: String
        @Argument(help: "member.name, member.born or member.contact.")
        var field: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Plugins.Revoke.self, .init(name: name, field: field, idempotencyKey: change.key),
                saying: "\(name) isn't granted \(field).")
        }
    }

    struct Retry: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry", abstract: "Try once more what was parked.",
            discussion: """
                Without a number that is everything that is parked, and what the plugin is stuck at. What fails again is \
                parked again.

                Example: convene plugin retry hours-alert 4711
                """)

        @Argument(help: "The plugin's name.")
        var name: String
        @Argument(help: "The number of one event.")
        var event: Int?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Plugins.Retry.self, .init(name: name, event: event, idempotencyKey: change.key))
        }
    }

    struct Skip: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "skip", abstract: "Go without an event that is parked or that a plugin is stuck at.",
            discussion: "Example: convene plugin skip hours-alert 4711")

        @Argument(help: "The plugin's name.")
        var name: String
        @Argument(help: "The event's number.")
        var event: Int
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.perform(
                API.Plugins.Skip.self, .init(name: name, event: event, idempotencyKey: change.key),
                saying: "\(name) goes without event \(event).")
        }
    }

    struct Replay: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Let a plugin hear past events, also those that it has heard already.",
            discussion: """
                A new plugin hears what happens from its first start on; this lets it hear more.

                Example: convene plugin replay hours-alert --since 2026-11-23
                """)

        @Argument(help: "The plugin's name.")
        var name: String
        @Option(
            help: ArgumentHelp(
                "The event after which to begin (0 is the beginning), or a date or time with which to begin.",
                valueName: "number|date"))
        var since: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let number = Int(since)
            try daemon.show(
                API.Plugins.Replay.self,
                .init(name: name, since: number, from: number == nil ? since : nil, idempotencyKey: change.key))
        }
    }

    struct Serve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve", abstract: "Run a plugin as a service of its own, until it is told to stop.",
            discussion: """
                For plugins whose plugin.toml says class = "unit": the same script, with the same retries and parking, but \
                in the sandbox of its own service. Usually systemd runs it: \
                systemctl enable --now convened-plugin@NAME

                Example: convene plugin serve webhook
                """)

        @Argument(help: "The plugin's name, or the path of its folder.")
        var name: String
        @Option(
            help: ArgumentHelp(
                "Where plugins are, instead of the configuration's [plugins] folders; may be repeated.",
                valueName: "dir"))
        var folder: [String] = []
        @Option(help: ArgumentHelp("The daemon's socket, or the plugin's own.", valueName: "path"))
        var socket: String?

        func run() throws {
            let folders = folder.flatMap { ["--folder", $0] }
            try DaemonProgram.become(["plugin-serve", name] + folders + (socket.map { ["--socket", $0] } ?? []))
        }
    }
}
