import Clinic
import GRDB

extension Store {
    func applyHours(_ body: EventBody, _ event: NewEvent, sequence: Int) throws {
        let (subject, happened) = (event.subject, event.happened)
        switch body {
        case .standingChanged(let change):
            let timer = "\(subject.member?.rawValue ?? "") \(change.week)"
            if let settles = change.settles {
                try set(.alertSettles, timer, due: settles)
            } else {
                try clear(.alertSettles, timer)
            }
        case .alertRaised(let alert):
            try clear(.alertSettles, "\(subject.member?.rawValue ?? "") \(alert.week)")
            try run(
                """
                INSERT INTO alert (alert, member, week, kind, effective, rule, missing, raised, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'raised')
                """,
                [
                    sequence, subject.member, alert.week, alert.kind.rawValue, alert.effective, alert.rule,
                    alert.missingSeconds, happened,
                ])
        case .alertAcknowledged(let ended):
            try run(
                "UPDATE alert SET state = 'acknowledged', acknowledged_by = ? WHERE alert = ?",
                [event.actor, ended.alert])
        case .alertWithdrawn(let ended):
            try run("UPDATE alert SET state = 'withdrawn' WHERE alert = ?", [ended.alert])
        case .weekOpened(let opened):
            try clear(.weekOpens, opened.week.description)
            try set(.weekCloses, opened.week.description, due: opened.closes)
            try set(.weekOpens, Week(start: opened.week).end.description, due: opened.nextOpens)
        case .weekClosed(let closed):
            try clear(.weekCloses, closed.week.description)
        default:
            break
        }
    }
}
