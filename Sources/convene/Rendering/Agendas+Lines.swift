import ConvenedAPI

extension API.Agendas.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var table = Table(
            .init(title: "AGENDA"), .init(title: "LENGTH", alignment: .right), .init(title: "PHASES", shrinksTo: 20))
        for one in templates {
            table.add(
                .init(one.template), .init(roundHours(one.agenda.lengthSeconds)),
                .init(one.agenda.phases.map { "\($0.name) \(minutes($0.lengthSeconds))" }.joined(separator: ", ")))
        }
        return table.lines(on: screen)
    }
}

extension API.Agendas.Show.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        agenda?.lines(on: screen)
            ?? ["\(group) has no agenda; 'convene agenda set \(group) three-hours' gives it one."]
    }
}

extension API.Agendas.Set.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        agenda.lines(on: screen) + warnings.map { printable("Mind: \($0).") }
    }
}

extension API.Agendas.Agenda {
    fileprivate func lines(on screen: Screen) -> [String] {
        var table = Table(.init(title: "PHASE"), .init(title: "KIND"), .init(title: "LENGTH", alignment: .right))
        for phase in phases {
            table.add(
                .init(phase.name), .init(phase.kind == "together" ? "" : phase.kind),
                .init(minutes(phase.lengthSeconds)))
        }
        let way = advances ? "phases give way by themselves" : "'convene session next' goes on"
        return [printable("\(name) · \(roundHours(lengthSeconds)) · \(way)")] + table.lines(on: screen)
    }
}

extension API.Sessions.CourseReply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] + course.lines }
}

extension API.Sessions.Course {
    /// The phase that is on and what is left of it, and in a round whose turn it is.
    var lines: [String] {
        guard let phase, phases.indices.contains(phase) else { return [] }
        var parts = ["\(phases[phase].name), \(phase + 1) of \(phases.count)"]
        if let leftSeconds { parts.append(leftInWords(leftSeconds)) }
        if phases.indices.contains(phase + 1) { parts.append("then \(phases[phase + 1].name)") }
        return [printable(parts.joined(separator: " · "))] + (turnLine.map { [printable($0)] } ?? [])
    }

    private var turnLine: String? {
        guard !turns.isEmpty else { return nil }
        guard let now = turns.first(where: { $0.state == "now" }) else { return "Everybody has had a turn." }
        let waiting = turns.filter { $0.state == "waiting" }
        let next = waiting.first.map { ", then \($0.shortName)" } ?? ", the last one"
        let rest = waiting.count > 1 ? " · \(waiting.count) without a turn" : ""
        return "Now \(now.shortName)\(next)\(rest)"
    }
}

/// `24 min left`, `3 min over`
func leftInWords(_ seconds: Int) -> String {
    seconds >= 0 ? "\(minutes(seconds)) left" : "\(minutes(-seconds)) over"
}

/// A length in minutes, rounded down: `45 min`.
private func minutes(_ seconds: Int) -> String { "\(seconds / 60) min" }
