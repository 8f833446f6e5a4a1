import ConvenedAPI
import Foundation
import Testing

@testable import convene

/// What becomes of a report on a terminal, in CSV and on a page.
@Suite struct ReportTests {
    static let names = [
        "<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "O'Brien, \"Bo\"", "ليلى العلي",
        "Maximiliana-Bartholomea von und zu Oberunterquillfeatherstein",
    ]

    private static func report(_ rows: [[Grid.Value]]) -> Report {
        var table = Grid(
            caption: "Members",
            columns: [
                .text("Name", "name", shrinksTo: 8), .number("Credited", "credited"), .number("Of", "required"),
                .number("Rate", "rate_percent"), .picture("Hours"), .text("Standing", "standing"),
                .picture("Signature"),
            ])
        table.rows = rows
        return Report(title: "A <report>", subtitle: "All of it.", table: table, notes: ["A note & more"])
    }

    private static func row(_ name: String, _ credited: Int = 9 * 3600) -> [Grid.Value] {
        [
            .text(name), .duration(credited), .requirement(9 * 3600), .share(2, of: 3),
            .bar(credited, of: 9 * 3600, most: 9 * 3600), .standing("out_of_reach"), .blank,
        ]
    }

    @Test(
        "CSV counts in whole units: what was earned down, what was asked for up",
        arguments: [
            (TimeUnit.minutes, 10799, 10801, "179", "181"), (.minutes, 10800, 10800, "180", "180"),
            (.quarterHours, 10799, 10801, "11", "13"), (.quarterHours, 899, 1, "0", "1"),
        ])
    func units(_ example: (TimeUnit, Int, Int, String, String)) {
        let (unit, earned, asked, down, up) = example
        let row: [Grid.Value] = [
            .text("x"), .duration(earned), .requirement(asked), .share(0, of: 0), .none, .standing("met"), .blank,
        ]
        let lines = Self.report([row]).csv(unit).split(separator: "\r\n")
        let suffix = unit == .minutes ? "minutes" : "quarter_hours"
        #expect(lines[0] == "name,credited_\(suffix),required_\(suffix),rate_percent,standing")
        #expect(lines[1] == "x,\(down),\(up),,met")
    }

    @Test(
        "A field of CSV is no formula and stays one field",
        arguments: zip(
            names,
            [
                "<script>alert(1)</script>", "\"'=HYPERLINK(\"\"http://x\"\")\"", "\"O'Brien, \"\"Bo\"\"\"",
                "ليلى العلي", "Maximiliana-Bartholomea von und zu Oberunterquillfeatherstein",
            ]))
    func fields(name: String, field: String) {
        let line = Self.report([Self.row(name)]).csv(.minutes).split(separator: "\r\n").last
        #expect(line == "\(field),540,540,67,out_of_reach")
    }

    @Test("A page lets nothing in, and a name is text", arguments: names)
    func page(name: String) {
        let html = Self.report([Self.row(name)]).html
        #expect(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
        #expect(html.contains("<title>A &lt;report&gt;</title>"))
        #expect(html.contains("<p class=\"note\">A note &amp; more</p>"))
        #expect(html.contains("<td class=\"out_of_reach\">✗ out of reach</td>"))
        #expect(!html.contains("<script"))
        #expect(!html.contains("\"http"))
        #expect(!html.contains("src="))
        if !name.utf8.contains(where: { "<>&\"'".utf8.contains($0) }) { #expect(html.contains(name)) }
    }

    @Test("On a terminal there are bars, what is lacking is dotted, and there is no room to sign")
    func lines() {
        let lines = Self.report([Self.row("Ada P.", 6 * 3600)]).lines(on: .plain)
        #expect(lines[0] == "A <report>")
        #expect(lines.contains { $0.contains("6 h 00  9 h  67 %  █████████████·······  ✗ out of reach") })
        #expect(lines.contains { $0.hasPrefix("NAME") && !$0.contains("SIGNATURE") })
        #expect(Self.report([]).lines(on: .plain).contains("There is nothing to show."))
    }

    @Test("A picture has a bar a week, hatched where it isn't enough, and says what it shows")
    func chart() {
        let bars = (0..<30).map { index in
            Chart.Bar(
                label: "<w\(index)>", value: index * 1200, required: index < 15 ? 32400 : 21600,
                isEnough: index * 1200 >= 21600, isOpen: index == 29, mark: index == 15 ? "step & more" : nil)
        }
        let svg = Chart(title: "Hours \"by\" week", bars: bars, unit: "h", perUnit: 3600).figure
        #expect(svg.ranges(of: "<rect class=\"short\"").count == 18)
        #expect(svg.ranges(of: "<rect class=\"enough\"").count == 11)
        #expect(svg.ranges(of: "<rect class=\"enough open\"").count == 1)
        #expect(svg.contains("aria-label=\"Hours &quot;by&quot; week\""))
        #expect(svg.contains(">step &amp; more</text>"))
        #expect(svg.contains("<title>&lt;w3&gt;</title>"))
        #expect(Chart(title: "", bars: [], unit: "h", perUnit: 3600).figure.isEmpty)
    }

    @Test("A measure is its latest values in order with what they mean, and a picture on its own scale")
    func measure() {
        let course = API.Reports.Course(
            measure: "mood", name: "Mood <b>", lowest: -5, highest: 5, better: "higher", alert: -3,
            points: (1...14).map { day in
                API.Reports.Point(date: "2026-11-\(day + 10)", value: day == 9 ? -4 : day - 10, alarming: day == 9)
            })
        #expect(
            course.inBrief
                == "-7, -6, -5, -4, -3, -2, -4!, 0, 1, 2, 3, 4 (-5 to 5; higher is better; ! from -3 on; 2026-11-13 to 2026-11-24)"
        )
        let figure = course.chart.figure
        #expect(figure.contains("<figcaption>Mood &lt;b&gt;</figcaption>"))
        #expect(figure.ranges(of: "<rect class=\"enough\"").count == 13)
        #expect(figure.ranges(of: "<rect class=\"short\"").count == 1)
        #expect(figure.contains(">-9 </text>"))
        #expect(figure.contains("<polyline class=\"wanted\" points=\"40,"))
    }

    @Test("A stay fits on 80 columns, and what didn't change has no column", arguments: [[], ["2026-11-08"]])
    func narrow(changes: [String]) {
        let weeks = ["2026-11-01", "2026-11-08", "2026-11-15"].map { week in
            API.Reports.Week(
                week: week, program: "iop-young-adult", requiredSeconds: 32400, attendedSeconds: 35940,
                creditedSeconds: 36000, missingSeconds: 0, standing: "needs_makeup", closed: true, provisional: false)
        }
        let course = API.Reports.Course(
            measure: "sleep", name: "Hours of sleep", lowest: 0, highest: 24, better: "higher", alert: 3,
            points: (10..<30).map { .init(date: "2026-11-\($0)", value: $0, alarming: false) })
        let reply = API.Reports.Stay.Reply(
            member: "M1042", shortName: "Ada P.",
            stay: .init(
                program: "iop-young-adult", state: "active", admitted: "2026-10-03",
                marks: changes.map { .init(on: $0, text: "iop-young-adult, 6 h a week (step 1)") }),
            weeks: weeks, attended: 9, missed: 0, excused: 0, longestGapDays: 0, measures: [course])
        let lines = reply.report.lines(on: Screen(width: 80, colour: false))
        for line in lines { #expect(displayWidth(line) <= 80, "\(line)") }
        #expect(lines.contains { $0.hasPrefix("WEEK") && $0.hasSuffix("CHANGE") } == !changes.isEmpty)
        let sleep = lines.drop { !$0.hasPrefix("Hours of sleep") }.prefix(2)
        #expect(sleep.first?.contains("  18, 19, ") == true)
        #expect(sleep.last?.hasPrefix("                ") == true)
    }

    @Test("Weeks that lack a signature are marked on a terminal, and CSV says of each whether it is final")
    func unsigned() {
        let week = { (week: String, closed: Bool, provisional: Bool) in
            API.Reports.Week(
                week: week, program: "iop-adult", requiredSeconds: 32400, attendedSeconds: 35940,
                creditedSeconds: 36000, missingSeconds: 0, standing: "met", closed: closed, provisional: provisional)
        }
        let report = API.Reports.Stay.Reply(
            member: "M1042", shortName: "Ada P.",
            stay: .init(program: "iop-adult", state: "active", admitted: "2026-10-03", marks: []),
            weeks: [week("2026-11-01", true, false), week("2026-11-08", true, true), week("2026-11-15", false, true)],
            attended: 9, missed: 0, excused: 0, longestGapDays: 0, measures: []
        ).report
        let lines = report.lines(on: Screen(width: 80, colour: false))
        #expect(lines.allSatisfy { displayWidth($0) <= 80 })
        #expect(lines.filter { $0.hasSuffix("unsigned") }.map { $0.prefix(10) } == ["2026-11-08"])
        #expect(report.subtitle.contains("provisional: those are marked"))
        #expect(report.facts.contains { $0 == ("Weeks met", "2 of 2") })
        let table = report.csv(.minutes).split(separator: "\r\n").map { $0.split(separator: ",") }
        let column = table.first?.firstIndex(of: "finality")
        #expect(table.dropFirst().map { row in column.map { row[$0] } } == ["final", "provisional", "provisional"])
        #expect(report.html.contains(">unsigned<"))
    }

    @Test("A sheet says who led when, and who signed it")
    func sheet() {
        let reply = { (signed: Bool) in
            API.Reports.Sheet.Reply(
                session: "evening-iop@2026-11-23", site: "Clinic", groupName: "Evening IOP", kind: "group",
                state: signed ? "closed" : "ended", plannedStart: "2026-11-23T18:00:00-05:00",
                plannedEnd: "2026-11-23T21:00:00-05:00", startedAt: "2026-11-23T18:00:00-05:00",
                endedAt: "2026-11-23T21:00:00-05:00", pauses: [],
                facilitators: [
                    .init(
                        staff: "RK", name: "Rae Kim", credentials: "LCSW", lead: true,
                        led: [.init(from: "2026-11-23T18:20:00-05:00", to: "2026-11-23T21:00:00-05:00")]),
                    .init(staff: "TM", lead: false),
                ], signedBy: signed ? "RK" : nil, sentence: signed ? "So it was." : nil,
                signedAt: signed ? "2026-11-23T21:05:00-05:00" : nil, present: 1, rows: []
            ).report
        }
        let facts = reply(true).facts
        #expect(facts.contains { $0 == ("Facilitators", "Rae Kim, LCSW (led 18:20 to 21:00); TM") })
        #expect(facts.contains { $0 == ("Signed", "by RK on 2026-11-23 at 21:05: So it was.") })
        #expect(reply(true).signatures.isEmpty)
        #expect(reply(false).signatures == ["Rae Kim, LCSW (lead), date", "TM, date"])
        #expect(!reply(false).facts.contains { $0.label == "Signed" })
    }

    @Test("Where a screen is too narrow, columns of zeros are left out")
    func zeros() {
        var table = Grid(
            caption: "Sessions",
            columns: [.text("Session", "session"), .number("Walk-in", "walk_in"), .number("No-show", "no_show")])
        table.rows = [
            [.text("evening-iop@2026-11-23"), .number(0), .number(1)],
            [.text("evening-iop@2026-11-25"), .number(0), .number(0)],
        ]
        #expect(table.lines(on: .plain).first == "SESSION                 WALK-IN  NO-SHOW")
        #expect(table.lines(on: Screen(width: 40, colour: false)).first == "SESSION                 WALK-IN  NO-SHOW")
        #expect(table.lines(on: Screen(width: 39, colour: false)).first == "SESSION                 NO-SHOW")
    }

    @Test("Measures from a file: what isn't a measure and a number is said by line, without the value")
    func measuresFromFile() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("measures-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        func read(_ text: String) throws -> [API.Measures.Value] {
            try Data(text.utf8).write(to: folder)
            return try MeasureForm.read(InputFile(folder.path))
        }
        #expect(
            try read("# tonight\n\nCraving: 4\nmood:-2\n") == [
                .init(measure: "craving", value: 4), .init(measure: "mood", value: -2),
            ])
        for wrong in ["craving 4", "craving: four", "craving:", ": 4"] {
            #expect { try read("mood: 1\n\(wrong)\n") } throws: { error in
                guard let failure = error as? Failure else { return false }
                return failure.status == .badData && "\(failure.lines)".contains(":2: write a measure")
                    && !"\(failure.lines)".contains("four")
            }
        }
    }
}
