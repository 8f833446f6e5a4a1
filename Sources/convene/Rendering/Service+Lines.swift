import ConvenedAPI

extension API.Service.WhoAmI.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        fields.add("Account", account + (shared ? ", which several people share" : ""))
        fields.add("Roles", roles.isEmpty ? "none" : roles.map(inWords).joined(separator: ", "))
        fields.add("Staff", staff ?? "nobody, see 'convene staff list'")
        return fields.lines(on: screen) + (advice.map { [""] + wrapped(printable($0), to: screen.width) } ?? [])
    }
}

extension API.Service.Reload.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let done = "The configuration was read again."
        guard !needRestart.isEmpty else { return [done] }
        let sections = needRestart.map { "[\($0)]" }.joined(separator: ", ")
        return wrapped(
            done + " What has changed in \(sections) takes a restart: 'systemctl restart convened'.", to: screen.width)
    }
}

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
