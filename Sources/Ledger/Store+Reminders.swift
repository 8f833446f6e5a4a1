package import Clinic
import GRDB

/// A reminder that somebody asked for and that is still to come.
package struct ReminderRecord: Sendable, Hashable {
    /// The sequence of the event.
    package let reminder: Int
    package let member: MemberCode
    package let actor: String
    package let scheduled: ReminderScheduled

    /// The initials of whoever asked for it, or else the account.
    package var author: String { scheduled.staff?.rawValue ?? actor }
}

/// What decides of which kinds a session is reminded, and when.
package struct RemindableSession: Sendable {
    package let name: SessionName
    package let state: SessionState
    package let plannedStart: Instant
    package let plannedEnd: Instant
    package let started: Instant?
    /// What was told of it already, or dropped.
    package let told: Set<ReminderKind>
}

extension Store {
    /// The reminders that somebody asked for and that are still to come, the next one first.
    package func reminders(about member: MemberCode? = nil) throws -> [ReminderRecord] {
        try rows(
            "\(Self.reminders) WHERE (? IS NULL OR reminder.member = ?) \(Self.byTime)", [member, member],
            Self.reminder)
    }

    package func reminder(_ number: Int) throws -> ReminderRecord? {
        try first("\(Self.reminders) WHERE reminder = ?", [number], Self.reminder)
    }

    package func nextReminder() throws -> ReminderRecord? {
        try first("\(Self.reminders) \(Self.byTime) LIMIT 1", [], Self.reminder)
    }

    private static let byTime = "ORDER BY due, reminder"
    private static let reminders = """
        SELECT reminder, reminder.member, event.actor, body, personal FROM reminder JOIN event ON sequence = reminder
        """

    private static func reminder(_ row: Row) throws -> ReminderRecord {
        ReminderRecord(
            reminder: row[0], member: row[1], actor: row[2],
            scheduled: try EventCoding.shared.reminder(row[3], row[4]))
    }

    /// The sessions of which something may fall due next: those that are open or running, and the first of those to come
    /// that nobody was told of.
    package func remindableSessions() throws -> [RemindableSession] {
        let live = try rows("\(Self.remindable) WHERE state IN ('open', 'running')", [], remindable)
        let next = try first(
            """
            \(Self.remindable) WHERE state = 'scheduled' AND NOT EXISTS (
                SELECT 1 FROM reminded WHERE reminded.session = session.session AND kind = 'session_soon')
            ORDER BY planned_start LIMIT 1
            """, [], remindable)
        return live + (next.map { [$0] } ?? [])
    }

    package func remindableSession(_ name: SessionName) throws -> RemindableSession? {
        try first("\(Self.remindable) WHERE session = ?", [name], remindable)
    }

    private static let remindable = "SELECT session, state, planned_start, planned_end, started FROM session"

    private func remindable(_ row: Row) throws -> RemindableSession {
        let name: SessionName = row[0]
        guard let state = SessionState(rawValue: row[1]) else {
            throw LedgerError.unreadable("a session of an unknown state")
        }
        let told = try rows("SELECT kind FROM reminded WHERE session = ?", [name]) { ReminderKind(rawValue: $0[0]) }
        return RemindableSession(
            name: name, state: state, plannedStart: row[2], plannedEnd: row[3], started: row[4],
            told: Set(told.compactMap { $0 }))
    }

    func applyReminder(_ body: EventBody, _ subject: Subject, sequence: Int) throws {
        switch body {
        case .reminderScheduled(let scheduled):
            try run(
                "INSERT INTO reminder (reminder, member, due) VALUES (?, ?, ?)",
                [sequence, subject.member, scheduled.at])
        case .reminderCancelled(let cancelled): try drop(cancelled.reminder)
        case .reminderDue(let due): try drop(due.reminder)
        case .reminderExpired(let expired):
            guard let reminder = expired.reminder else { return try note(expired.kind, of: subject.session) }
            try drop(reminder)
        case .sessionReminded(let reminded): try note(reminded.kind, of: subject.session)
        default: break
        }
    }

    private func drop(_ reminder: Int) throws {
        try run("DELETE FROM reminder WHERE reminder = ?", [reminder])
    }

    private func note(_ kind: ReminderKind, of session: SessionName?) throws {
        try run("INSERT OR IGNORE INTO reminded (session, kind) VALUES (?, ?)", [session, kind.rawValue])
    }
}
