import ArgumentParser
import ConvenedAPI
import Varlink

struct Events: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Show what happened, and follow what happens.",
        discussion: """
            Alone it shows the latest events. Each has its number at this site; --since goes on after one.

            Example: convene events --follow --since 4711
            """)

    @Flag(name: .shortAndLong, help: "Go on showing events as they happen.")
    var follow = false
    @Option(help: ArgumentHelp("Only what came after this event.", valueName: "number"))
    var since: Int?
    @Option(help: ArgumentHelp("How many at most, without --follow.", valueName: "number"))
    var limit: Int = 20
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        guard follow else {
            let start = try since ?? max(0, daemon.call(API.Service.Status.self, .init()).lastSequence - limit)
            return try daemon.show(API.Events.List.self, .init(since: start, limit: limit))
        }
        let screen = Terminal.output
        try daemon.send(API.Events.Follow.self, .init(since: since), mode: .more)
        try daemon.forEachReply { reply in
            if global.json { return daemon.printJSON(reply) }
            let events = try reply.decoded(as: API.Events.Follow.self).events
            Terminal.print(events.map { $0.line(on: screen) })
        }
    }
}
