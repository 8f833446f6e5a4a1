import ConvenedAPI

extension API.Corrections.Outcome: Renderable {
    func lines(on screen: Screen) -> [String] {
        let now = after.phrase
        guard changed else { return [printable("\(shortName) · \(session): it was so already, \(now)")] }
        let time =
            attendedSeconds > 0 ? ", \(hours(attendedSeconds)) attended, \(hours(creditedSeconds)) credited" : ""
        let week = standing.map { standing in
            let phrase = Standing(standing, missingSeconds: weekMissingSeconds).phrase(on: screen)
            return " · \(hours(weekCreditedSeconds)) of \(roundHours(weekRequiredSeconds)) in that week, \(phrase)"
        }
        return [
            printable("\(shortName) · \(session): \(now)\(time)") + (week ?? ""),
            printable("  before: \(before.phrase)"),
        ]
    }
}

extension API.Corrections.History.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let title = printable("\(shortName) (\(member)) at \(session): \(now.phrase)")
        guard !changes.isEmpty else { return [title, "Nothing was corrected or taken back."] }
        var table = Table(
            .init(title: "WHEN"), .init(title: "WHO"), .init(title: "WHAT"), .init(title: "BEFORE"),
            .init(title: "AFTER"), .init(title: "WHY", shrinksTo: 12))
        for change in changes {
            let what = inWords(String(change.type.drop { $0 != "." }.dropFirst()))
            let says = change.before != nil || change.after != nil
            table.add(
                .init("\(change.recordedAt.prefix(10)) \(clock(change.recordedAt))"), .init(change.actor),
                .init(what), .init(says ? change.before.phrase : ""), .init(says ? change.after.phrase : ""),
                .init(change.reason ?? (change.entry == nil ? "" : "undone")))
        }
        return [title] + table.lines(on: screen)
    }
}

extension API.Corrections.Entry? {
    /// `18:00–20:45`, or what is known beside times.
    fileprivate var phrase: String {
        guard let self else { return "nothing entered" }
        guard !self.presences.isEmpty else { return inWords(self.state) }
        return self.presences.map { "\(clock($0.in))–\($0.out.map(clock) ?? "")" }.joined(separator: ", ")
    }
}

extension API.Sessions.Reopen.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [session.headline, "end it with 'convene session end \(session.session) --at …' once it is over"]
    }
}
