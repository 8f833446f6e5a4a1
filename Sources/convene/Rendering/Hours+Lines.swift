import ConvenedAPI

extension API.Hours.Week.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let title = "Week of \(weekdayAndDate(week)) to \(weekdayAndDate(end))"
        guard !rows.isEmpty else { return [title, "Nobody fits."] }
        var table = Table(
            .init(title: "MEMBER"), .init(title: "NAME", shrinksTo: 8), .init(title: "ATTENDED", alignment: .right),
            .init(title: "CREDITED", alignment: .right),
            .init(title: "OF", alignment: .right), .init(title: "TO COME", alignment: .right),
            .init(title: "MISSING", alignment: .right), .init(title: "STANDING"))
        for row in rows {
            let standing = Standing(row.standing)
            table.add(
                .init(row.member), .init(row.shortName), .init(hours(row.attendedSeconds)),
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
            .init(title: "NO.", alignment: .right), .init(title: "RAISED"), .init(title: "MEMBER"),
            .init(title: "KIND"), .init(title: "WEEK"), .init(title: "MISSING", alignment: .right),
            .init(title: "STATE"))
        for alert in alerts {
            table.add(
                .init("\(alert.alert)"), .init("\(day(alert.raised)) \(clock(alert.raised))"), .init(alert.member),
                .init(inWords(alert.kind)), .init(alert.week),
                .init(alert.missingSeconds > 0 ? shortage(alert.missingSeconds) : "–"),
                .init(alert.state, alert.state == "undelivered" ? .red : nil))
        }
        return table.lines(on: screen) + notes
    }

    /// The rules, each once, and who acknowledged which alert or why it couldn't be delivered or was withdrawn.
    private var notes: [String] {
        var rules: [String] = []
        var details: [String] = []
        for alert in alerts {
            if !rules.contains(alert.rule) { rules.append(alert.rule) }
            if let who = alert.acknowledgedBy { details.append("Alert \(alert.alert): acknowledged by \(who)") }
            if let reason = alert.reason { details.append("Alert \(alert.alert): \(reason)") }
        }
        return (rules.map { "Rule: \($0)" } + details).map(printable)
    }
}
