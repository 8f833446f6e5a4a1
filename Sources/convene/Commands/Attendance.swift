import ArgumentParser
import ConvenedAPI

struct CheckIn: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "in", abstract: "Check members in, or hold the roll call.",
        discussion: """
            Without a code it is the roll call of the session that is open: one key marks a member, Enter checks in \
            the marked, A all but the marked.

            Where the group asks for measures, a terminal asks for them once the members are in; Enter leaves one out. \
            Values are never arguments: --measures reads lines such as 'craving: 4'.

            Examples:
              convene in
              convene in M1042 M1050
              convene in M1042 --at 18:05
              convene in M1042 --walk-in --session evening-iop@2026-11-23
              echo 'craving: 4' | convene in M1042 --measures -
              convene in M1042 --session evening-iop@2026-11-23 --at 18:00 --reason 'forgotten'

            At a session that has ended it is a correction: it asks for a reason, and when the session is long over, \
            for a supervisor.
            """)

    @Argument(help: "The members' codes.")
    var members: [String] = []
    @Option(help: ArgumentHelp("The session's name; the only possible one if absent.", valueName: "session"))
    var session: String?
    @Option(
        help: ArgumentHelp("When they came in, as 18:05 today or in RFC 3339; now if absent.", valueName: "time"))
    var at: String?
    @Option(help: ArgumentHelp("How they take part; in person if absent.", valueName: "mode"))
    var mode: AttendanceMode?
    @Flag(help: "Admit members who aren't on the roster.")
    var walkIn = false
    @Option(help: "Why it is entered after the session's end. It is kept for ever; name nobody.")
    var reason: String?
    @Option(
        help: ArgumentHelp("What the one member says of themselves; '-' is standard input.", valueName: "file"))
    var measures: String?
    @OptionGroup var change: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard measures == nil || members.count == 1 else {
            throw ValidationError("--measures is what one member says: name that one alone")
        }
    }

    func run(_ daemon: Connection) throws {
        if members.isEmpty { return try holdRollCall(daemon) }
        var arrivals: [API.Attendance.CheckIn.Reply] = []
        var refusal: Failure?
        do {
            try daemon.forEach(members, session: session) { member, session in
                let reply = try daemon.reply(
                    to: API.Attendance.CheckIn.self, parameters(member, of: members.count, session))
                try daemon.show(reply, as: API.Attendance.CheckIn.self)
                arrivals.append(try reply.decoded(as: API.Attendance.CheckIn.self))
            }
        } catch let failure as Failure {
            refusal = failure
        }
        // Who is in is in, whatever was refused of others and whatever becomes of the measures.
        try takeMeasures(of: arrivals, among: members.count, daemon)
        if let refusal { throw refusal }
    }

    /// The parameters for one of several members.
    func parameters(_ member: String, of count: Int, _ session: String?) -> API.Attendance.CheckIn.Parameters {
        .init(
            member: member, session: session, at: at, mode: mode?.wireName, walkIn: walkIn ? true : nil,
            reason: reason, idempotencyKey: change.key(for: member, of: count))
    }
}

struct CheckOut: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "out", abstract: "Check members out before the session ends.",
        discussion: "Ending a session checks everybody out by itself. Example: convene out M1042 --at 20:30")

    @Argument(help: "The members' codes.")
    var members: [String]
    @Option(help: ArgumentHelp("The session's name; the one that they are in if absent.", valueName: "session"))
    var session: String?
    @Option(help: ArgumentHelp("When they went, as 20:30 today or in RFC 3339; now if absent.", valueName: "time"))
    var at: String?
    @OptionGroup var change: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.forEach(members, session: session) { member, session in
            let key = change.key(for: member, of: members.count)
            try daemon.show(
                API.Attendance.CheckOut.self, .init(member: member, session: session, at: at, idempotencyKey: key))
        }
    }
}

struct Undo: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract:
            "Take back your own last entry: a check-in or check-out, a correction, a note, a signature, who leads, guests.",
        discussion: "It stays on record as entered in error.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Attendance.Undo.self, .init(idempotencyKey: change.key))
    }
}

struct AttendanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attendance", abstract: "Note call-outs, and mend attendances.",
        subcommands: [
            CallOut.self, Correct.self, Excuse.self, NoShow.self, EnteredInError.self, Move.self, History.self,
        ])

    struct Move: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "move", abstract: "Give an attendance that was entered for the wrong member to the right one.",
            discussion: """
                The times are kept. Once the session has ended it needs a reason.
                Example: convene attendance move evening-iop@2026-11-23 M1042 M1024 --reason 'wrong card'
                """)

        @Argument(help: "The session's name.")
        var session: String
        @Argument(help: "The code of the member for whom it was entered.")
        var from: String
        @Argument(help: "The code of the member who was really there.")
        var to: String
        @Flag(help: "Admit a member who isn't on the roster.")
        var walkIn = false
        @Option(help: "Why, if the session has ended. It is kept for ever; name nobody.")
        var reason: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Attendance.Move.Parameters(
                session: session, from: from, to: to, walkIn: walkIn ? true : nil, reason: reason,
                idempotencyKey: change.key)
            try daemon.show(API.Attendance.Move.self, parameters)
        }
    }
}

extension ChangeOptions {
    /// The key of one member's part of a command. A key stands for one change, so it has the code behind it where
    /// the command names several members.
    func key(for member: String, of count: Int) -> String? {
        count > 1 ? key.map { "\($0).\(member)" } : key
    }
}
