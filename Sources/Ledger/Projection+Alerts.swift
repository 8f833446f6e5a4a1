import Clinic
import GRDB

extension Store {
    func applyAlert(_ body: EventBody, _ event: NewEvent, sequence: Int) throws {
        switch body {
        case .alertRaised(let alert):
            try raise(alert, event, sequence: sequence)
        case .alertAcknowledged(let ended):
            try end(ended, as: .acknowledged)
            try run("UPDATE alert SET acknowledged_by = ? WHERE alert = ?", [event.actor, ended.alert])
        case .alertWithdrawn(let ended):
            try end(ended, as: .withdrawn)
        case .alertSuperseded(let ended):
            try end(ended, as: .superseded)
        case .alertEscalated(let escalated):
            try clear(.alertEscalates, String(escalated.alert))
            let known: String =
                try first("SELECT addressees FROM alert WHERE alert = ?", [escalated.alert]) { $0[0] } ?? ""
            let before = known.split(separator: " ").map(String.init)
            let added = escalated.to.map(\.rawValue).filter { !before.contains($0) }
            try run(
                "UPDATE alert SET escalated = ?, addressees = ? WHERE alert = ?",
                [event.happened, (before + added).joined(separator: " "), escalated.alert])
        default:
            break
        }
    }

    private func raise(_ alert: AlertRaised, _ event: NewEvent, sequence: Int) throws {
        let subject = event.subject
        if alert.kind.isAboutHours { try clear(.alertSettles, "\(subject.member?.rawValue ?? "") \(alert.week)") }
        if let escalates = alert.escalates { try set(.alertEscalates, String(sequence), due: escalates) }
        try run(
            """
            INSERT INTO alert (alert, kind, week, member, session, meeting_group, effective, rule, missing, sessions,
                sentence, addressees, raised, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'raised')
            """,
            [
                sequence, alert.kind.rawValue, alert.week, subject.member, subject.session, subject.group,
                alert.effective, alert.rule, alert.missing, alert.sessions.map(\.rawValue).joined(separator: " "),
                alert.sentence, alert.addressees.map(\.rawValue).joined(separator: " "), event.happened,
            ])
    }

    private func end(_ ended: AlertEnded, as state: AlertRecord.State) throws {
        try clear(.alertEscalates, String(ended.alert))
        try run(
            "UPDATE alert SET state = ?, ended_by = ? WHERE alert = ?", [state.rawValue, ended.by, ended.alert])
    }
}
