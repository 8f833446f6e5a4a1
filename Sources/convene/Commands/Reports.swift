import ArgumentParser
import ConvenedAPI
import Varlink

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print reports: on the terminal, as CSV, JSON or a page for print.",
        discussion: """
            --html FILE writes a page that needs nothing else and prints well; '-' is standard output. Files that are \
            written are readable by you alone. Times in CSV are in minutes or quarter hours, what was earned rounded down \
            and what was asked for rounded up.
            """,
        subcommands: [Week.self, Month.self, Member.self, Group.self, Sheet.self, Extract.self])

    struct Week: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "week", abstract: "All members' hours of a week.",
            discussion: "Example: convene report week --on 2026-11-16 --csv")

        @Option(help: ArgumentHelp("Any date in the week; today if absent.", valueName: "date"))
        var on: String?
        @Option(help: ArgumentHelp("Only members on this group's roster.", valueName: "group"))
        var group: String?
        @OptionGroup var form: ReportOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.report(API.Hours.Week.self, .init(on: on, group: group, export: true), form)
        }
    }

    struct Month: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "month", abstract: "The weeks that begin in a month, by member.",
            discussion: "Example: convene report month --month 2026-11 --group evening-iop")

        @Option(help: ArgumentHelp("Such as 2026-11; the present one if absent.", valueName: "month"))
        var month: String?
        @Option(help: ArgumentHelp("Only members on this group's roster.", valueName: "group"))
        var group: String?
        @Option(help: ArgumentHelp("Only members of this program.", valueName: "program"))
        var program: String?
        @OptionGroup var form: ReportOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.report(API.Reports.Month.self, .init(month: month, group: group, program: program), form)
        }
    }

    struct Member: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "member", abstract: "A member's whole stay: hours by week against what was required.",
            discussion: "Example: convene report member M1042 --html stay.html")

        @Argument(help: "The member's code.")
        var member: String
        @Option(help: ArgumentHelp("The first day of the stay; the latest stay if absent.", valueName: "date"))
        var admitted: String?
        @OptionGroup var form: ReportOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.report(API.Reports.Stay.self, .init(member: member, admitted: admitted), form)
        }
    }

    struct Group: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "group", abstract: "A group's sessions: how full they were, and who didn't come.",
            discussion: "Example: convene report group evening-iop --from 2026-10-01")

        @Argument(help: "The group.")
        var group: String
        @Option(help: ArgumentHelp("The first day; four weeks before the last if absent.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("The last day; today if absent.", valueName: "date"))
        var to: String?
        @OptionGroup var form: ReportOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.report(API.Reports.Group.self, .init(group: group, from: from, to: to), form)
        }
    }

    struct Sheet: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "A session's sign-in sheet, with full names and room for signatures.",
            discussion: "Example: convene report sheet evening-iop@2026-11-23 --html sheet.html")

        @Argument(help: "The session's name.")
        var session: String
        @OptionGroup var form: ReportOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.report(API.Reports.Sheet.self, .init(session: session), form)
        }
    }

    struct Extract: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "extract", abstract: "A member's own record, to hand to them. It names no other member.",
            discussion: "Example: convene report extract M1042 --html extract.html")

        @Argument(help: "The member's code.")
        var member: String
        @OptionGroup var form: ReportOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.report(API.Reports.Extract.self, .init(member: member), form)
        }
    }
}

/// What a report is written as.
struct ReportOptions: ParsableArguments {
    @Flag(help: "As CSV: the report's table, with a header row.")
    var csv = false
    @Option(help: ArgumentHelp("As a page for print; '-' is standard output.", valueName: "file"))
    var html: String?
    @Option(help: ArgumentHelp("How CSV counts time: minutes if absent.", valueName: "unit"))
    var unit: TimeUnit?

    func validate() throws {
        guard !csv || html == nil else { throw ValidationError("--csv and --html are two forms: choose one") }
        guard csv || unit == nil else { throw ValidationError("--unit is for --csv: add that, or leave the unit out") }
    }
}

extension Connection {
    fileprivate func report<Method: VarlinkMethod>(
        _ method: Method.Type, _ parameters: Method.Parameters, _ form: ReportOptions
    ) throws where Method.Reply: Reportable {
        guard !printsJSON || !form.csv && form.html == nil else {
            throw ValidationError("--json, --csv and --html are three forms: choose one")
        }
        let reply = try reply(to: method, parameters)
        if printsJSON { return printJSON(reply) }
        let report = try reply.decoded(as: method).report
        if form.csv {
            Terminal.write(Array(report.csv(form.unit ?? .minutes).utf8))
            return
        }
        guard let file = form.html else { return Terminal.print(report.lines(on: Terminal.output)) }
        try OutputFile.write(Array(report.html.utf8), to: file)
    }
}
