import ArgumentParser
import ConvenedAPI

extension SessionCommand {
    struct Next: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "next", abstract: "Go on: the next turn of a round, or else the next phase.",
            discussion: """
                A round passes over who has left and takes in who comes late. When everybody has had a turn, the next \
                phase begins; --phase begins it at once.
                """)

        @Argument(help: "The session's name; the one that is running if absent.")
        var session: String?
        @Flag(help: "Begin the next phase, though some have had no turn.")
        var phase = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(
                    API.Sessions.Next.self,
                    .init(session: $0, skipsTurns: phase ? true : nil, idempotencyKey: change.key))
            }
        }
    }

    struct Back: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "back", abstract: "Take the last 'next' back: a turn, or a phase, which goes on as before.")

        @Argument(help: "The session's name; the one that is running if absent.")
        var session: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(API.Sessions.Back.self, .init(session: $0, idempotencyKey: change.key))
            }
        }
    }
}
