import ConvenedAPI

/// A reply that becomes a report.
protocol Reportable {
    var report: Report { get }
}

extension API.Hours.Week.Reply: Reportable {
    var report: Report {
        let most = rows.map { max($0.creditedSeconds, $0.requiredSeconds) }.max() ?? 0
        let ownWeek = hasOwnWeeks ? [Grid.Column.text("Week of", "week")] : []
        var table = Grid(
            caption: "Hours by member, the worst first",
            columns: [.text("Member", "member"), .text("Name", "name", shrinksTo: 8)] + ownWeek + [
                .text("Program", "program", shrinksTo: 8).minor,
                .number("Attended", "attended"), .number("Credited", "credited"), .number("Of", "required"),
                .number("Missing", "missing"), .picture("Hours"), .text("Standing", "standing"),
                .text("Rule", "rule"), .finality,
            ])
        table.rows = rows.map { row in
            [.text(row.member), .text(row.shortName)] + (hasOwnWeeks ? [.text(row.week)] : []) + [
                .text(row.program), .duration(row.attendedSeconds),
                .duration(row.creditedSeconds), .requirement(row.requiredSeconds), .requirement(row.missingSeconds),
                .bar(row.creditedSeconds, of: row.requiredSeconds, most: most), .standing(row.standing),
                .rule(row.rule, of: row.standing), .finality(closed: row.closed, provisional: row.provisional),
            ]
        }
        let met = rows.count { $0.standing == "met" || $0.standing == "over_maximum" }
        return Report(
            title: "Week of \(weekdayAndDate(week)) to \(weekdayAndDate(end))",
            subtitle: rows.isEmpty ? nobody : finality(rows, "This week is"),
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
                    .number("Attended", "attended"), .number("Credited", "credited"), .number("Counted", "counted"),
                    .number("Of", "required"), .number("Met", "weeks_met_percent"), .finality,
                ])
        // A week of a member's own stands under the one of the site's in which it begins. Dates are in order as texts.
        let columns = Array(zip(weeks, weeks.dropFirst() + ["9"]))
        table.rows = rows.map { row in
            let cells = columns.map { first, next in
                let begun = row.weeks.filter { first <= $0.week && $0.week < next }
                return begun.isEmpty
                    ? Grid.Value.none : .duration(begun.map(\.creditedSeconds).reduce(0, +))
            }
            let judged = row.weeks.judged
            return [.text(row.member), .text(row.shortName)] + cells + [
                .duration(row.attendedSeconds), .duration(row.creditedSeconds), .duration(row.countedSeconds),
                .requirement(row.requiredSeconds), .share(judged.count { $0.standing == "met" }, of: judged.count),
                .finality(
                    closed: row.weeks.contains(where: \.isUnsigned),
                    provisional: row.weeks.contains(where: \.provisional)),
            ]
        }
        return Report(
            title: "Month \(month)",
            subtitle: rows.isEmpty
                ? "Nobody who was asked for has figures of a week that begins in it."
                : finality(rows.flatMap(\.weeks), "The weeks that begin in it are"),
            facts: [("Members", "\(rows.count)"), ("Weeks", "\(weeks.count)")], table: table,
            notes: rows.isEmpty
                ? [] : ["Counted is what was credited in the weeks of which something was asked for: that is under Of."]
        )
    }
}

extension API.Reports.Group.Reply: Reportable {
    var report: Report {
        var table = Grid(
            caption: "Sessions",
            columns: [
                .text("Session", "session"), .text("State", "state").minor, .number("Held", "treated"),
                .number("Expected", "expected"), .number("Came", "present"), .number("Walk-in", "walk_ins"),
                .number("Make-up", "make_ups"), .number("No-show", "no_shows"), .number("Excused", "excused"),
                .number("Absent", "absent"), .number("Credited", "credited"), .number("Full", "utilisation_percent"),
            ])
        table.rows = meetings.map { meeting in
            [
                .session(meeting.session), .text(meeting.state), .duration(meeting.treatedSeconds),
                .number(meeting.expected), .number(meeting.present), .number(meeting.walkIns),
                .number(meeting.makeUps), .number(meeting.noShows), .number(meeting.excused),
                .number(meeting.absent), .duration(meeting.creditedSeconds),
                meeting.isOver ? .share(meeting.present, of: meeting.capacity ?? 0) : .none,
            ]
        }
        let held = meetings.filter(\.isOver)
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
    /// Whether it took place and is over.
    fileprivate var isOver: Bool { state == "ended" || state == "closed" }

    fileprivate var bar: Chart.Bar {
        Chart.Bar(
            label: String(day(start).dropFirst(5)), value: present, required: capacity ?? expected,
            isEnough: true, isOpen: false)
    }
}

/// Figures of a week, which may be final.
protocol WeekFigures {
    var closed: Bool { get }
    var provisional: Bool { get }
}

extension API.Hours.Row: WeekFigures {}
extension API.Reports.Week: WeekFigures {}

extension WeekFigures {
    /// Whether the week is closed and lacks the signature of a session.
    var isUnsigned: Bool { closed && provisional }
}

/// Says whether figures can still change.
func finality(_ weeks: [some WeekFigures], _ subject: String) -> String {
    let isUnsigned = weeks.contains(where: \.isUnsigned)
    let state =
        weeks.contains { !$0.closed }
        ? "provisional: figures may still change."
        : isUnsigned ? "closed." : "closed: only corrections change figures."
    let lack = isUnsigned ? " Until every session behind a week is signed, it is provisional: those are marked." : ""
    return "\(subject) \(state)\(lack)"
}
