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
                == "-7, -6, -5, -4, -3, -2, -4!, 0, 1, 2, 3, 4 (-5 to 5; higher is better; ! at -3 and below; 2026-11-13 to 2026-11-24)"
        )
        let figure = course.chart.figure
        #expect(figure.contains("<figcaption>Mood &lt;b&gt;</figcaption>"))
        #expect(figure.ranges(of: "<rect class=\"enough\"").count == 13)
        #expect(figure.ranges(of: "<rect class=\"short\"").count == 1)
        #expect(figure.contains(">-9 </text>"))
        #expect(figure.contains("<polyline class=\"wanted\" points=\"40,"))
    }

    /// The last day of a week by its first one, as far as these tests go.
    private static let ends = [
        "2026-11-01": "2026-11-07", "2026-11-08": "2026-11-14", "2026-11-15": "2026-11-21", "2026-11-22": "2026-11-28",
        "2026-11-29": "2026-12-05",
    ]

    private static func week(
        _ week: String, program: String = "iop-adult", standing: String = "met", rule: String = "weekly-minimum",
        credited: Int = 36000, required: Int = 32400, closed: Bool = true, provisional: Bool = false
    ) -> API.Reports.Week {
        API.Reports.Week(
            week: week, end: ends[week] ?? "", program: program, requiredSeconds: required, attendedSeconds: 35940,
            creditedSeconds: credited, missingSeconds: 0, standing: standing, rule: rule, closed: closed,
            provisional: provisional)
    }

    private static func stay(
        _ weeks: [API.Reports.Week], _ marks: [API.Reports.Mark] = []
    ) -> API.Reports.Stay.Reply {
        API.Reports.Stay.Reply(
            member: "M1042", shortName: "Ada P.",
            stay: .init(program: "iop-adult", state: "active", admitted: "2026-10-03", marks: marks), weeks: weeks,
            attended: 9, missed: 0, excused: 0, longestGapDays: 0, measures: [])
    }

    @Test("The rule that decided is named where the hours alone don't explain a standing")
    func rule() {
        let report = Self.stay([
            Self.week("2026-11-01"), Self.week("2026-11-08", standing: "shortfall", rule: "minimum-days"),
            Self.week("2026-11-15", standing: "shortfall", credited: 3600),
        ]).report
        let lines = report.lines(on: Screen(width: 200, colour: false))
        #expect(lines.filter { $0.hasPrefix("2026-11") }.map { $0.hasSuffix("minimum days") } == [false, true, false])
        let table = report.csv(.minutes).split(separator: "\r\n").map { $0.split(separator: ",") }
        let column = table.first?.firstIndex(of: "rule")
        #expect(
            table.dropFirst().map { row in column.map { row[$0] } } == [
                "weekly-minimum", "minimum-days", "weekly-minimum",
            ])
        let met = Self.stay([Self.week("2026-11-01")]).report.lines(on: Screen(width: 200, colour: false))
        #expect(!met.contains { $0.contains("RULE") })
        #expect(report.html.contains(">Rule</th>"))
        #expect(!Self.stay([Self.week("2026-11-01")]).report.html.contains(">Rule</th>"))
    }

    @Test(
        "What changes stands in its own week; in none if it is still ahead, in the next one if its week has no figures")
    func marks() {
        let marks = [
            API.Reports.Mark(on: "2026-11-10", text: "on hold"), .init(on: "2026-11-17", text: "treatment goes on"),
            .init(on: "2026-11-30", text: "a step down"),
        ]
        let report = Self.stay([Self.week("2026-11-01"), Self.week("2026-11-15"), Self.week("2026-11-22")], marks)
            .report
        let rows = report.lines(on: Screen(width: 200, colour: false)).filter { $0.hasPrefix("2026-11") }
        #expect(rows.map { $0.contains("on hold; treatment goes on") } == [false, true, false])
        #expect(!rows.contains { $0.contains("a step down") })
        #expect(report.charts[0].bars.compactMap(\.mark) == ["on hold; treatment goes on"])
        #expect(report.facts.contains { $0 == ("From 2026-11-30", "a step down") })
    }

    @Test("What is written at a line in a picture stays within it")
    func marksInPictures() throws {
        let text = "iop-adult, 8 h 00 a week by treatment plan"
        let bars = (0..<8).map { index in
            Chart.Bar(
                label: "w", value: 1, required: 1, isEnough: true, isOpen: false,
                mark: [1, 6, 7].contains(index) ? text : nil)
        }
        let svg = Chart(title: "", bars: bars, unit: "h", perUnit: 1).figure
        let found = svg.matches(of: /x="([0-9.]+)" y="16"( text-anchor="end")?><title>[^<]*<\/title>([^<]*)</)
        #expect(found.count == 3)
        for match in found {
            let x = try #require(Double(match.output.1))
            let width = Double(match.output.3.count) * 6
            let (from, to) = match.output.2 == nil ? (x, x + width) : (x - width, x)
            #expect(from >= 39 && to <= 713, "\(match.output.0)")
        }
        #expect(found.map { $0.output.2 == nil } == [true, false, true])
        #expect(found.map(\.output.3).first == text[...])
    }

    /// Five weeks of one member, the fourth of them exempt.
    private static func month(_ name: String) -> API.Reports.Month.Reply {
        let weeks = ["2026-11-01", "2026-11-08", "2026-11-15", "2026-11-22", "2026-11-29"]
        return API.Reports.Month.Reply(
            month: "2026-11", weeks: weeks,
            rows: [
                .init(
                    member: "M1042", shortName: name, program: "iop-adult",
                    weeks: weeks.map { week($0, standing: $0 == "2026-11-22" ? "exempt" : "met", provisional: true) },
                    attendedSeconds: 5 * 35940, creditedSeconds: 5 * 36000, countedSeconds: 4 * 36000,
                    requiredSeconds: 4 * 32400)
            ])
    }

    @Test("Weeks of a member's own stand under the week of the site in which they begin")
    func ownWeeks() {
        let reply = API.Reports.Month.Reply(
            month: "2026-11", weeks: ["2026-11-01", "2026-11-08", "2026-11-15"],
            rows: [
                .init(
                    member: "M1042", shortName: "Ada P.", program: "own-weeks",
                    weeks: [Self.week("2026-11-01"), Self.week("2026-11-05"), Self.week("2026-11-19")],
                    attendedSeconds: 3 * 35940, creditedSeconds: 3 * 36000, countedSeconds: 3 * 36000,
                    requiredSeconds: 3 * 32400)
            ])
        let line = reply.report.csv(.minutes).split(separator: "\r\n")[1]
        #expect(line.hasPrefix("M1042,Ada P.,1200,,600,"))
    }

    @Test("A table that is too wide goes on below itself, and no line is wider than the screen", arguments: names)
    func tooWide(name: String) {
        let narrow = Self.month(name).report.lines(on: Screen(width: 80, colour: false))
        for line in narrow { #expect(displayWidth(line) <= 80, "\(line)") }
        #expect(narrow.count { $0.hasPrefix("MEMBER") } == 2)
        #expect(narrow.count { $0.hasPrefix("M1042") } == 2)
        for column in ["11-01", "11-29", "ATTENDED", "COUNTED", "MET", "FINAL"] {
            #expect(narrow.count { $0.hasPrefix("MEMBER") && $0.contains(column) } == 1, "\(column)")
        }
        let wide = Self.month(name).report.lines(on: Screen(width: 200, colour: false))
        #expect(wide.count { $0.hasPrefix("MEMBER") } == 1)
    }

    @Test("A month's hours stand beside those of the weeks that asked for something")
    func counted() {
        let csv = Self.month("Ada P.").report.csv(.minutes).split(separator: "\r\n").map { $0.split(separator: ",") }
        #expect(csv[0][8...10] == ["credited_minutes", "counted_minutes", "required_minutes"])
        #expect(csv[1][8...10] == ["3000", "2400", "2160"])
    }

    @Test("A group's report fits on 80 columns, whatever its sessions are called")
    func groupOnNarrowScreen() {
        let meeting = { (session: String) in
            API.Reports.Meeting(
                session: session, start: "2026-11-23T18:00:00-05:00", state: "ended", treatedSeconds: 10800,
                capacity: 12, expected: 12, present: 10, walkIns: 1, makeUps: 1, noShows: 1, excused: 1, absent: 1,
                creditedSeconds: 108_000)
        }
        let report = API.Reports.Group.Reply(
            group: "young-adult-evening-iop", groupName: "Evening", from: "2026-11-01", to: "2026-11-28",
            meetings: [
                meeting("young-adult-evening-iop@2026-11-23"), meeting("young-adult-evening-iop@2026-11-25T1800"),
            ]
        ).report
        let lines = report.lines(on: Screen(width: 80, colour: false))
        for line in lines { #expect(displayWidth(line) <= 80, "\(line)") }
        for column in ["HELD", "NO-SHOW", "ABSENT", "CREDITED", "FULL"] {
            #expect(lines.count { $0.hasPrefix("SESSION") && $0.contains(column) } == 1, "\(column)")
        }
        #expect(lines.contains { $0.hasPrefix("2026-11-25T1800") })
        #expect(report.csv(.minutes).contains("young-adult-evening-iop@2026-11-23,"))
    }

    @Test("Colours take no room")
    func coloured() {
        for width in [40, 60, 80, 200] {
            let plain = Self.month("Ada P.").report.lines(on: Screen(width: width, colour: false))
            let coloured = Self.month("Ada P.").report.lines(on: Screen(width: width, colour: true))
            #expect(coloured.map { $0.replacing(/\u{1B}\[[0-9]*m/, with: "") } == plain)
            #expect(coloured != plain)
        }
    }

    @Test("A week's report keeps its bars on 80 columns; one without figures says why", arguments: [true, false])
    func weekOnNarrowScreen(ahead: Bool) {
        let row = API.Hours.Row(
            member: "M1042", shortName: "Maximiliana-Bartholomea", program: "iop-young-adult", week: "2026-11-22",
            requiredSeconds: 32400, attendedSeconds: 35940, creditedSeconds: 36000, remainingSeconds: 0,
            possibleSeconds: 36000, missingSeconds: 3600, lostByClinicSeconds: 0, lostByMemberSeconds: 0,
            standing: "needs_makeup", rule: "weekly-minimum", closed: false, provisional: true)
        let reply = API.Hours.Week.Reply(ahead: false, week: "2026-11-22", end: "2026-11-28", rows: [row])
        let lines = reply.report.lines(on: Screen(width: 80, colour: false))
        for line in lines { #expect(displayWidth(line) <= 80, "\(line)") }
        #expect(lines.contains { $0.contains("██████████") })
        let empty = API.Hours.Week.Reply(ahead: ahead, week: "2026-11-29", end: "2026-12-05", rows: [])
        let said = ahead ? "hasn't begun" : "Nobody who was asked for"
        #expect(empty.report.subtitle.contains(said))
        #expect(empty.lines(on: .plain).last?.contains(said) == true)
        let month = API.Reports.Month.Reply(month: "2026-09", weeks: [], rows: []).report
        #expect(month.subtitle.hasPrefix("Nobody who was asked for"))
    }

    @Test("A stay fits on 80 columns, and what didn't change has no column", arguments: [[], ["2026-11-08"]])
    func narrow(changes: [String]) {
        let weeks = ["2026-11-01", "2026-11-08", "2026-11-15"].map { week in
            Self.week(week, program: "iop-young-adult", standing: "needs_makeup")
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
        // The bars stay; what changed stands above if its column has no room.
        #expect(lines.contains { $0.hasPrefix("WEEK") && $0.contains("HOURS") && !$0.contains("CHANGE") })
        #expect(lines.contains { $0.hasPrefix("From 2026-11-08") } == !changes.isEmpty)
        let wide = reply.report.lines(on: Screen(width: 200, colour: false))
        #expect(wide.contains { $0.hasPrefix("WEEK") && $0.hasSuffix("CHANGE") } == !changes.isEmpty)
        let sleep = lines.drop { !$0.hasPrefix("Hours of sleep") }.prefix(2)
        #expect(sleep.first?.contains("  18, 19, ") == true)
        #expect(sleep.last?.hasPrefix("                ") == true)
    }

    @Test("Weeks that lack a signature are marked on a terminal, and CSV says of each whether it is final")
    func unsigned() {
        let week = { Self.week($0, closed: $1, provisional: $2) }
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
                signedAt: signed ? "2026-11-23T21:05:00-05:00" : nil, present: 9,
                warning: signed ? "9 are present, and it is for 8" : nil, rows: []
            ).report
        }
        let facts = reply(true).facts
        #expect(facts.contains { $0 == ("Facilitators", "Rae Kim, LCSW (led 18:20 to 21:00); TM") })
        #expect(facts.contains { $0 == ("Signed", "by RK on 2026-11-23 at 21:05: So it was.") })
        #expect(facts.contains { $0 == ("Present", "9 (mind: 9 are present, and it is for 8)") })
        #expect(reply(false).facts.contains { $0 == ("Present", "9") })
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
