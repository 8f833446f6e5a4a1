extension Zone {
    /// The instant that is some working days, Monday to Friday, after another, at the same time on the wall.
    ///
    /// What begins on a weekend is counted from the start of Monday.
    package func instant(workingDays: Int, after begin: Instant) -> Instant {
        var date = date(at: begin)
        var time = wallTime(at: begin)
        while !date.isWorkingDay {
            date = date.adding(days: 1)
            time = .midnight
        }
        for _ in 0..<workingDays {
            repeat { date = date.adding(days: 1) } while !date.isWorkingDay
        }
        return instant(of: date, at: time)
    }
}

extension LocalDate {
    fileprivate var isWorkingDay: Bool { weekday != .saturday && weekday != .sunday }
}
