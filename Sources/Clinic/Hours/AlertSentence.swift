/// What an alert says to people: the rule that was applied, what it came to, and the dates and sessions behind it.
/// Codes only, never a name.
package enum AlertSentence {
    /// About one member's week.
    package static func hours(_ kind: AlertKind, _ figures: WeekFigures, _ requirement: Requirement) -> String {
        var sentence = "\(rule(figures, requirement)): \(state(kind, figures))"
        if !figures.lost.isEmpty { sentence += "; lost on \(figures.lost.map(place).joined(separator: ", "))" }
        let losses = [(figures.lostByClinic, "the clinic"), (figures.lostByMember, "the member")]
            .filter { $0.0 > .zero }.map { "\($0.0.roundedUp) by \($0.1)" }
        return losses.isEmpty ? sentence : "\(sentence): \(losses.joined(separator: ", "))"
    }

    /// About a group whose schedule is less than is required.
    package static func underScheduled(
        _ group: GroupID, week: LocalDate, members: Int, _ figures: WeekFigures, _ requirement: Requirement
    ) -> String {
        "\(rule(figures, requirement)), but \(group) has only \(figures.planned.roundedUp) in the week of \(week): "
            + "too little for \(count(members, "member"))"
    }

    /// About a session that the clinic cancelled.
    package static func sessionLost(
        _ session: SessionName, members: Int, missing: Seconds, _ figures: WeekFigures, _ requirement: Requirement
    ) -> String {
        "\(rule(figures, requirement)): the cancelled session of \(place(session)) leaves \(count(members, "member")) in "
            + "danger" + (missing > .zero ? ", up to \(missing.roundedUp) short" : "")
    }

    private static func rule(_ figures: WeekFigures, _ requirement: Requirement) -> String {
        let gates = requirement.program.gates
        let limit =
            switch Gate(rawValue: figures.rule) {
            case .dailyMinimum:
                "\(figures.required.roundedUp) a week on days of at least "
                    + (gates.dailyMinimum ?? .zero).roundedUp
            case .minimumDays: "\(count(requirement.minimumDays ?? 0, "day")) of treatment a week"
            case .longestGap: "at most \(count(gates.longestGapDays ?? 0, "day")) between days of treatment"
            case .weeklyMinimum, .weeklyMaximum, nil: "\(figures.required.roundedUp) a week"
            }
        return "\(limit) from \(requirement.source)"
    }

    private static func state(_ kind: AlertKind, _ figures: WeekFigures) -> String {
        let isOfHours = figures.rule != Gate.minimumDays.rawValue && figures.rule != Gate.longestGap.rawValue
        let missing = isOfHours && figures.missing > .zero ? "\(figures.missing.roundedUp) missing" : nil
        let spare = max(.zero, figures.possible - figures.required)
        return switch kind {
        case .atRisk: isOfHours ? "\(spare.roundedUp) to spare" : "nothing to spare"
        case .needsMakeup: missing ?? "only a make-up can bring it"
        case .outOfReach: missing.map { "\($0), and no session left to make it up" } ?? "it can't be kept any more"
        default: missing ?? "it wasn't kept"
        }
    }

    /// `Mon 2026-11-23 (evening-iop)`, with the time where the day has two.
    static func place(_ session: SessionName) -> String {
        let parts = session.rawValue.split(separator: "@")
        guard parts.count == 2, let date = session.date else { return session.rawValue }
        let time = parts[1].dropFirst(11)
        let clock = time.count == 4 ? " \(time.prefix(2)):\(time.suffix(2))" : ""
        return "\(date.shortWeekday) \(date)\(clock) (\(parts[0]))"
    }

    static func count(_ number: Int, _ word: String) -> String {
        "\(number) \(word)\(number == 1 ? "" : "s")"
    }
}

extension Seconds {
    /// `9 h`, `1 h 30` or `25 min`, rounded up to the minute: what is missing is never understated.
    var roundedUp: String {
        let minutes = (count + 59) / 60
        if minutes < 60 { return "\(minutes) min" }
        return minutes % 60 == 0 ? "\(minutes / 60) h" : Seconds.minutes(minutes).hoursAndMinutes
    }
}

extension LocalDate {
    /// `Mon`.
    fileprivate var shortWeekday: String {
        weekday.rawValue.prefix(1).uppercased() + weekday.rawValue.prefix(3).dropFirst()
    }
}
