import ConvenedAPI

extension API.Hours.Week.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let title = "Week of \(weekdayAndDate(week)) to \(weekdayAndDate(end))"
        guard !rows.isEmpty else { return [title, "Nobody fits."] }
        var table = Table(
            .init(title: "MEMBER"), .init(title: "NAME", shrinksTo: 8), .init(title: "PROGRAM", shrinksTo: 8),
            .init(title: "ATTENDED", alignment: .right), .init(title: "CREDITED", alignment: .right),
            .init(title: "OF", alignment: .right), .init(title: "TO COME", alignment: .right),
            .init(title: "MISSING", alignment: .right), .init(title: "STANDING"))
        for row in rows {
            let standing = Standing(row.standing)
            table.add(
                .init(row.member), .init(row.shortName), .init(row.program), .init(hours(row.attendedSeconds)),
                .init(hours(row.creditedSeconds)), .init(roundHours(row.requiredSeconds)),
                .init(hours(row.remainingSeconds)),
                .init(row.missingSeconds > 0 ? shortage(row.missingSeconds) : "–"), standing.cell)
        }
        // One member is asked about to be understood: then the rule is worth a line.
        let rule = rows.count == 1 ? [printable("Rule: \(rows[0].rule)")] : []
        return [title] + table.lines(on: screen) + rule
    }
}

extension API.Hours.Alerts.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !alerts.isEmpty else { return ["No alert is open."] }
        var table = Table(
            .init(title: "ALERT", alignment: .right), .init(title: "RAISED"), .init(title: "MEMBER"),
            .init(title: "KIND"), .init(title: "WEEK"), .init(title: "MISSING", alignment: .right),
            .init(title: "STATE", shrinksTo: 12))
        for alert in alerts {
            let state = alert.acknowledgedBy.map { "\(alert.state) by \($0)" } ?? alert.state
            table.add(
                .init("\(alert.alert)"), .init("\(day(alert.raised)) \(clock(alert.raised))"), .init(alert.member),
                .init(alert.kind), .init(alert.week),
                .init(alert.missingSeconds > 0 ? shortage(alert.missingSeconds) : "–"),
                .init(state, alert.state == "undelivered" ? .red : nil))
        }
        return table.lines(on: screen) + notes
    }

    /// The rule of each alert, each rule once, and why alerts couldn't be delivered or were withdrawn.
    private var notes: [String] {
        var notes: [String] = []
        for alert in alerts {
            for note in ["Rule: \(alert.rule)", alert.reason.map { "Alert \(alert.alert): \($0)" }].compactMap({ $0 })
            where !notes.contains(printable(note)) {
                notes.append(printable(note))
            }
        }
        return notes
    }
}
