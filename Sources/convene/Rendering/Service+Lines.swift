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
