import ConvenedAPI

extension API.Hours.Week.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let title = ["Week of \(weekdayAndDate(week)) to \(weekdayAndDate(end))"] + finality
        guard !rows.isEmpty else { return title + [nobody] }
        var table = Table(
            .init(title: "MEMBER"), .init(title: "NAME", shrinksTo: 8), .init(title: "ATTENDED", alignment: .right),
            .init(title: "CREDITED", alignment: .right),
            .init(title: "OF", alignment: .right), .init(title: "TO COME", alignment: .right),
            .init(title: "MISSING", alignment: .right), .init(title: "STANDING"))
        for row in rows {
            var standing = Standing(row.standing).cell
            if row.isUnsigned { standing.text += " *" }
            table.add(
                .init(row.member), .init(row.shortName), .init(hours(row.attendedSeconds)),
                .init(hours(row.creditedSeconds)), .init(roundHours(row.requiredSeconds)),
                .init(hours(row.remainingSeconds)),
                .init(row.missingSeconds > 0 ? shortage(row.missingSeconds) : "–"), standing)
        }
        // One member is asked about to be understood: then the rule and what was lost are worth a line.
        return title + table.lines(on: screen) + ownWeeks + (rows.count == 1 ? rows[0].explanation : [])
    }

    /// Whose figures are of a week that begins on another day.
    private var ownWeeks: [String] {
        let others = Dictionary(grouping: rows.filter { $0.week != week }, by: \.week)
        return others.sorted { $0.key < $1.key }.map { first, rows in
            printable("From \(weekdayAndDate(first)) on: \(rows.map(\.member).sorted().joined(separator: ", "))")
        }
    }

    /// What the figures lack to be final.
    private var finality: [String] {
        let unsigned = unsignedSessions == 1 ? "1 session of it isn't" : "\(unsignedSessions) sessions of it aren't"
        if rows.contains(where: { !$0.closed }) {
            return ["Provisional: the week isn't closed" + (unsignedSessions > 0 ? ", and \(unsigned) signed." : ".")]
        }
        return rows.contains(where: \.isUnsigned) ? ["* Provisional: \(unsigned) signed."] : []
    }
}

extension API.Hours.Week.Reply {
    /// Whether somebody's week isn't the site's.
    var hasOwnWeeks: Bool { rows.contains { $0.week != week } }

    /// Why there is no row.
    var nobody: String {
        ahead
            ? "That week hasn't begun: its figures stand from its first day on."
            : "Nobody who was asked for has figures of that week."
    }
}

extension API.Hours.Row {
    /// The rule that decided, why less is asked for, and who lost what of the schedule.
    fileprivate var explanation: [String] {
        let losses = [(lostByClinicSeconds, "the clinic"), (lostByMemberSeconds, "the member")].filter { $0.0 > 0 }
        let lost = losses.map { "\(shortage($0.0)) by \($0.1)" }.joined(separator: ", ")
        let less = exemption.map { ["Less is asked for: \(inWords($0))"] } ?? []
        return (["Rule: \(rule)"] + less).map(printable) + (losses.isEmpty ? [] : ["Lost: \(lost)"])
    }
}

extension API.Hours.Alerts.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !alerts.isEmpty else { return ["No alert is open."] }
        var table = Table(
            .init(title: "NO.", alignment: .right), .init(title: "RAISED"), .init(title: "ABOUT", shrinksTo: 8),
            .init(title: "KIND"), .init(title: "FOR", shrinksTo: 2), .init(title: "STATE"))
        for alert in alerts {
            table.add(
                .init("\(alert.alert)"), .init("\(day(alert.raised).dropFirst(5)) \(clock(alert.raised))"),
                .init(alert.member ?? alert.session ?? alert.group ?? "–"), .init(inWords(alert.kind)),
                .init(alert.addressees.isEmpty ? "nobody" : alert.addressees.joined(separator: ", ")),
                .init(alert.state, alert.state == "undelivered" ? .red : nil))
        }
        return table.lines(on: screen) + alerts.flatMap { $0.notes(on: screen) }
    }
}

extension API.Hours.Alert {
    /// What it says, and what has become of it.
    fileprivate func notes(on screen: Screen) -> [String] {
        var notes = [sentence]
        if let time = escalatedAt {
            notes.append("nobody had acknowledged it by \(day(time)) \(clock(time)): it is the supervisors' too")
        }
        if let who = acknowledgedBy { notes.append("acknowledged by \(who)") }
        if let event = endedBy {
            notes.append(state == "superseded" ? "superseded by alert \(event)" : "withdrawn because of event \(event)")
        }
        if let reason { notes.append(reason) }
        return notes.flatMap { note in
            let lines = wrapped(printable("Alert \(alert): \(note)"), to: screen.width.map { $0 - 2 })
            return lines.prefix(1) + lines.dropFirst().map { "  " + $0 }
        }
    }
}
