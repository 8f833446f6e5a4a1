import Clinic
import GRDB

extension Store {
    func applyHours(_ body: EventBody, _ event: NewEvent) throws {
        let subject = event.subject
        switch body {
        case .standingChanged(let change):
            let timer = "\(subject.member?.rawValue ?? "") \(change.week)"
            if let settles = change.settles {
                try set(.alertSettles, timer, due: settles)
            } else {
                try clear(.alertSettles, timer)
            }
        case .weekOpened(let opened):
            try clear(.weekOpens, opened.week.description)
            if let due = opened.closes { try set(.weekCloses, opened.week.description, due: due) }
            if let next = opened.nextOpens { try set(.weekOpens, Week(start: opened.week).end.description, due: next) }
        case .weekClosed(let closed):
            try clear(.weekCloses, closed.week.description)
        default:
            break
        }
    }
}
