import ArgumentParser
import ConvenedAPI

struct EnrolmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrolment", abstract: "Show and change stays: levels of care, holds, transfers and dates.",
        discussion: """
            A stay begins with 'convene member admit' and ends with 'convene member discharge'. What a week must hold \
            hangs on its levels of care, each from a day on; past weeks are judged by what held then, and what reaches \
            back into a closed week is a supervisor's to enter.
            """,
        subcommands: [Show.self, Set.self, Advance.self, Hold.self, Resume.self, Transfer.self, Reinstate.self])

    struct Show: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a member's stays with all that was ever said of them.",
            discussion: "Example: convene enrolment show M1042")

        @Argument(help: "The member's code.")
        var member: String
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Enrolments.Show.self, .init(member: member))
        }
    }

    struct Set: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set what a member is to have from a day on, or when something was done.",
            discussion: """
                What isn't named stays as it is; another program or step brings its own requirement. --weekly 0h and \
                --days 0 take away what the treatment plan set. --step 0 goes back to the beginning of the step-down \
                plan, which goes on from there.

                Examples:
                  convene enrolment set M1042 --weekly 12h --from 2026-12-01 --reason 'treatment plan of November'
                  convene enrolment set M1042 --step 0 --reason 'more support is needed'
                  convene enrolment set M1042 --recertified 2026-11-20
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The program, for a step up or down.", valueName: "program"))
        var program: String?
        @Option(help: ArgumentHelp("How many steps of the step-down plan are taken; 0 for none.", valueName: "number"))
        var step: Int?
        @Option(help: ArgumentHelp("What the treatment plan asks for in a week.", valueName: "length"))
        var weekly: String?
        @Option(help: ArgumentHelp("The days of treatment that the treatment plan asks for.", valueName: "number"))
        var days: Int?
        @Option(help: ArgumentHelp("Whole weeks in which falling short alarms nobody.", valueName: "number"))
        var transitionWeeks: Int?
        @Option(help: ArgumentHelp("The first day; today if absent.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("When the initial evaluation was done.", valueName: "date"))
        var evaluated: String?
        @Option(help: ArgumentHelp("When the treatment plan was made or last reviewed.", valueName: "date"))
        var planned: String?
        @Option(help: ArgumentHelp("When the need for treatment was last certified.", valueName: "date"))
        var recertified: String?
        @Option(help: ArgumentHelp("Why there is another level of care.", valueName: "text"))
        var reason: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Enrolments.Set.Parameters(
                member: member, from: from, program: program, step: step,
                weeklySeconds: try weekly?.secondsOrNone("--weekly"),
                days: days, transitionWeeks: transitionWeeks, evaluated: evaluated, planned: planned,
                recertified: recertified, reason: reason, idempotencyKey: change.key)
            try daemon.show(API.Enrolments.Set.self, parameters)
        }
    }

    struct Advance: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "advance", abstract: "Take the next step of the step-down plan before its day.",
            discussion: "Example: convene enrolment advance M1042 --reason 'goals reached early'")

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The first day; today if absent.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("Why.", valueName: "text"))
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Enrolments.Advance.Parameters(
                member: member, from: from, reason: reason, idempotencyKey: change.key)
            try daemon.show(API.Enrolments.Advance.self, parameters)
        }
    }

    struct Hold: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Interrupt a stay: nobody expects the member, and the days ask for nothing.",
            discussion: """
                Examples:
                  convene enrolment hold M1042 --from 2026-12-01 --reason 'in hospital'
                  convene enrolment hold M1042 --from 2026-12-24 --until 2027-01-02 --reason travelling
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The first day; today if absent.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("The day on which treatment goes on, if it is known.", valueName: "date"))
        var until: String?
        @Option(help: ArgumentHelp("Why.", valueName: "text"))
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Enrolments.Hold.Parameters(
                member: member, from: from, until: until, reason: reason, idempotencyKey: change.key)
            try daemon.show(API.Enrolments.Hold.self, parameters)
        }
    }

    struct Resume: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Let a stay that is on hold go on, or change or take back a hold.",
            discussion: """
                Without --hold the hold that lasts is meant, or else the next one. On its first day it is taken back; \
                without --on, so is one that is still ahead.

                Examples:
                  convene enrolment resume M1042 --on 2026-12-14
                  convene enrolment resume M1042 --hold 2026-12-24 --on 2026-12-24
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The first day of the hold that is meant.", valueName: "date"))
        var hold: String?
        @Option(help: ArgumentHelp("The first day of treatment; today if absent.", valueName: "date"))
        var on: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Enrolments.Resume.self, .init(member: member, hold: hold, on: on, idempotencyKey: change.key))
        }
    }

    struct Transfer: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "transfer", abstract: "End a stay and begin one in another program, both or neither.",
            discussion: """
                Places in groups that aren't for the new program end the day before.

                Example: convene enrolment transfer M1042 --to php --group day-php --on 2026-12-07
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The program to go to.", valueName: "program"))
        var to: String
        @Option(help: ArgumentHelp("The first day there; today if absent.", valueName: "date"))
        var on: String?
        @Option(help: ArgumentHelp("A group on whose roster they go; may be repeated.", valueName: "group"))
        var group: [String] = []
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let parameters = API.Enrolments.Transfer.Parameters(
                member: member, program: to, on: on, groups: group, idempotencyKey: change.key)
            try daemon.show(API.Enrolments.Transfer.self, parameters)
        }
    }

    struct Reinstate: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "reinstate", abstract: "Take a discharge back: the stay goes on.",
            discussion: """
                They have again the places that ended on that day, or wait where somebody else has them. For another \
                day of discharge say just that with 'convene member discharge'.
                Example: convene enrolment reinstate M1042 --reason 'stays after all'
                """)

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("Why.", valueName: "text"))
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(
                API.Enrolments.Reinstate.self, .init(member: member, reason: reason, idempotencyKey: change.key))
        }
    }
}
