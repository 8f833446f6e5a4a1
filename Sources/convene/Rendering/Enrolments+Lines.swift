import ConvenedAPI

extension API.Enrolments.Show.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !stays.isEmpty else {
            return [printable("\(member) \(shortName) has no stay; 'convene member admit \(member)' begins one.")]
        }
        let title = printable("\(member) \(shortName)")
        return [title] + stays.reversed().flatMap { [""] + $0.lines(on: screen) } + waivers.table(on: screen)
    }
}

extension API.Enrolments.Stay {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        let end = ended.map { " to \($0)" } ?? ""
        fields.add("Stay", "\(inWords(state)), from \(admitted)\(end)" + (reason.map { ", \($0)" } ?? ""))
        fields.add("Weeks", weeksFromAdmission ? "from the day of admission" : nil)
        fields.add("Levels", each: levels.map(\.sentence))
        fields.add("On hold", each: holds.map(\.sentence))
        fields.add("Next step", nextStep?.sentence)
        fields.add("Evaluated", evaluated)
        fields.add("Planned", planned)
        fields.add("Recertified", recertified)
        fields.add("Due", each: dues.map { "\($0.on) \(inWords($0.kind))" })
        return fields.lines(on: screen)
    }
}

extension API.Enrolments.Level {
    /// `from 2026-12-01 iop-adult, 12 h a week by treatment plan (…)`.
    var sentence: String {
        var parts = ["\(roundHours(weeklySeconds)) a week"]
        if let days { parts.append(count(days, "day")) }
        let source = individual ? " by treatment plan" : step > 0 ? " (step \(step))" : ""
        let transition = transitionWeeks > 0 ? ", \(count(transitionWeeks, "week")) of transition" : ""
        return "from \(from) \(program), \(parts.joined(separator: " on "))\(source)\(transition)"
            + (reason.map { ": \($0)" } ?? "")
    }
}

extension API.Enrolments.Interruption {
    fileprivate var sentence: String {
        "from \(from)" + (until.map { " until \($0)" } ?? "") + (reason.map { ": \($0)" } ?? "")
    }
}

extension API.Enrolments.Outcome {
    /// What was set, and what follows from it.
    func lines(_ otherwise: [String] = []) -> [String] {
        guard changed else { return [printable("\(member) \(shortName): it was so already.")] }
        let dates = [("evaluated", evaluated), ("planned", planned), ("recertified", recertified)]
        var said = dates.compactMap { name, date in date.map { "\(name) on \($0)" } }
        if let level { said.append(level.sentence) }
        if let hold { said.append("on hold \(hold.sentence)") }
        if let holdTakenBack { said.append("the hold from \(holdTakenBack) is taken back") }
        var lines = (said + otherwise).map { "\(member) \(shortName): \($0)" }
        if let laterLevel { lines.append("What was set before still holds \(laterLevel.sentence).") }
        if let level, !left.isEmpty {
            lines.append(
                "They had to leave \(left.joined(separator: ", ")): \(left.count == 1 ? "it isn't" : "they aren't") for \(level.program)."
            )
        }
        return lines.map(printable) + waits(waitlisted)
    }
}

extension API.Enrolments.Set.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { outcome.lines() }
}

extension API.Enrolments.Advance.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { outcome.lines() }
}

extension API.Enrolments.Hold.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { outcome.lines() }
}

extension API.Enrolments.Resume.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { outcome.lines() }
}

extension API.Enrolments.Reinstate.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { outcome.lines(["the discharge is taken back, and the stay goes on"]) }
}

extension API.Enrolments.Transfer.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { outcome.lines() }
}

extension API.Enrolments.ListWaivers.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        waivers.isEmpty ? ["Nothing is waived."] : waivers.table(on: screen)
    }
}

extension API.Enrolments.AddWaiver.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [printable("Waiver \(waiver.waiver): \(waiver.terms) from \(waiver.from) to \(waiver.to), for \(waiver.whom).")]
    }
}

extension API.Enrolments.Waiver {
    fileprivate var whom: String { member ?? program ?? "everybody" }

    fileprivate var terms: String {
        guard weeklySeconds > 0 else { return "nothing is asked for" }
        return "\(roundHours(weeklySeconds)) a week" + (days.map { " on \(count($0, "day"))" } ?? "")
    }
}

extension [API.Enrolments.Waiver] {
    fileprivate func table(on screen: Screen) -> [String] {
        guard !isEmpty else { return [] }
        var table = Table(
            .init(title: "NO.", alignment: .right), .init(title: "FOR"), .init(title: "FROM"), .init(title: "TO"),
            .init(title: "ASKED FOR"), .init(title: "REASON", shrinksTo: 10))
        for waiver in self {
            table.add(
                .init("\(waiver.waiver)"), .init(waiver.whom), .init(waiver.from), .init(waiver.to),
                .init(waiver.terms), .init(waiver.reason))
        }
        return table.lines(on: screen)
    }
}
