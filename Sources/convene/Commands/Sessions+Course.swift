import ArgumentParser
import ConvenedAPI

extension SessionCommand {
    struct Break: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "break", abstract: "Begin a break. The program says how much of it is credited.",
            discussion: "Example: convene session break --at 19:30")

        @Argument(help: "The session's name; the one that is running if absent.")
        var session: String?
        @Option(help: ArgumentHelp("When it began, as 19:30 today or in RFC 3339; now if absent.", valueName: "time"))
        var at: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(
                    API.Sessions.Pause.self, .init(session: $0, kind: "break", at: at, idempotencyKey: change.key))
            }
        }
    }

    struct Interrupt: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "interrupt", abstract: "Stop treatment for what nobody wanted, such as a fire alarm.",
            discussion: """
                Until 'convene session resume' nothing is credited, and what is lost is the clinic's loss.

                Example: convene session interrupt --reason 'fire alarm'
                """)

        @Argument(help: "The session's name; the one that is running if absent.")
        var session: String?
        @Option(help: ArgumentHelp("Why, for the record. Name nobody.", valueName: "text"))
        var reason: String
        @Option(help: ArgumentHelp("When it began, as 19:30 today or in RFC 3339; now if absent.", valueName: "time"))
        var at: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(
                    API.Sessions.Pause.self,
                    .init(session: $0, kind: "interruption", at: at, reason: reason, idempotencyKey: change.key))
            }
        }
    }

    struct Resume: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Go on after a break or an interruption.",
            discussion: "Example: convene session resume --at 19:45")

        @Argument(help: "The session's name; the one that is running if absent.")
        var session: String?
        @Option(help: ArgumentHelp("When it ended, as 19:45 today or in RFC 3339; now if absent.", valueName: "time"))
        var at: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(API.Sessions.Resume.self, .init(session: $0, at: at, idempotencyKey: change.key))
            }
        }
    }

    struct Extend: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "extend", abstract: "Plan the end later.",
            discussion: "The longer plan is credited. Example: convene session extend 10m")

        @Argument(help: ArgumentHelp("By how much, such as 10m or 1h.", valueName: "length"))
        var length: String
        @Argument(help: "The session's name; the one that is running or open if absent.")
        var session: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let seconds = try length.seconds("length")
            try daemon.resolving(session) {
                try daemon.show(
                    API.Sessions.Extend.self, .init(session: $0, bySeconds: seconds, idempotencyKey: change.key))
            }
        }
    }

    struct Merge: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge", abstract: "Hold two sessions of one day as one.",
            discussion: """
                The members of the first, and who has come already, belong to the other one for this day.

                Example: convene session merge young-adult-iop@2026-11-23 --into evening-iop@2026-11-23
                """)

        @Argument(help: "The name of the session that isn't held by itself. It hasn't started.")
        var session: String
        @Option(help: ArgumentHelp("The session that its members go to.", valueName: "session"))
        var into: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Sessions.Merge.self, .init(session: session, into: into, idempotencyKey: change.key))
        }
    }

    struct Reopen: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "Let a session that has ended go on.",
            discussion: """
                Whoever was there until its end is in the room again; end it at the right time with \
                'convene session end'. For one member's times see 'convene attendance correct'.

                Example: convene session reopen evening-iop@2026-11-23 --reason 'ended too early by mistake'
                """)

        @Argument(help: "The session's name.")
        var session: String
        @Option(help: "Why. It is kept for ever; name nobody.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Sessions.Reopen.self, .init(session: session, reason: reason, idempotencyKey: change.key))
        }
    }

    struct Add: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Plan a single session for named members.",
            discussion: """
                Whoever is taken out of group for it is away there for as long: the time is credited once.

                One that is over already is entered as if it was held as planned, with the members there all the \
                time; some time after its end that is a supervisor's.

                Examples:
                  convene session add --kind individual --member M1042 --with RK --at 14:00 --for 45m
                  convene session add --member M1042 --on 2026-11-23 --at 14:00 --for 45m --reason 'not written down'
                """)

        @Option(help: ArgumentHelp("What it is.", valueName: "kind"))
        var kind: SessionKind = .individual
        @Option(help: ArgumentHelp("A member's code. Can be given several times.", valueName: "code"))
        var member: [String]
        @Option(
            name: .customLong("with"),
            help: ArgumentHelp("The initials of who holds it, the lead first.", valueName: "initials"))
        var facilitators: [String] = []
        @Option(help: ArgumentHelp("The date; today if absent.", valueName: "date"))
        var on: String?
        @Option(help: ArgumentHelp("When it starts, such as 14:00.", valueName: "time"))
        var at: String
        @Option(name: .customLong("for"), help: ArgumentHelp("How long, such as 45m.", valueName: "length"))
        var length: String
        @Option(help: "Why it is entered afterwards. It is kept for ever; name nobody.")
        var reason: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Sessions.Add.Parameters(
                kind: kind.wireName, members: member, facilitators: facilitators, on: on, at: at,
                durationSeconds: try length.seconds("--for"), reason: reason, idempotencyKey: change.key)
            try daemon.show(API.Sessions.Add.self, parameters)
        }
    }
}
