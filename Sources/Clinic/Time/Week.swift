/// Seven local days, named by the first of them.
package struct Week: Hashable, Comparable, Sendable {
    package let start: LocalDate

    /// The week that begins on a date.
    package init(start: LocalDate) {
        self.start = start
    }

    /// The week that holds a date, when weeks begin on a given weekday.
    package init(holding date: LocalDate, firstWeekday: Weekday) {
        var start = date
        while start.weekday != firstWeekday { start = start.adding(days: -1) }
        self.start = start
    }

    package var days: [LocalDate] { (0..<7).map(start.adding(days:)) }

    /// The first day after this week.
    package var end: LocalDate { start.adding(days: 7) }

    package var next: Week { Week(start: end) }

    package func contains(_ date: LocalDate) -> Bool { start <= date && date < end }

    package static func < (left: Week, right: Week) -> Bool {
        left.start < right.start
    }
}
