import ConvenedAPI

extension API.Service.Status.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        fields.add("Site", "\(siteName) (\(site))")
        fields.add("Time", "\(weekdayAndDate(day(now))), \(clock(now)) \(zone)")
        fields.add("Sessions", "\(sessionsRunning) running, \(count(present, "member")) in the room")
        fields.add("At risk", atRisk == 0 ? "nobody" : "\(count(atRisk, "member")), see 'convene hours --at-risk'")
        fields.add("Alerts", undelivered == 0 ? "none waiting" : "\(undelivered) undelivered, see 'convene alerts'")
        if unsigned > 0 {
            fields.add("To sign", "\(count(unsigned, "session")), see 'convene session list --state ended --from …'")
        }
        fields.add("Ledger", "\(count(lastSequence, "event"))")
        fields.add("Version", version)
        return fields.lines(on: screen)
    }
}

extension API.Plugins.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !plugins.isEmpty else { return ["No plugin is installed."] }
        var table = Table(
            .init(title: "PLUGIN", shrinksTo: 8), .init(title: "VERSION"), .init(title: "STATE", shrinksTo: 8),
            .init(title: "BEHIND", alignment: .right), .init(title: "DONE", alignment: .right),
            .init(title: "FAILED", alignment: .right), .init(title: "PARKED", alignment: .right))
        for plugin in plugins {
            table.add(
                .init(plugin.name), .init(plugin.version), .init(plugin.state), .init("\(plugin.lag)"),
                .init("\(plugin.delivered)"), .init("\(plugin.failed)"),
                .init("\(plugin.parked)", plugin.parked > 0 ? .yellow : nil))
        }
        let reasons = plugins.compactMap { plugin in plugin.reason.map { printable("\(plugin.name): \($0)") } }
        return table.lines(on: screen) + reasons
    }
}
