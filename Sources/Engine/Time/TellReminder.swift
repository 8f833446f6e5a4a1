import Clinic
import Ledger

/// The time has come to tell a reminder, or to drop it because it is of no more use.
struct TellReminder: Command {
    static let name = "tell-reminder"
    let reminder: Reminder

    func perform(_ work: Work) throws -> Done {
        switch reminder.matter {
        case .session(let name): try work.remind(of: name, reminder.kind)
        case .asked(let number): try work.remind(asked: number)
        }
        return Done()
    }

    /// The clock's own commands are never repeated by a key.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(reminder.kind)
    }
}

extension Work {
    var reminderRules: ReminderRules { ReminderRules(settings: settings, zone: site.zone) }

    fileprivate func remind(of name: SessionName, _ kind: ReminderKind) throws {
        guard let known = try store.remindableSession(name), let session = try session(name),
            let reminder = reminderRules.reminders(of: known).first(where: { $0.kind == kind }),
            try isToBeTold(reminder, about: subject(session))
        else { return }
        let members =
            switch kind {
            case .sessionSoon: try tellSoon(session)
            case .memberLate: try tellLate(session)
            case .checkoutMissing: try tellMissing(session)
            case .asked: 0
            }
        try record(.sessionReminded(SessionReminded(kind, members: members)), about: subject(session))
    }

    fileprivate func remind(asked number: Int) throws {
        guard let asked = try store.reminder(number) else { return }
        let subject = Subject(member: asked.member)
        guard try isToBeTold(reminderRules.reminder(asked), about: subject) else { return }
        let staff = try asked.scheduled.staff.flatMap { try store.staff($0)?.initials }
        let due = ReminderDue(
            reminder: number, at: asked.scheduled.at, by: asked.actor,
            addressees: try staff.map { [$0] } ?? addressees(for: asked.member))
        try record(.reminderDue(due), about: subject, cause: number)
    }

    /// Whether a reminder is due now and of use; what is of no more use is dropped.
    private func isToBeTold(_ reminder: Reminder, about subject: Subject) throws -> Bool {
        let plan = reminderRules.plan(reminder, from: now)
        guard plan.at <= now else { return false }
        guard let reason = plan.drops else { return true }
        let number: Int? = if case .asked(let number) = reminder.matter { number } else { nil }
        try record(
            .reminderExpired(
                ReminderExpired(reminder.kind, reminder: number, due: reminder.due, reason: reason)),
            about: subject, cause: number)
        return false
    }

    private func tellSoon(_ session: Session) throws -> Int {
        let members = try awaited(at: session)
        let soon = SessionSoon(session, label: try group(of: session).label)
        for member in members { try record(.sessionSoon(soon), about: subject(session, member)) }
        return members.count
    }

    private func tellLate(_ session: Session) throws -> Int {
        // Somebody who was taken out of group for an individual hour is there.
        let elsewhere = try Set(store.liveSessions().flatMap { try store.arrivals(at: $0.name) })
        let members = try awaited(at: session).filter { !elsewhere.contains($0) }
        let label = try group(of: session).label
        for member in members {
            let late = MemberLate(
                session, began: session.started ?? session.plannedStart, label: label,
                addressees: try addressees(for: member))
            try record(.memberLate(late), about: subject(session, member))
        }
        return members.count
    }

    private func tellMissing(_ session: Session) throws -> Int {
        let members = try store.arrivals(at: session.name).sorted()
        guard !members.isEmpty else { return 0 }
        let missing = CheckoutMissing(
            members: members, plannedEnd: session.plannedEnd, addressees: try signers(of: session))
        try record(.checkoutMissing(missing), about: subject(session))
        return members.count
    }

    /// Who is in treatment, expected at a session, and neither was there nor is known not to come.
    private func awaited(at session: Session) throws -> [MemberCode] {
        let known = try Set(store.attendances(at: session.name).map(\.member))
        return try store.expected(at: session).subtracting(known).sorted().filter { member in
            try stays(of: member).contains { $0.state(on: session.date) == .active }
        }
    }
}
