package import Clinic
import GRDB

/// An alert as it stands now.
package struct AlertRecord: Sendable, Hashable {
    package enum State: String, Sendable {
        case raised, acknowledged, withdrawn, superseded
    }

    /// The sequence of the event that raised it.
    package let alert: Int
    package let kind: AlertKind
    /// The first day of its week.
    package let week: LocalDate
    /// `nil` for one about a group or a session.
    package let member: MemberCode?
    package let session: SessionName?
    package let group: GroupID?
    package let effective: LocalDate
    package let rule: String
    package let missing: Seconds
    /// The sessions that it names.
    package let sessions: [SessionName]
    package let sentence: String
    /// Whom it is for; after an escalation the supervisors too.
    package let addressees: [StaffInitials]
    package let raised: Instant
    package let state: State
    /// When it went to the supervisors.
    package let escalated: Instant?
    /// The event that made it wrong, or the alert that has taken its place.
    package let endedBy: Int?
    /// The actor who acknowledged it.
    package let acknowledgedBy: String?
    /// Whether a plugin has delivered it.
    package let delivered: Bool

    /// Whether it still says what is so.
    package var isLive: Bool { state == .raised || state == .acknowledged }
}

extension Store {
    /// Alerts, newest first; those that need nobody any more only if `all` is asked for.
    package func alerts(all: Bool) throws -> [AlertRecord] {
        if all { return try rows("\(Self.alerts) ORDER BY alert DESC", [], Self.alert) }
        return try rows("\(Self.alerts) WHERE state = 'raised' ORDER BY alert DESC", [], Self.alert)
    }

    package func alert(_ sequence: Int) throws -> AlertRecord? {
        try first("\(Self.alerts) WHERE alert = ?", [sequence], Self.alert)
    }

    /// Every alert about the hours of one member's week, oldest first.
    package func alerts(of member: MemberCode, in week: Week) throws -> [AlertRecord] {
        try rows("\(Self.alerts) WHERE member = ? AND week = ? ORDER BY alert", [member, week.start], Self.alert)
            .filter(\.kind.isAboutHours)
    }

    /// Every alert about a member's absences, oldest first.
    package func absenceAlerts(of member: MemberCode) throws -> [AlertRecord] {
        try rows("\(Self.alerts) WHERE member = ? ORDER BY alert", [member], Self.alert)
            .filter { !$0.kind.isAboutHours }
    }

    /// Every alert about groups and sessions of a week, oldest first.
    package func groupAlerts(in week: Week) throws -> [AlertRecord] {
        try rows("\(Self.alerts) WHERE member IS NULL AND week = ? ORDER BY alert", [week.start], Self.alert)
    }

    private static let alerts = """
        SELECT alert, kind, week, member, session, meeting_group, effective, rule, missing, sessions, sentence,
        addressees, raised, state, escalated, ended_by, acknowledged_by,
        EXISTS (SELECT 1 FROM delivery WHERE sequence = alert AND outcome = 'delivered') FROM alert
        """

    private static func alert(_ row: Row) throws -> AlertRecord {
        guard let kind = AlertKind(rawValue: row[1]), let state = AlertRecord.State(rawValue: row[13]) else {
            throw LedgerError.unreadable("an alert of an unknown kind or state")
        }
        let (sessions, addressees): (String, String) = (row[9], row[11])
        return AlertRecord(
            alert: row[0], kind: kind, week: row[2], member: row[3], session: row[4], group: row[5],
            effective: row[6], rule: row[7], missing: row[8],
            sessions: sessions.split(separator: " ").map { SessionName(unchecked: String($0)) }, sentence: row[10],
            addressees: addressees.split(separator: " ").map { StaffInitials(unchecked: String($0)) },
            raised: row[12], state: state, escalated: row[14], endedBy: row[15], acknowledgedBy: row[16],
            delivered: row[17])
    }
}
