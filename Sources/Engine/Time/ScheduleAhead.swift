import Clinic
import Ledger

/// What each day begins with: the calendar is filled as far ahead as the clinic wants, and true to the rules of its time
/// zone, answers to commands of more than seven days ago are forgotten, step-down plans advance, what stays ask for soon
/// is said, and gaps between days of treatment are a day longer.
package struct ScheduleAhead: Command {
    package static let name = "schedule-ahead"

    /// How long the same idempotency key gets the same answer.
    private static let answersKept = Seconds.days(7)

    package init() {}

    package func perform(_ work: Work) throws -> Done {
        try work.store.forgetAnswers(before: work.now - Self.answersKept)
        for session in try work.store.scheduledSessions() {
            let start = work.site.zone.instant(of: session.date, at: session.start)
            guard start != session.plannedStart else { continue }
            try work.record(
                .sessionRescheduled(
                    SessionRescheduled(plannedStart: start, opens: start - work.settings.opensBefore)),
                about: work.subject(session))
        }
        for group in try work.store.groups() { _ = try work.schedule(group) }
        try work.openWeeks(from: work.site.firstWeekday)
        try work.takeSteps()
        try work.sayDues()
        return try ReviewGaps().perform(work)
    }
}

extension Work {
    /// Schedules a group's meetings from today to the horizon that aren't in the calendar yet. Returns how many.
    func schedule(_ group: Group) throws -> Int {
        let last = today.adding(days: settings.horizonDays)
        let known = Set(try store.sessions(from: today, to: last, group: group.id).map(\.name))
        var count = 0
        for date in (0...settings.horizonDays).map(today.adding(days:)) {
            let meetings = group.meetings.filter { $0.weekday == date.weekday }
            for meeting in meetings {
                let name = SessionName(group: group.id, date: date, time: meetings.count > 1 ? meeting.start : nil)
                let start = site.zone.instant(of: date, at: meeting.start)
                guard !known.contains(name), start > now else { continue }
                try record(
                    .sessionScheduled(
                        SessionScheduled(
                            kind: group.kind, date: date, start: meeting.start, length: meeting.length,
                            plannedStart: start, opens: start - settings.opensBefore)),
                    about: Subject(session: name, group: group.id))
                count += 1
            }
        }
        return count
    }
}
