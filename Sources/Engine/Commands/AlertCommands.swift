import Clinic
import Ledger

/// Says that somebody takes care of an alert.
package struct AcknowledgeAlert: Command {
    package static let name = "acknowledge-alert"
    let alert: Int

    package init(_ alert: Int) { self.alert = alert }

    package func perform(_ work: Work) throws -> Done {
        guard let known = try work.store.alert(alert) else {
            throw Refusal(.noSuchAlert(alert), "there is no alert \(alert); 'convene alerts' shows them")
        }
        switch known.state {
        case .raised: try work.record(.alertAcknowledged(AlertEnded(alert: alert)), about: known.subject, cause: alert)
        case .acknowledged: break
        case .superseded:
            throw Refusal(
                .badValue(field: "alert"),
                "alert \(alert) needs nobody any more: alert \(known.endedBy ?? 0) has taken its place; acknowledge that one"
            )
        case .withdrawn:
            throw Refusal(
                .badValue(field: "alert"),
                "alert \(alert) needs nobody any more: it is withdrawn; 'convene alerts' shows those that do")
        }
        return Done()
    }
}

/// Nobody has acknowledged an alert in time: it is the supervisors' too.
struct EscalateAlert: Command {
    static let name = "escalate-alert"
    let alert: Int

    func perform(_ work: Work) throws -> Done {
        guard let known = try work.store.alert(alert), known.state == .raised, known.escalated == nil else {
            return Done()
        }
        let escalated = AlertEscalated(
            alert: alert, to: try work.supervisors(), kind: known.kind, week: known.week, sentence: known.sentence)
        try work.record(.alertEscalated(escalated), about: known.subject, cause: alert)
        return Done()
    }
}

extension Work {
    /// Whom an alert about a member is for: the case manager, or else the deputy, or else the supervisors.
    func addressees(for member: MemberCode) throws -> [StaffInitials] {
        let assignment = try store.assignment(of: member)
        let own = try [assignment.caseManager, assignment.deputy].compactMap { $0 }.first {
            try store.staff($0) != nil
        }
        return try own.map { [$0] } ?? supervisors()
    }

    func supervisors() throws -> [StaffInitials] {
        try store.staff().filter { $0.roles.contains(.supervisor) }.map(\.initials)
    }

    /// When an alert goes to the supervisors unless it is acknowledged; `nil` if nobody else has it.
    func escalation(from addressees: [StaffInitials]) throws -> Instant? {
        let supervisors = try supervisors()
        if !addressees.isEmpty, addressees.allSatisfy(supervisors.contains) { return nil }
        return site.zone.instant(workingDays: settings.escalatesAfterDays, after: now)
    }
}
