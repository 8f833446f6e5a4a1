package import Clinic
import GRDB

extension Store {
    /// What became of a member's attendance from a local date on, oldest first: at sessions that are over, and at one at
    /// which they are or were.
    package func outcomes(of member: MemberCode, from date: LocalDate) throws -> [AttendanceOutcome] {
        try rows(
            """
            WITH known (session) AS (
                SELECT session FROM presence WHERE member = ? AND date >= ?
                UNION SELECT session FROM attendance WHERE member = ? AND date >= ? AND \(Self.isAbsent)
            )
            SELECT session.session, planned_start, attendance.state, called_out
            FROM known JOIN session USING (session)
            JOIN attendance ON attendance.session = known.session AND attendance.member = ?
            WHERE session.state != 'cancelled'
                AND (session.state IN ('ended', 'closed') OR attendance.state IN ('present', 'left'))
            ORDER BY planned_start, session.session
            """, [member, date, member, date, member]
        ) { row in
            guard let state = AttendanceState(rawValue: row[2]) else {
                throw LedgerError.unreadable("an attendance of an unknown state")
            }
            return AttendanceOutcome(session: row[0], plannedStart: row[1], state: state, calledOut: row[3])
        }
    }

    /// The members who are known to have been absent from a session.
    package func absent(from session: SessionName) throws -> [MemberCode] {
        try rows("SELECT member FROM attendance WHERE session = ? AND \(Self.isAbsent) ORDER BY member", [session]) {
            $0[0]
        }
    }

    static let isAbsent = "state IN ('no_show', 'called_out', 'excused', 'unexcused', 'late_cancel')"
}
