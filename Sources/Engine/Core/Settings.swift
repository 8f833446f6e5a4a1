package import Clinic

/// The lengths of time that the clinic can set.
package struct Settings: Sendable {
    /// How long before its planned start a session opens itself.
    package var opensBefore = Seconds.minutes(30)
    /// How long after its planned end a session that nobody ended is ended by the clock.
    package var endsAfter = Seconds.minutes(30)
    /// How long before the end of a phase somebody is told.
    package var phaseWarnings = [Seconds.minutes(5)]
    /// How long before the planned end of a session somebody is told.
    package var sessionWarnings = [Seconds.minutes(15), .minutes(5)]
    /// How many days ahead sessions are scheduled.
    package var horizonDays = 28
    /// How long after the end of a local week it is closed.
    package var weekClosesAfter = Seconds.hours(6)
    /// How long after a session's end anybody may correct it; later only a supervisor may.
    package var correctionWindow = Seconds.hours(48)
    /// After how many working days the supervisors get an alert that nobody has acknowledged.
    package var escalatesAfterDays = 1
    /// How long after a session's end whoever leads it is reminded to sign it.
    package var signedWithin = Seconds.hours(1)
    /// How often that is said, from the second time on each working day; 0: never.
    package var signReminders = 3
    /// What members say of themselves in numbers.
    package var measures: [Measure] = []
    /// When somebody is reminded of what is near or overdue; of nothing unless it is said.
    package var reminders = ReminderSettings()

    package init() {}
}

/// What a clinic is when its ledger begins.
package struct SiteSettings: Sendable {
    package let name: String
    package let zone: Zone
    package let firstWeekday: Weekday

    package init(name: String, zone: Zone, firstWeekday: Weekday) {
        self.name = name
        self.zone = zone
        self.firstWeekday = firstWeekday
    }
}
