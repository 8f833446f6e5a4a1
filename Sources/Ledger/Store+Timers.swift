package import Clinic
import GRDB

/// Something that falls due.
package struct DueTimer: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// A session opens itself; the subject is its name.
        case sessionOpens = "session_opens"
        /// Something is to be told of a running session's time, or its next phase begins; the subject is its name.
        case courseMoves = "course_moves"
        /// Nobody ended a session; the subject is its name.
        case sessionOverdue = "session_overdue"
        /// A standing has settled; the subject is `MEMBER WEEK`.
        case alertSettles = "alert_settles"
        /// Nobody has acknowledged an alert; the subject is its number.
        case alertEscalates = "alert_escalates"
        /// A session's absences are counted; the subject is its name.
        case absencesSettle = "absences_settle"
        /// A session has ended and isn't signed; the subject is its name.
        case sessionUnsigned = "session_unsigned"
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
    /// The timer that falls due first.
    package func nextTimer() throws -> DueTimer? {
        try first("SELECT due, kind, subject FROM timer ORDER BY due, kind, subject LIMIT 1") { row in
            guard let kind = DueTimer.Kind(rawValue: row[1]) else {
                throw LedgerError.unreadable("a timer of an unknown kind")
            }
            return DueTimer(due: row[0], kind: kind, subject: row[2])
        }
    }

    /// The first days of the weeks that a timer is set to open.
    package func weeksToOpen() throws -> [LocalDate] {
        try rows("SELECT subject FROM timer WHERE kind = ?", [DueTimer.Kind.weekOpens.rawValue]) { $0[0] }
    }

    package func hasTimer(_ kind: DueTimer.Kind, _ subject: String) throws -> Bool {
        try due(of: kind, subject) != nil
    }

    /// When a timer falls due; `nil` if it isn't set.
    package func due(of kind: DueTimer.Kind, _ subject: String) throws -> Instant? {
        try first("SELECT due FROM timer WHERE kind = ? AND subject = ?", [kind.rawValue, subject]) { $0[0] }
    }

    func set(_ kind: DueTimer.Kind, _ subject: String, due: Instant) throws {
        try run(
            "INSERT OR REPLACE INTO timer (due, kind, subject) VALUES (?, ?, ?)", [due, kind.rawValue, subject])
    }

    func clear(_ kind: DueTimer.Kind, _ subject: String) throws {
        try run("DELETE FROM timer WHERE kind = ? AND subject = ?", [kind.rawValue, subject])
    }
}
