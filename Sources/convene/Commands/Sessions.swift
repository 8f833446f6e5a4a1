import ArgumentParser
import ConvenedAPI
import Varlink

struct Today: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "today", abstract: "List today's sessions.",
        discussion: "The times are the site's, whatever this terminal's zone is.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Sessions.Today.self)
    }
}

struct SessionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "Show sessions and take them through their course.",
        discussion: """
            A session is named by its group and local date, such as evening-iop@2026-11-23. It opens itself 30 minutes \
            before its planned start. Where the name is left out, the only possible session is meant.
            """,
        subcommands: [
            List.self, Show.self, Open.self, Start.self, Next.self, Back.self, Break.self, Interrupt.self, Resume.self,
            Extend.self, End.self, Sign.self, Lead.self, Guests.self, Cancel.self, Reopen.self, Merge.self, Add.self,
        ])
}

extension SessionCommand {
    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List sessions, those of the coming seven days unless said otherwise.",
            discussion: "Example: convene session list --from 2026-11-01 --to 2026-11-30 --group evening-iop")

        @Option(help: ArgumentHelp("The first date; today if absent.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("The last date; the seventh day if absent.", valueName: "date"))
        var to: String?
        @Option(help: ArgumentHelp("Only this group's.", valueName: "group"))
        var group: String?
        @Option(help: ArgumentHelp("Only those in this state.", valueName: "state"))
        var state: SessionState?
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Sessions.List.self, .init(from: from, to: to, group: group, state: state?.wireName))
        }
    }

    struct Show: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a session and who is in it.",
            discussion: """
                --summary shows what was said when it was signed, to who facilitated it and to supervisors.

                Example: convene session show evening-iop@2026-11-23
                """)

        @Argument(help: "The session's name; the one that is open or running if absent.")
        var session: String?
        @Flag(help: "Also what was said of it when it was signed.")
        var summary = false
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(API.Sessions.Show.self, .init(session: $0, summary: summary ? true : nil))
            }
        }
    }

    struct Open: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "open", abstract: "Open a session for check-in before it opens itself.",
            discussion: "Example: convene session open evening-iop@2026-11-23")

        @Argument(help: "The session's name; today's next one if absent.")
        var session: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(API.Sessions.Open.self, .init(session: $0, idempotencyKey: change.key))
            }
        }
    }

    struct Start: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Start treatment: from now on time is credited.",
            discussion: """
                Later than planned by more than the program's grace, a terminal asks when treatment really began.

                Example, for one that began earlier: convene session start --at 18:05
                """)

        @Argument(help: "The session's name; the one that is open if absent.")
        var session: String?
        @Option(help: ArgumentHelp("When it started, as 18:05 today or in RFC 3339; now if absent.", valueName: "time"))
        var at: String?
        @Flag(help: "It starts now, however late that is: don't ask.")
        var now = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard at == nil || !now else { throw ValidationError("--at and --now are two times: choose one") }
        }

        func run(_ daemon: Connection) throws {
            let asks = at == nil && !now && Terminal.canAsk
            try daemon.resolving(session) { session in
                do {
                    try start(session, at: at, asks: asks, daemon)
                } catch let refusal as VarlinkFailure {
                    guard asks, let late = refusal.decode(as: API.Sessions.StartsLate.self) else { throw refusal }
                    daemon.disconnect()
                    try start(late.session, at: late.askWhenItBegan(), asks: false, daemon)
                }
            }
        }

        private func start(_ session: String?, at time: String?, asks: Bool, _ daemon: Connection) throws {
            try daemon.show(
                API.Sessions.Start.self,
                .init(session: session, at: time, ask: asks ? true : nil, idempotencyKey: change.key))
        }
    }

    struct End: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "End treatment and check everybody out.",
            discussion: "Example: convene session end --at 21:00")

        @Argument(help: "The session's name; the one that is running if absent.")
        var session: String?
        @Option(help: ArgumentHelp("When it ended, as 21:00 today or in RFC 3339; now if absent.", valueName: "time"))
        var at: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.resolving(session) {
                try daemon.show(API.Sessions.End.self, .init(session: $0, at: at, idempotencyKey: change.key))
            }
        }
    }

    struct Cancel: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Cancel a session. Nobody becomes a no-show by it.",
            discussion:
                "One that runs ends now, and what was real is credited. Example: convene session cancel evening-iop@2026-11-23 --reason 'facilitator ill'"
        )

        @Argument(help: "The session's name.")
        var session: String
        @Option(help: ArgumentHelp("Why, for the record. Name nobody.", valueName: "text"))
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Sessions.Cancel.self, .init(session: session, reason: reason, idempotencyKey: change.key))
        }
    }
}
