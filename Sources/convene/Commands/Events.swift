import ArgumentParser
import ConvenedAPI
import Varlink

struct Events: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Show what happened, and follow what happens.",
        discussion: """
            Alone it shows the latest events. Each has its number at this site; --since goes on after one.

            Example: convene events --follow --since 4711
            """, subcommands: [Schema.self, Sample.self])

    @Flag(name: .shortAndLong, help: "Go on showing events as they happen.")
    var follow = false
    @Option(help: ArgumentHelp("Only what came after this event.", valueName: "number"))
    var since: Int?
    @Option(help: ArgumentHelp("How many at most, without --follow.", valueName: "number"))
    var limit: Int = 20
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        if follow { return try follow(daemon) }
        let start = try since ?? max(0, daemon.call(API.Service.Status.self, .init()).lastSequence - limit)
        try daemon.show(API.Events.List.self, .init(since: start, limit: limit))
    }

    private func follow(_ daemon: Connection) throws {
        let screen = Terminal.output
        var last: Int?
        try daemon.send(API.Events.Follow.self, .init(since: since), mode: .more)
        do {
            try daemon.forEachReply { message in
                let reply = try message.decoded(as: API.Events.Follow.self)
                if global.json {
                    daemon.printJSON(message)
                } else {
                    Terminal.print(reply.events.map { $0.line(on: screen) })
                }
                last = reply.last
            }
        } catch let failure as Failure where failure.status == .unavailable {
            guard let last else { throw failure }
            throw Failure(
                .unavailable,
                "The connection ended after event \(last): go on with 'convene events --follow --since \(last)'.")
        }
    }
}

extension Events {
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "schema", abstract: "Print the JSON Schema of events as plugins read them.",
            discussion: "Example: convene events schema hours.at_risk")

        @Argument(help: "One type of event; all of them if absent.")
        var type: String?

        func run() throws { try DaemonProgram.become(["events-schema"] + (type.map { [$0] } ?? [])) }
    }

    struct Sample: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sample", abstract: "Print an event as a plugin reads it, about an invented member.",
            discussion: "Example: convene events sample hours.at_risk | ./my-plugin")

        @Argument(help: "The type of event.")
        var type: String

        func run() throws { try DaemonProgram.become(["events-sample", type]) }
    }
}
