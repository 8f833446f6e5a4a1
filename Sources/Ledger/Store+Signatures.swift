package import Clinic
import GRDB

/// Who has signed a session, and whether that still holds.
package struct SignatureRecord: Sendable, Hashable {
    /// The sequence of the event.
    package let event: Int
    package let actor: String
    package let at: Instant
    package let signed: SessionSigned
    /// The event that changed what was signed, or took it back; `nil` while it holds.
    package let superseded: Int?

    /// The initials of whoever signed, or else the account.
    package var signer: String { signed.staff?.rawValue ?? actor }
}

extension Store {
    /// Who has signed a session, oldest first.
    package func signatures(of session: SessionName) throws -> [SignatureRecord] {
        try rows(
            """
            SELECT signature.event, signature.actor, signed, superseded, body, personal
            FROM signature JOIN event ON sequence = signature.event WHERE signature.session = ? ORDER BY signature.event
            """, [session]
        ) { row in
            SignatureRecord(
                event: row[0], actor: row[1], at: row[2], signed: try EventCoding.shared.signed(row[4], row[5]),
                superseded: row[3])
        }
    }

    /// Who leads a session from when, in the order of time.
    package func leadChanges(of session: SessionName) throws -> [LeadChange] {
        try rows("SELECT since, staff FROM session_lead WHERE session = ? ORDER BY since", [session]) { row in
            LeadChange(since: row[0], staff: row[1])
        }
    }

    /// How often it was said of a session that it isn't signed.
    package func reminders(of session: SessionName) throws -> Int {
        try first("SELECT reminders FROM session WHERE session = ?", [session]) { $0[0] } ?? 0
    }

    /// How many of the sessions behind a week, of all groups or of one, have ended and aren't signed.
    package func unsignedCount(behind week: Week, from midnight: Instant, of group: GroupID? = nil) throws -> Int {
        try first(
            "SELECT count(*) FROM session WHERE \(Self.isUnsigned) AND (? IS NULL OR meeting_group = ?)",
            Self.bounds(week, midnight) + [group, group]
        ) { $0[0] } ?? 0
    }

    /// The members among some records of a week whose figures rest on a session that has ended and isn't signed: they were
    /// at it, or were expected.
    ///
    /// - Parameter midnight: The instant at which the week begins. Sessions of the night before are behind it if they went
    ///   on until after that.
    package func membersOfUnsigned(
        behind week: Week, from midnight: Instant, among records: [WeekRecord]
    ) throws -> Set<MemberCode> {
        let bounds = Self.bounds(week, midnight)
        guard try unsignedCount(behind: week, from: midnight) > 0 else { return [] }
        // A clinic that doesn't sign at all needn't have its attendances looked through.
        if try first(Self.signed, [week.start.adding(days: -1), week.end], { _ in true }) == nil {
            let names = try Set(
                rows("SELECT session FROM session WHERE \(Self.isUnsigned)", bounds) { $0[0] as SessionName })
            return Set(
                records.filter { $0.figures.attended > .zero || $0.figures.lost.contains(where: names.contains) }
                    .map(\.member))
        }
        let known: [MemberCode] = try rows(
            """
            SELECT DISTINCT member FROM attendance
            WHERE session IN (SELECT session FROM session WHERE \(Self.isUnsigned))
            """, bounds
        ) { $0[0] }
        // Who was expected at one that was called off half-way and hadn't come yet, isn't entered there.
        let calledOff = try sessions(where: "\(Self.isUnsigned) AND reason IS NOT NULL", bounds)
        return try calledOff.reduce(into: Set(known)) { try $0.formUnion(expected(at: $1)) }
    }

    /// The sessions of local dates that a member was at or expected at, and that have ended and aren't signed.
    package func unsignedSessions(
        of member: MemberCode, from: LocalDate, to: LocalDate
    ) throws -> [Session] {
        let known = try sessions(
            where: """
                state = 'ended' AND session IN (
                    SELECT session FROM presence WHERE member = ? AND date BETWEEN ? AND ?
                    UNION SELECT session FROM attendance WHERE member = ? AND date BETWEEN ? AND ? AND \(Self.isAbsent))
                """, [member, from, to, member, from, to])
        let calledOff = try sessions(
            where: "state = 'ended' AND date BETWEEN ? AND ? AND reason IS NOT NULL", [from, to])
        return try known
            + calledOff.filter { session in
                try !known.contains(session) && expected(at: session).contains(member)
            }
    }

    private static func bounds(_ week: Week, _ midnight: Instant) -> StatementArguments {
        [week.start.adding(days: -1), week.end, week.start, midnight]
    }

    private static let signed = "SELECT 1 FROM session WHERE date >= ? AND date < ? AND state = 'closed' LIMIT 1"
    private static let isUnsigned = "state = 'ended' AND date >= ? AND date < ? AND (date >= ? OR ended > ?)"
}
