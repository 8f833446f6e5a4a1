package import Clinic
import GRDB

/// One time that a member was in the room, with the entry that began it.
package struct RecordedPresence: Sendable, Hashable {
    package let member: MemberCode
    package let session: SessionName
    package let presence: Presence
    /// The sequence of the check-in.
    package let event: Int

    package init(member: MemberCode, session: SessionName, presence: Presence, event: Int) {
        self.member = member
        self.session = session
        self.presence = presence
        self.event = event
    }
}

extension Store {
    /// The members who are in the room, in the order in which they first came.
    package func arrivals(at session: SessionName) throws -> [MemberCode] {
        let away = try away(from: session)
        return try rows(
            """
            SELECT member FROM attendance JOIN presence USING (member, date, session)
            WHERE session = ? AND state = 'present' GROUP BY member ORDER BY min(came), member
            """, [session]
        ) { $0[0] }.filter { !away.contains($0) }
    }

    /// The members who haven't left a session, but have gone to another one since and are still there.
    package func away(from session: SessionName) throws -> Set<MemberCode> {
        Set(
            try rows(
                """
                SELECT member FROM attendance JOIN presence own USING (member, date, session)
                WHERE session = ? AND state = 'present' AND own.went IS NULL AND EXISTS (
                    SELECT 1 FROM presence other WHERE other.member = own.member AND other.date >= own.date
                    AND other.session <> own.session AND other.came > own.came AND other.went IS NULL)
                """, [session]
            ) { $0[0] as MemberCode })
    }

    /// Everybody's attendance at a session.
    package func attendances(at session: SessionName) throws -> [Attendance] {
        try rows("\(Self.attendances) WHERE session = ? ORDER BY member", [session], Self.attendance)
    }

    package func attendance(of member: MemberCode, at session: Session) throws -> Attendance? {
        try first(
            "\(Self.attendances) WHERE session = ? AND member = ?", [session.name, member], Self.attendance)
    }

    /// How many are in the room.
    package func presentCount(at session: SessionName) throws -> Int {
        let present = try first("SELECT count(*) FROM attendance WHERE session = ? AND state = 'present'", [session]) {
            $0[0] as Int
        }
        return try (present ?? 0) - away(from: session).count
    }

    /// A member's presences on local dates from `from` until before `end`, in the order in which they began.
    package func presences(
        of member: MemberCode, from: LocalDate, before end: LocalDate
    ) throws -> [RecordedPresence] {
        try rows(
            "\(Self.presences) WHERE member = ? AND date >= ? AND date < ? ORDER BY date, session, came",
            [member, from, end], Self.presence)
    }

    /// A member's presences at a session, in the order in which they began.
    package func presences(of member: MemberCode, at session: Session) throws -> [RecordedPresence] {
        try rows(
            "\(Self.presences) WHERE member = ? AND date = ? AND session = ? ORDER BY came",
            [member, session.date, session.name], Self.presence)
    }

    private static let attendances = "SELECT session, member, date, state, origin FROM attendance"

    private static func attendance(_ row: Row) throws -> Attendance {
        guard let state = AttendanceState(rawValue: row[3]), let origin = Attendance.Origin(rawValue: row[4]) else {
            throw LedgerError.unreadable("an attendance of an unknown state or origin")
        }
        return Attendance(session: row[0], member: row[1], date: row[2], state: state, origin: origin)
    }

    private static let presences = "SELECT member, session, came, went, mode, event FROM presence"

    private static func presence(_ row: Row) throws -> RecordedPresence {
        guard let mode = PresenceMode(rawValue: row[4]) else {
            throw LedgerError.unreadable("a presence of an unknown mode")
        }
        return RecordedPresence(
            member: row[0], session: row[1], presence: Presence(from: row[2], to: row[3], mode: mode), event: row[5])
    }
}
