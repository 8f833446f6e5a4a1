import ArgumentParser
import ConvenedAPI
import Varlink

struct Who: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "who", abstract: "List everyone who is in the building, as for a fire drill.",
        discussion: "All sessions at once, the count first.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Attendance.Present.self)
    }
}

struct BlankSheets: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Print a day's blank sign-in sheets, for the day when nothing works.",
        discussion: """
            One sheet a session, with full names and room for times and signatures. Print tomorrow's every evening.

            Examples:
              convene sheet --html tomorrow.html
              convene sheet --on 2026-11-27 | lp
            """)

    @Option(help: ArgumentHelp("The date; tomorrow if absent.", valueName: "date"))
    var on: String?
    @Option(help: ArgumentHelp("As pages for print, one a session; '-' is standard output.", valueName: "file"))
    var html: String?
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        let date = try on ?? tomorrow(daemon)
        let planned = try daemon.call(API.Sessions.List.self, .init(from: date, to: date)).sessions
        let sessions = planned.filter { $0.state != "cancelled" }.map(\.session)
        guard !sessions.isEmpty else {
            return Terminal.complain([
                "No session is planned on \(weekdayAndDate(date)), so there is no sheet to print."
            ])
        }
        let replies = try sessions.map { try daemon.reply(to: API.Reports.Sheet.self, .init(session: $0)) }
        if global.json { return replies.forEach(daemon.printJSON) }
        let reports = try replies.map { try $0.decoded(as: API.Reports.Sheet.self).blankForm }
        guard let html else { return Terminal.print(Array(reports.map(lines).joined(separator: ["\u{C}"]))) }
        let title = "Sign-in sheets of \(weekdayAndDate(date))"
        try OutputFile.write(Array(htmlPage(title, reports).utf8), to: html)
        if html != "-" {
            Terminal.complain(["\(count(sessions.count, "sheet")) for \(weekdayAndDate(date)) in \(html)"])
        }
    }

    private func lines(_ report: Report) -> [String] {
        report.lines(on: Terminal.output) + report.signatures.flatMap { ["", "", "________________________", $0] }
    }

    /// The day after the site's today.
    private func tomorrow(_ daemon: Connection) throws -> String {
        let today = try daemon.call(API.Sessions.Today.self, .init()).date
        guard let noon = instant("\(today)T12:00:00Z") else {
            throw Failure(.software, "The daemon's date \(printable(today)) can't be understood.")
        }
        return day(utc(noon.milliseconds + 86_400_000))
    }
}
