import ArgumentParser
import ConvenedAPI
import Varlink

struct Ping: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Ask whether the daemon answers.",
        discussion: "Prints PONG if it does and exits with status 69 if it doesn't.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.perform(API.Service.Ping.self, .init(), saying: "PONG")
    }
}

struct WhoAmI: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Show what you may do here, and how to be allowed more.",
        discussion: "It goes by the Unix groups that you were in when you logged in.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Service.WhoAmI.self)
    }
}

struct ReloadCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Have the configuration read again, and wait until that is done.",
        discussion: """
            What 'systemctl reload convened' does. [schedule], [reminders], [corrections], [alerts], [[measures]] and \
            [journal] hold from then on, for what is planned from then on, and plugins are looked for. The sections in \
            which something else has changed are named: they take a restart. If the configuration isn't right, nothing \
            is changed.
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Service.Reload.self)
    }
}

struct MetricsCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Print figures for a monitoring system, as OpenMetrics text.",
        discussion: """
            With --output it replaces a file at once, as node_exporter's textfile collector wants it; everybody may read \
            that file. While no daemon answers, the only figure is that convened_up is 0. Names nobody.

            Example: convene metrics --output /var/lib/prometheus/node-exporter/convened.prom
            """)

    @Option(help: ArgumentHelp("A file to write, whose name ends in .prom.", valueName: "file"))
    var output: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard output?.hasSuffix(".prom") ?? true else {
            throw ValidationError("node_exporter reads only files whose names end in .prom: call the output so.")
        }
        guard output == nil || !global.json else { throw ValidationError("--json goes to standard output.") }
    }

    func run(_ daemon: Connection) throws {
        let reply: ReplyMessage
        do {
            reply = try daemon.reply(to: API.Service.Metrics.self, .init())
        } catch let failure as Failure where failure.status == .unavailable {
            try write(OpenMetrics(metrics: [], isUp: false))
            throw failure
        }
        if global.json { return daemon.printJSON(reply) }
        try write(OpenMetrics(metrics: reply.decoded(as: API.Service.Metrics.self).metrics, isUp: true))
    }

    private func write(_ metrics: OpenMetrics) throws(Failure) {
        let text = Array(metrics.text.utf8)
        if let output {
            try OutputFile.replace(output, with: text)
        } else if !global.json {
            Terminal.write(text)
        }
    }
}

struct Status: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show the site, the day in counts and what waits for somebody.",
        discussion: "Names nobody, so it can stand on a screen that faces people.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Service.Status.self)
    }
}
