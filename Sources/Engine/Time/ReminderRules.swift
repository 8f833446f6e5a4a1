package import Clinic
import Ledger

/// When somebody is reminded of what is near or overdue. What has no length isn't told at all.
package struct ReminderSettings: Sendable {
    /// How long before its planned start members are reminded of a session.
    package var sessionSoon: Seconds?
    /// How long after treatment began somebody hears of the members who are expected and not there.
    package var memberLate: Seconds?
    /// How long after the planned end of a session somebody hears that members are still in.
    package var checkoutMissing: Seconds?
    /// How long after its time a reminder that somebody asked for is still told.
    package var toldWithin = Seconds.days(1)
    package var quietHours: QuietHours?

    package init() {}

    /// What a clinic has unless it says otherwise.
    package static var usual: ReminderSettings {
        var settings = ReminderSettings()
        settings.sessionSoon = .hours(2)
        settings.memberLate = .minutes(15)
        settings.checkoutMissing = .minutes(15)
        settings.quietHours = QuietHours(text: "21:00-08:00")
        return settings
    }
}

/// Something that is to be told, once, if it is still of use by then.
struct Reminder: Sendable, Hashable {
    enum Matter: Sendable, Hashable {
        case session(SessionName)
        /// What somebody asked for, by its number.
        case asked(Int)
    }

    let kind: ReminderKind
    let matter: Matter
    let due: Instant
    /// From when on nobody wants to hear it any more.
    let until: Instant
}

/// When reminders are told. Nothing of it is written down, so that another lead time holds for every session from the next
/// start on, and a session that is called off or moved takes its reminders with it.
struct ReminderRules {
    let settings: Settings
    let zone: Zone

    /// What falls due of a session, as it is now.
    func reminders(of session: RemindableSession) -> [Reminder] {
        let lengths = settings.reminders
        func reminder(_ kind: ReminderKind, _ due: Instant, until: Instant) -> [Reminder] {
            session.told.contains(kind)
                ? [] : [Reminder(kind: kind, matter: .session(session.name), due: due, until: until)]
        }
        switch session.state {
        case .scheduled, .open:
            guard let lead = lengths.sessionSoon else { return [] }
            return reminder(.sessionSoon, session.plannedStart - lead, until: session.plannedStart)
        case .running:
            let begin = max(session.started ?? session.plannedStart, session.plannedStart)
            let late = lengths.memberLate.map { reminder(.memberLate, begin + $0, until: session.plannedEnd) }
            // Once the clock has had its time to end the session, nobody is in.
            let missing = lengths.checkoutMissing.map {
                reminder(.checkoutMissing, session.plannedEnd + $0, until: session.plannedEnd + settings.endsAfter)
            }
            return (late ?? []) + (missing ?? [])
        case .ended, .closed, .cancelled: return []
        }
    }

    func reminder(_ record: ReminderRecord) -> Reminder {
        Reminder(
            kind: .asked, matter: .asked(record.reminder), due: record.scheduled.at,
            until: record.scheduled.at + settings.reminders.toldWithin)
    }

    /// When something is to be done about a reminder, and why it isn't told then, if it isn't.
    ///
    /// What would be told in quiet hours waits for their end if it is of use then. They don't hold for who is in the
    /// building: nobody is woken by that.
    func plan(_ reminder: Reminder, from now: Instant) -> (at: Instant, drops: ReminderExpired.Reason?) {
        let earliest = max(reminder.due, now)
        guard earliest < reminder.until else { return (reminder.due, .tooLate) }
        guard reminder.kind != .checkoutMissing,
            let end = settings.reminders.quietHours?.end(around: earliest, in: zone)
        else { return (reminder.due, nil) }
        return end < reminder.until ? (end, nil) : (reminder.due, .quietHours)
    }

    /// What is to be done first, and when.
    func next(in store: Store, from now: Instant) throws -> (reminder: Reminder, at: Instant)? {
        let sessions = try settings.reminders.concernSessions ? store.remindableSessions() : []
        let asked = try store.nextReminder().map { [reminder($0)] } ?? []
        return (sessions.flatMap(reminders) + asked).map { ($0, plan($0, from: now).at) }.min { $0.1 < $1.1 }
    }
}

extension ReminderSettings {
    fileprivate var concernSessions: Bool {
        sessionSoon != nil || memberLate != nil || checkoutMissing != nil
    }
}
