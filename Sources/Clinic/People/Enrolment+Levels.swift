/// The days of a week at one level of care.
package struct LevelDays: Sendable, Hashable {
    package let stay: Enrolment
    package let level: LevelOfCare
    package let dates: [LocalDate]

    package init(stay: Enrolment, level: LevelOfCare, dates: [LocalDate]) {
        self.stay = stay
        self.level = level
        self.dates = dates
    }
}

extension Enrolment {
    /// The level of care on a local day; before the stay, its first.
    package func level(on date: LocalDate) -> LevelOfCare {
        levels.last { $0.from <= date } ?? levels.first
            ?? LevelOfCare(from: admitted, program: ProgramID(unchecked: ""))
    }

    package func program(on date: LocalDate) -> ProgramID { level(on: date).program }

    /// The level that follows the one of a local day by itself; `nil` if none does.
    ///
    /// A step is due once the member has had so many days at the level before it, days on hold not counted. A plan stands
    /// still while the treatment plan sets a requirement of its own.
    ///
    /// - Parameter program: The program of that day's level.
    package func nextStep(after date: LocalDate, of program: Program) -> LevelOfCare? {
        let level = level(on: date)
        guard !level.isIndividual, let step = program.step(after: level) else { return nil }
        let since = levels.filter { $0.from <= date }.reversed().prefix { $0.asks(as: level) }.last?.from ?? level.from
        var due = since.adding(days: step.afterDays)
        while true {
            guard !holds.contains(where: { $0.until == nil && $0.from < due }) else { return nil }
            let later = since.adding(days: step.afterDays + daysOnHold(from: since, before: due))
            if later == due { break }
            due = later
        }
        let isTaken = levels.contains { $0.from > date && $0.from <= due }
        guard !isTaken, discharged.map({ due <= $0 }) ?? true else { return nil }
        return step.level(from: due, after: level)
    }

    private func daysOnHold(from: LocalDate, before end: LocalDate) -> Int {
        (0..<max(0, from.days(until: end))).count { day in
            holds.contains { $0.holds(on: from.adding(days: day)) }
        }
    }
}

extension [Enrolment] {
    /// The weekday on which a member's weeks begin at a local date: that of the last stay which has begun by then, before
    /// all stays that of the first one.
    package func firstWeekday(on date: LocalDate, at site: Weekday) -> Weekday {
        let stay = last { !$0.isWaitlisted && $0.admitted <= date } ?? first { !$0.isWaitlisted }
        return stay?.firstWeekday(at: site) ?? site
    }

    /// The levels at which a member is in treatment in a week, in order, with the days at each. A stay that begins anew in the
    /// week begins with a level of its own, which may be of a later version of the program.
    package func levels(in week: Week) -> [LevelDays] {
        var result: [LevelDays] = []
        for date in week.days {
            guard let stay = last(where: { $0.state(on: date) == .active }) else { continue }
            let level = stay.level(on: date)
            if let last = result.last, last.stay == stay, last.level.asks(as: level) {
                result[result.count - 1] = LevelDays(stay: stay, level: last.level, dates: last.dates + [date])
            } else {
                result.append(LevelDays(stay: stay, level: level, dates: [date]))
            }
        }
        return result
    }
}
