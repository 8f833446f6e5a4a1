package import Clinic
import Ledger

extension Engine {
    /// Carries out everything that is due by now, one after the other, and says when to come back.
    ///
    /// What fell due while nobody was there is made up in the same order. If something can't be carried out, the rest
    /// waits for a minute, since what comes later may rest on it. The same holds if something is still due, and nothing was
    /// recorded, once it has been carried out.
    ///
    /// - Parameter done: Called on a queue of the ledger's with the instant at which the next thing falls due.
    package func runDue(_ done: @escaping @Sendable (Instant) -> Void) {
        runDue(after: nil, done)
    }

    private func runDue(after last: Step?, _ done: @escaping @Sendable (Instant) -> Void) {
        ledger.enqueueRead { [self] snapshot in
            let now = clock.now
            guard let store = try? snapshot.get(), let next = try? firstStep(in: store, now) else {
                return done(midnight(after: now))
            }
            guard next.at <= now else { return done(min(next.at, midnight(after: now))) }
            guard next != last else { return done(now + .minutes(1)) }
            let goOn: @Sendable (Bool) -> Void = { [self] succeeded in
                if succeeded { runDue(after: next, done) } else { done(now + .minutes(1)) }
            }
            switch next.duty {
            case .timer(let timer): run(timer, goOn)
            case .reminder(let reminder): run(TellReminder(reminder: reminder), goOn)
            }
        }
    }

    private enum Duty: Sendable, Hashable {
        case timer(DueTimer)
        case reminder(Reminder)
    }

    /// What is to be done, and when, as it is after an event.
    private struct Step: Sendable, Hashable {
        let duty: Duty
        let at: Instant
        let sequence: Int
    }

    /// What is to be done first. A session is told of before something is done to it at the same time.
    private func firstStep(in store: Store, _ now: Instant) throws -> Step? {
        let sequence = try store.lastSequence()
        let timer = try store.nextTimer()
        let reminder = try ReminderRules(settings: settings, zone: site.zone).next(in: store, from: now)
        if let reminder, timer.map({ reminder.at <= $0.due }) ?? true {
            return Step(duty: .reminder(reminder.reminder), at: reminder.at, sequence: sequence)
        }
        return timer.map { Step(duty: .timer($0), at: $0.due, sequence: sequence) }
    }

    /// Fills the calendar: to be done at the start and at each local midnight.
    package func startDay(_ done: @escaping @Sendable (Bool) -> Void) {
        run(ScheduleAhead(), done)
    }

    private func midnight(after now: Instant) -> Instant {
        site.zone.start(of: site.zone.date(at: now).adding(days: 1))
    }

    private func run(_ timer: DueTimer, _ done: @escaping @Sendable (Bool) -> Void) {
        let words = timer.subject.split(separator: " ").map(String.init)
        switch timer.kind {
        case .sessionOpens:
            run(OpenSessionByClock(session: SessionName(unchecked: timer.subject), due: timer.due), done)
        case .sessionOverdue:
            run(EndSessionByClock(session: SessionName(unchecked: timer.subject)), done)
        case .courseMoves:
            run(MoveCourse(session: SessionName(unchecked: timer.subject)), done)
        case .alertSettles:
            guard words.count == 2, let week = LocalDate(text: words[1]) else { return done(false) }
            run(SettleAlert(member: MemberCode(unchecked: words[0]), week: week), done)
        case .absencesSettle:
            run(ReviewAbsences(session: SessionName(unchecked: timer.subject)), done)
        case .alertEscalates:
            guard let alert = Int(timer.subject) else { return done(false) }
            run(EscalateAlert(alert: alert), done)
        case .sessionUnsigned:
            run(RemindToSign(session: SessionName(unchecked: timer.subject)), done)
        case .weekOpens:
            guard let week = LocalDate(text: timer.subject) else { return done(false) }
            run(OpenWeek(week: week), done)
        case .weekCloses:
            guard let week = LocalDate(text: timer.subject) else { return done(false) }
            run(CloseWeek(week: week), done)
        }
    }

    private func run(_ command: some Command, _ done: @escaping @Sendable (Bool) -> Void) {
        submit(command, from: .clock) { result in
            if case .success = result { done(true) } else { done(false) }
        }
    }
}
