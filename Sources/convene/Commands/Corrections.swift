import ArgumentParser
import ConvenedAPI

extension AttendanceCommand {
    struct Correct: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct", abstract: "Say when a member really was in the room.",
            discussion: """
                What was entered before stays on record. With --in alone only the arrival changes, with --out alone \
                only the departure. Somebody who left and came back has several of both.

                Examples:
                  convene attendance correct evening-iop@2026-11-23 M1042 --in 18:00 --out 20:45 --reason 'sheet'
                  convene attendance correct evening-iop M1042 --out 20:45 --reason 'left without a word'
                  convene attendance correct evening-iop M1042 --in 18:00 --out 19:00 --in 19:30 --out 21:00 \
                --reason 'sheet'
                """)

        @OptionGroup var which: AttendanceArguments
        @Option(
            name: .customLong("in"), parsing: .singleValue,
            help: ArgumentHelp("When they came in, as 18:00 or in RFC 3339.", valueName: "time"))
        var came: [String] = []
        @Option(
            name: .customLong("out"), parsing: .singleValue,
            help: ArgumentHelp("When they went out.", valueName: "time"))
        var went: [String] = []
        @Option(help: ArgumentHelp("How they took part; as it was entered if absent.", valueName: "mode"))
        var mode: AttendanceMode?
        @Flag(help: "Admit a member who isn't on the roster.")
        var walkIn = false
        @Option(help: "Why. It is kept for ever; name nobody.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Corrections.Correct.self,
                .init(
                    session: which.session, member: which.member, in: came, out: went, mode: mode?.wireName,
                    walkIn: walkIn ? true : nil, reason: reason, idempotencyKey: change.key))
        }
    }

    struct Excuse: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "excuse", abstract: "Say what an absence was: excused, unless you say otherwise.",
            discussion: """
                An excused absence earns nothing, but doesn't count among a member's absences.
                Example: convene attendance excuse evening-iop@2026-11-23 M1042 --reason 'court date'
                """)

        @OptionGroup var which: AttendanceArguments
        @Option(
            name: .customLong("as"),
            help: ArgumentHelp("What it was.", valueName: "what"))
        var state = AbsenceReview.excused
        @Option(help: "Why. It is kept for ever; name nobody.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Corrections.Review.self,
                .init(
                    session: which.session, member: which.member, state: state.wireName, reason: reason,
                    idempotencyKey: change.key))
        }
    }

    struct NoShow: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "no-show", abstract: "Say that a member for whom something else was entered didn't come.",
            discussion: "Example: convene attendance no-show evening-iop@2026-11-23 M1042 --reason 'wrong card'")

        @OptionGroup var which: AttendanceArguments
        @Option(help: "Why. It is kept for ever; name nobody.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Corrections.NoShow.self,
                .init(session: which.session, member: which.member, reason: reason, idempotencyKey: change.key))
        }
    }

    struct EnteredInError: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "error", abstract: "Say that what was entered for a member was entered in error.",
            discussion: """
                If they were expected at a session that is over, they are a no-show then. For an attendance that is \
                another member's see 'convene attendance move'.
                Example: convene attendance error evening-iop@2026-11-23 M1042 --reason 'wrong group'
                """)

        @OptionGroup var which: AttendanceArguments
        @Option(help: "Why. It is kept for ever; name nobody.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Corrections.Void.self,
                .init(session: which.session, member: which.member, reason: reason, idempotencyKey: change.key))
        }
    }

    struct CallOut: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "call-out", abstract: "Note that a member has said that they won't come.",
            discussion: """
                A group's identifier means its next session. If it endangers their week, the case manager hears of it \
                at once.
                Example: convene attendance call-out evening-iop M1042
                """)

        @OptionGroup var which: AttendanceArguments
        @Flag(help: "They will come after all.")
        var withdraw = false
        @Option(help: "Why, if it matters. It is kept for ever; name nobody.")
        var reason: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Corrections.CallOut.self,
                .init(
                    session: which.session, member: which.member, withdraw: withdraw ? true : nil, reason: reason,
                    idempotencyKey: change.key))
        }
    }

    struct History: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "history", abstract: "Show what was entered and corrected for a member at a session.",
            discussion: "Example: convene attendance history evening-iop@2026-11-23 M1042")

        @OptionGroup var which: AttendanceArguments
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Corrections.History.self, .init(session: which.session, member: which.member))
        }
    }
}

/// A member at a session.
struct AttendanceArguments: ParsableArguments {
    @Argument(help: "The session's name, or its group's identifier for today's.")
    var session: String
    @Argument(help: "The member's code.")
    var member: String
}
