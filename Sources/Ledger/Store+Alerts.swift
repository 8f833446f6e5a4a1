package import Clinic
import GRDB

/// An alert as it stands now.
package struct AlertRecord: Sendable, Hashable {
    package enum State: String, Sendable {
        case raised, acknowledged, withdrawn
    }

    /// The sequence of the event that raised it.
    package let alert: Int
    package let member: MemberCode
    /// The first day of its week.
    package let week: LocalDate
    package let kind: AlertRaised.Kind
    package let effective: LocalDate
    package let rule: String
    package let missing: Seconds
    package let raised: Instant
    package let state: State
    /// Whether a plugin has delivered it.
    package let delivered: Bool
    /// The actor who acknowledged it.
    package let acknowledgedBy: String?
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

    /// Every alert about one member's week, oldest first.
    package func alerts(of member: MemberCode, in week: Week) throws -> [AlertRecord] {
        try rows("\(Self.alerts) WHERE member = ? AND week = ? ORDER BY alert", [member, week.start], Self.alert)
    }

    private static let alerts = """
        SELECT alert, member, week, kind, effective, rule, missing, raised, state,
        EXISTS (SELECT 1 FROM delivery WHERE sequence = alert AND outcome = 'delivered'), acknowledged_by FROM alert
        """

    private static func alert(_ row: Row) throws -> AlertRecord {
        guard let kind = AlertRaised.Kind(rawValue: row[3]), let state = AlertRecord.State(rawValue: row[8]) else {
            throw LedgerError.unreadable("an alert of an unknown kind or state")
        }
        return AlertRecord(
            alert: row[0], member: row[1], week: row[2], kind: kind, effective: row[4], rule: row[5],
            missing: row[6], raised: row[7], state: state, delivered: row[9], acknowledgedBy: row[10])
    }
}
