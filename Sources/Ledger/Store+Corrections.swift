package import Clinic
import GRDB

extension Store {
    /// The sessions of all times at which a member has been marked as not coming.
    package func markedAbsences(of member: MemberCode) throws -> Set<SessionName> {
        try Set(
            rows(
                """
                SELECT session FROM attendance
                WHERE member = ? AND state IN ('called_out', 'excused', 'unexcused', 'late_cancel')
                """, [member]
            ) { $0[0] })
    }

    /// The sequences of the events that changed what was known of a member at a session, oldest first.
    package func corrections(of member: MemberCode, at session: SessionName) throws -> [Int] {
        try rows(
            "SELECT event FROM correction WHERE session = ? AND member = ? ORDER BY event", [session, member]
        ) { $0[0] }
    }

    /// All that is known of a member at a session; `nil` for nothing.
    package func entry(of member: MemberCode, at session: Session) throws -> AttendanceEntry? {
        guard let attendance = try attendance(of: member, at: session) else { return nil }
        return AttendanceEntry(
            state: attendance.state, origin: attendance.origin,
            presences: try presences(of: member, at: session).map(\.presence))
    }
}
