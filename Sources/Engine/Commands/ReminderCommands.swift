package import Clinic
import Ledger

/// Asks to be reminded of something about a member.
package struct ScheduleReminder: Command {
    package static let name = "schedule-reminder"
    let member: String
    let at: String
    let about: Personal<String>
    let account: String?

    /// - Parameters:
    ///   - at: `18:05` for the next time that the clocks show it, `2026-12-01 09:00`, or an RFC 3339 time.
    ///   - about: One line of 1 to 200 characters.
    ///   - account: The name of the Unix account of whoever asks.
    package init(member: String, at time: String, about: Personal<String>, account: String?) {
        self.member = member
        at = time
        self.about = about
        self.account = account
    }

    package struct Outcome: CommandOutcome {
        package let reminder: Int
        package let member: MemberCode
        package let at: Instant
        /// When it is told: later than asked for if that is in quiet hours.
        package let told: Instant
    }

    private static let longestWait = Seconds.days(2 * 366)

    package func perform(_ work: Work) throws -> Outcome {
        let member = try work.member(member)
        let at = try time(work)
        let line = about.reveal().trimmed
        guard (1...200).contains(line.count), !line.contains(where: { $0.isNewline || $0 == "\0" }) else {
            throw Refusal(.badValue(field: "about"), "what a reminder is about is one line of 1 to 200 characters")
        }
        let staff = try work.staff(ofAccount: account)
        let number = try work.record(
            .reminderScheduled(ReminderScheduled(at: at, staff: staff, about: Personal(line))),
            about: Subject(member: member))
        guard let kept = try work.store.reminder(number) else {
            throw LedgerError.unreadable("a reminder that was just written")
        }
        let told = work.reminderRules.plan(work.reminderRules.reminder(kept), from: work.now).at
        return Outcome(reminder: number, member: member, at: at, told: told)
    }

    private func time(_ work: Work) throws -> Instant {
        guard let time = Self.instant(at, work) else {
            throw Refusal(
                .badValue(field: "at"),
                "the time \(at.shortened) can't be read; write it as 18:05, as 2026-12-01 09:00 or as "
                    + "2026-12-01T09:00:00-05:00")
        }
        let zone = work.site.zone
        guard time > work.now, time <= work.now + Self.longestWait else {
            let wish = "\(zone.date(at: time)) \(zone.wallTime(at: time))"
            throw Refusal(
                .badValue(field: "at"),
                time > work.now
                    ? "\(wish) is more than two years away; choose a nearer time"
                    : "\(wish) has passed; choose a time to come")
        }
        return time
    }

    private static func instant(_ text: String, _ work: Work) -> Instant? {
        let zone = work.site.zone
        if let time = WallTime(text: text) {
            let today = zone.instant(of: work.today, at: time)
            return today > work.now ? today : zone.instant(of: work.today.adding(days: 1), at: time)
        }
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" }).map(String.init)
        if parts.count == 2, let date = LocalDate(text: parts[0]), let time = WallTime(text: parts[1]) {
            return zone.instant(of: date, at: time)
        }
        return Instant(rfc3339: text)
    }

    /// Written out only for the digest by which a repeated command is recognised.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode([member, at, about.reveal(), account])
    }
}

/// Wants no longer to be reminded.
package struct CancelReminder: Command {
    package static let name = "cancel-reminder"
    let reminder: Int

    package init(_ reminder: Int) { self.reminder = reminder }

    package struct Outcome: CommandOutcome {
        package let member: MemberCode
    }

    package func perform(_ work: Work) throws -> Outcome {
        // A plugin has no business with what others asked for, and doesn't learn of it.
        guard let known = try work.store.reminder(reminder), !work.caller.isPlugin || known.actor == work.caller.actor
        else {
            throw Refusal(
                .noSuchReminder(reminder),
                "no reminder \(reminder) is still to come; 'convene remind list' shows those that are")
        }
        try work.record(
            .reminderCancelled(ReminderCancelled(reminder: reminder)), about: Subject(member: known.member),
            cause: reminder)
        return Outcome(member: known.member)
    }
}
