import ConvenedAPI

/// A reply that becomes a report.
protocol Reportable {
    var report: Report { get }
}

extension API.Hours.Week.Reply: Reportable {
    var report: Report {
        let most = rows.map { max($0.creditedSeconds, $0.requiredSeconds) }.max() ?? 0
        var table = Grid(
            caption: "Hours by member, the worst first",
            columns: [
                .text("Member", "member"), .text("Name", "name", shrinksTo: 8),
                .text("Program", "program", shrinksTo: 8),
                .number("Attended", "attended"), .number("Credited", "credited"), .number("Of", "required"),
                .number("Missing", "missing"), .picture("Hours"), .text("Standing", "standing"),
            ])
        table.rows = rows.map { row in
            [
                .text(row.member), .text(row.shortName), .text(row.program), .duration(row.attendedSeconds),
                .duration(row.creditedSeconds), .requirement(row.requiredSeconds), .requirement(row.missingSeconds),
                .bar(row.creditedSeconds, of: row.requiredSeconds, most: most), .standing(row.standing),
            ]
        }
        let met = rows.count { $0.standing == "met" || $0.standing == "over_maximum" }
        return Report(
            title: "Week of \(weekdayAndDate(week)) to \(weekdayAndDate(end))",
            subtitle: finality(rows.contains(where: \.provisional), "This week is"),
            facts: [("Members", "\(rows.count)"), ("Met", "\(met)")], table: table)
    }
}

extension API.Reports.Month.Reply: Reportable {
    var report: Report {
        var table = Grid(
            caption: "Credited hours by week",
            columns: [.text("Member", "member"), .text("Name", "name", shrinksTo: 8)]
                + weeks.map { .number(String($0.dropFirst(5)), "credited_\($0)") }
                + [
                    .number("Attended", "attended"), .number("Credited", "credited"), .number("Of", "required"),
                    .number("Met", "weeks_met_percent"),
                ])
        table.rows = rows.map { row in
            let cells = weeks.map { week in
                row.weeks.first { $0.week == week }.map { Grid.Value.duration($0.creditedSeconds) } ?? .none
            }
            let judged = row.weeks.judged
            return [.text(row.member), .text(row.shortName)] + cells + [
                .duration(row.attendedSeconds), .duration(row.creditedSeconds), .requirement(row.requiredSeconds),
                .share(judged.count { $0.standing == "met" }, of: judged.count),
            ]
        }
        let isOpen = rows.contains { $0.weeks.contains(where: \.provisional) }
        return Report(
            title: "Month \(month)", subtitle: finality(isOpen, "The weeks that begin in it are"),
            facts: [("Members", "\(rows.count)"), ("Weeks", "\(weeks.count)")], table: table)
    }
}

extension API.Reports.Group.Reply: Reportable {
    var report: Report {
        var table = Grid(
            caption: "Sessions",
            columns: [
                .text("Session", "session"), .text("State", "state"), .number("Held", "treated"),
                .number("Expected", "expected"), .number("Came", "present"), .number("Walk-in", "walk_ins"),
                .number("Make-up", "make_ups"), .number("No-show", "no_shows"), .number("Excused", "excused"),
                .number("Absent", "absent"), .number("Credited", "credited"), .number("Full", "utilisation_percent"),
            ])
        table.rows = meetings.map { meeting in
            [
                .text(meeting.session), .text(meeting.state), .duration(meeting.treatedSeconds),
                .number(meeting.expected), .number(meeting.present), .number(meeting.walkIns),
                .number(meeting.makeUps), .number(meeting.noShows), .number(meeting.excused),
                .number(meeting.absent), .duration(meeting.creditedSeconds),
                meeting.state == "ended" ? .share(meeting.present, of: meeting.capacity ?? 0) : .none,
            ]
        }
        let held = meetings.filter { $0.state == "ended" }
        let sum = { (count: (API.Reports.Meeting) -> Int) in held.map(count).reduce(0, +) }
        let (present, capacity) = (sum(\.present), sum { $0.capacity ?? 0 })
        let due = sum { $0.present - $0.walkIns + $0.noShows + $0.excused + $0.absent }
        return Report(
            title: groupName, subtitle: "Group \(group), \(weekdayAndDate(from)) to \(weekdayAndDate(to)).",
            facts: [
                ("Sessions held", "\(held.count)"), ("Cancelled", "\(meetings.count { $0.state == "cancelled" })"),
                (
                    "Utilisation",
                    capacity > 0 ? "\(Grid.Value.share(present, of: capacity).text) of the places" : "no limit"
                ),
                ("No-show rate", "\(Grid.Value.share(sum(\.noShows), of: due).text) of those expected"),
            ],
            charts: [
                Chart(title: "Present by session, beside the places", bars: held.map(\.bar), unit: "", perUnit: 1)
            ],
            table: table, notes: ["Walk-ins are present without having been expected."])
    }
}

extension API.Reports.Meeting {
    fileprivate var bar: Chart.Bar {
        Chart.Bar(
            label: String(day(start).dropFirst(5)), value: present, required: capacity ?? expected,
            isEnough: true, isOpen: false)
    }
}

/// Says whether figures can still change.
func finality(_ isOpen: Bool, _ subject: String) -> String {
    isOpen ? "\(subject) provisional: figures may still change." : "\(subject) closed: only corrections change figures."
}
