import ConvenedAPI

extension BoardClock {
    /// The clock, what it counts beside it, and a bar of what has passed.
    func lines(_ columns: Int, large: Bool, _ shown: API.Sessions.Show.Reply, on screen: Screen) -> [String] {
        let style: Style? = isOver ? .red : seconds < 300 && shown.session.state == "running" ? .yellow : nil
        let facts = facts(shown)
        var lines: [String]
        if large, let digits = bigText(text) {
            let width = displayWidth(digits[0])
            let room = columns - width - 3
            lines = digits.enumerated().map { row, line in
                let fact = facts.indices.contains(row) && room >= 12 ? truncated(facts[row], to: room) : ""
                return screen.styled(line, style) + (fact.isEmpty ? "" : "   " + fact)
            }
        } else {
            lines = [truncated(([screen.styled(text, style)] + facts).joined(separator: " · "), to: columns)]
        }
        if let passed {
            let full = Int((passed * Double(columns)).rounded(.down))
            lines.append(String(repeating: "█", count: full) + String(repeating: "░", count: columns - full))
        }
        return lines
    }

    /// What stands beside the digits.
    private func facts(_ shown: API.Sessions.Show.Reply) -> [String] {
        var facts = [caption]
        let session = shown.session
        if let pause = session.pause {
            let since = session.pausedSince.map { " since \(clock($0))" } ?? ""
            facts.append(pause == "break" ? "on a break\(since)" : "INTERRUPTED\(since)")
        }
        if let course = shown.course, let phase = course.phase {
            let next = course.next.map { ", then \($0.name)" } ?? ", the last one"
            facts.append("phase \(phase + 1) of \(course.phases.count)\(next)")
            if let turns = course.turnFact { facts.append(turns) }
        }
        if session.state == "running" { facts.append("session until \(clock(session.plannedEnd))") }
        return facts.map(printable)
    }
}

extension API.Sessions.Course {
    /// `now A.P., then B.Q. · 5 without a turn`
    var turnFact: String? {
        guard !turns.isEmpty else { return nil }
        guard let now = turns.first(where: { $0.state == "now" }) else { return "everybody has had a turn" }
        let waiting = turns.filter { $0.state == "waiting" }
        let next = waiting.first.map { ", then \($0.initials)" } ?? ""
        return "now \(now.initials)\(next) · \(waiting.count + 1) without a turn"
    }
}
