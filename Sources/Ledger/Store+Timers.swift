package import Clinic
import GRDB

/// Something that falls due.
package struct DueTimer: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// A session opens itself; the subject is its name.
        case sessionOpens = "session_opens"
        /// Nobody ended a session; the subject is its name.
        case sessionOverdue = "session_overdue"
        /// A standing has settled; the subject is `MEMBER WEEK`.
        case alertSettles = "alert_settles"
        /// A week begins; the subject is its first day.
        case weekOpens = "week_opens"
        /// A week is over and its time to settle has passed; the subject is its first day.
        case weekCloses = "week_closes"
    }

    package let due: Instant
    package let kind: Kind
    package let subject: String
}

extension Store {
    /// The timers that are due at an instant, the earliest first.
    package func timers(dueBy now: Instant, limit: Int) throws -> [DueTimer] {
        try rows(
            "SELECT due, kind, subject FROM timer WHERE due <= ? ORDER BY due, kind, subject LIMIT ?", [now, limit]
        ) { row in
            guard let kind = DueTimer.Kind(rawValue: row[1]) else {
                throw LedgerError.unreadable("a timer of an unknown kind")
            }
            return DueTimer(due: row[0], kind: kind, subject: row[2])
        }
    }

    /// When the next timer falls due.
    package func nextDue() throws -> Instant? {
        try first("SELECT min(due) FROM timer") { $0[0] as Instant? } ?? nil
    }

    func set(_ kind: DueTimer.Kind, _ subject: String, due: Instant) throws {
        try run(
            "INSERT OR REPLACE INTO timer (due, kind, subject) VALUES (?, ?, ?)", [due, kind.rawValue, subject])
    }

    func clear(_ kind: DueTimer.Kind, _ subject: String) throws {
        try run("DELETE FROM timer WHERE kind = ? AND subject = ?", [kind.rawValue, subject])
    }
}
