package import Clinic
import GRDB

extension Store {
    package func group(_ id: GroupID) throws -> Group? {
        try first("SELECT body FROM meeting_group WHERE meeting_group = ?", [id], Self.group)
    }

    package func groups() throws -> [Group] {
        try rows("SELECT body FROM meeting_group ORDER BY meeting_group", [], Self.group)
    }

    /// How many groups there are, single sessions' included.
    package func groupCount() throws -> Int {
        try first("SELECT count(*) FROM meeting_group") { $0[0] } ?? 0
    }

    private static func group(_ row: Row) throws -> Group {
        try EventCoding.shared.value(Group.self, row[0])
    }

    /// A group's roster entries of all times in the order in which they were made, waitlist included.
    package func roster(of group: GroupID) throws -> [RosterEntry] {
        try rows("\(Self.rosterEntries) WHERE meeting_group = ? ORDER BY place", [group], Self.rosterEntry)
    }

    /// A member's roster entries of all times.
    package func rosterEntries(of member: MemberCode) throws -> [RosterEntry] {
        try rows("\(Self.rosterEntries) WHERE member = ?", [member], Self.rosterEntry)
    }

    /// Who has a place at a session, by its own roster or by that of a session merged into it, or has booked it. Nobody
    /// expects those who are on hold.
    package func expected(at session: Session) throws -> Set<MemberCode> {
        let merged = try rows(
            "SELECT meeting_group FROM session WHERE date = ? AND merged_into = ?", [session.date, session.name]
        ) { $0[0] as GroupID }
        let rostered = try ([session.group] + merged).flatMap { try roster(of: $0) }
        return Set(
            try rostered.filter { $0.holds(on: session.date) }.map(\.member)
                + bookings(at: session.name).map(\.member)
        ).subtracting(try membersOnHold(on: session.date))
    }

    /// How many are expected at each of some sessions, as ``expected(at:)`` has it of one, in a few queries for all.
    package func expectedCounts(at sessions: [Session]) throws -> [SessionName: Int] {
        guard let from = sessions.map(\.date).min(), let to = sessions.map(\.date).max() else { return [:] }
        let merged = try rows(
            "SELECT merged_into, meeting_group FROM session WHERE date BETWEEN ? AND ? AND merged_into IS NOT NULL",
            [from, to]
        ) { ($0[0] as SessionName, $0[1] as GroupID) }
        let places = Dictionary(
            grouping: try rows(
                "\(Self.rosterEntries) WHERE since <= ? AND (until IS NULL OR until >= ?)", [to, from],
                Self.rosterEntry), by: \.group)
        let bookings = Dictionary(grouping: try bookings(from: from, to: to), by: \.session)
        var onHold: [LocalDate: Set<MemberCode>] = [:]
        for date in Set(sessions.map(\.date)) { onHold[date] = try membersOnHold(on: date) }
        return sessions.reduce(into: [:]) { counts, session in
            let groups = [session.group] + merged.filter { $0.0 == session.name }.map(\.1)
            let rostered = groups.flatMap { places[$0] ?? [] }.filter { $0.holds(on: session.date) }.map(\.member)
            let expected = Set(rostered + (bookings[session.name] ?? []).map(\.member))
            counts[session.name] = expected.subtracting(onHold[session.date] ?? []).count
        }
    }

    /// The sessions whose members are at another one.
    package func sessionsMerged(into session: Session) throws -> [SessionName] {
        try rows(
            "SELECT session FROM session WHERE date = ? AND merged_into = ? ORDER BY session",
            [session.date, session.name]
        ) { $0[0] }
    }

    private static let rosterEntries = "SELECT meeting_group, member, since, until, waitlisted FROM roster"

    private static func rosterEntry(_ row: Row) -> RosterEntry {
        RosterEntry(group: row[0], member: row[1], from: row[2], to: row[3], waitlisted: row[4])
    }

    package func session(_ name: SessionName) throws -> Session? {
        try first("\(Self.sessions) WHERE session = ?", [name], Self.session)
    }

    /// The sessions of local dates `from` to `to`, both included, in the order of their start.
    package func sessions(from: LocalDate, to: LocalDate, group: GroupID? = nil) throws -> [Session] {
        if let group {
            return try rows(
                "\(Self.sessions) WHERE date BETWEEN ? AND ? AND meeting_group = ? ORDER BY planned_start, session",
                [from, to, group], Self.session)
        }
        return try rows(
            "\(Self.sessions) WHERE date BETWEEN ? AND ? ORDER BY planned_start, session", [from, to], Self.session)
    }

    /// The sessions that are open or running, in the order of their planned start.
    package func liveSessions() throws -> [Session] {
        try rows(
            "\(Self.sessions) WHERE state IN ('open', 'running') ORDER BY planned_start, session", [], Self.session)
    }

    /// The sessions that are still to be opened.
    package func scheduledSessions() throws -> [Session] {
        try rows("\(Self.sessions) WHERE state = 'scheduled' ORDER BY planned_start, session", [], Self.session)
    }

    func sessions(where condition: String, _ values: StatementArguments) throws -> [Session] {
        try rows("\(Self.sessions) WHERE \(condition) ORDER BY planned_start, session", values, Self.session)
    }

    private static func initials(_ text: String) -> [StaffInitials] {
        text.split(separator: " ").map { StaffInitials(unchecked: String($0)) }
    }

    private static let sessions = """
        SELECT session, meeting_group, kind, date, start, length, planned_start, planned_end, state, started, ended,
        reason, pauses, merged_into, clock_end, course, facilitators, guests FROM session
        """

    private static func session(_ row: Row) throws -> Session {
        guard let kind = SessionKind(rawValue: row[2]), let state = SessionState(rawValue: row[8]) else {
            throw LedgerError.unreadable("a session of an unknown kind or state")
        }
        let (pauses, course, facilitators): (String?, String?, String?) = (row[12], row[15], row[16])
        return Session(
            name: row[0], group: row[1], kind: kind, date: row[3], start: row[4], length: row[5],
            plannedStart: row[6], plannedEnd: row[7], state: state, started: row[9], ended: row[10], reason: row[11],
            pauses: try pauses.map { try EventCoding.shared.value([Pause].self, $0) } ?? [], mergedInto: row[13],
            clockEnd: row[14], course: try course.map { try EventCoding.shared.value(SessionCourse.self, $0) },
            facilitators: facilitators.map(Self.initials), guests: row[17])
    }
}
