/// What a week's sessions come to, for the gates.
struct WeekTotals {
    /// Earned so far, possible, and planned, each by session.
    let credited: [Seconds]
    let expected: [Seconds]
    let planned: [Seconds]
    private let dates: [LocalDate]

    init(_ situation: WeekSituation) {
        let rule = situation.program.credit
        credited = rule.creditedSoFar(situation.sessions, now: situation.now)
        expected = rule.expected(situation.sessions, now: situation.now)
        planned = rule.planned(situation.sessions)
        dates = situation.sessions.map(\.date)
    }

    /// What a list of the sessions' figures comes to on each day, without days on which it is nothing.
    func days(_ figures: [Seconds]) -> [LocalDate: Seconds] {
        zip(dates, figures).reduce(into: [:]) { days, entry in
            if entry.1 > .zero { days[entry.0, default: .zero] += entry.1 }
        }
    }
}

extension [Seconds] {
    var sum: Seconds { reduce(.zero, +) }
}
