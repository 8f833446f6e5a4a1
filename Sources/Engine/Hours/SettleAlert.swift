import Clinic
import Ledger

/// A standing has lasted long enough to become an alert, unless it has changed by now.
struct SettleAlert: Command {
    static let name = "settle-alert"
    let member: MemberCode
    let week: LocalDate

    func perform(_ work: Work) throws -> Done {
        let week = Week(start: week)
        guard let now = try work.store.week(week, of: member) else { return Done() }
        guard let kind = now.figures.standing.alert else {
            let standing = now.figures.standing
            try work.record(
                .standingChanged(StandingChanged(week: week, from: standing, to: standing, settles: nil)),
                about: Subject(member: member))
            return Done()
        }
        let before = try work.store.alerts(of: member, in: week).filter { $0.state != .withdrawn }
        let sequence = try work.raise(kind, now)
        for alert in before {
            try work.record(
                .alertWithdrawn(AlertEnded(alert: alert.alert)), about: Subject(member: member), cause: sequence)
        }
        return Done()
    }
}

/// The outcome of what time brings: there is nobody to tell.
package struct Done: CommandOutcome {}

extension Work {
    @discardableResult
    func raise(_ kind: AlertRaised.Kind, _ week: WeekRecord, cause: Int? = nil) throws -> Int {
        let figures = week.figures
        let alert = AlertRaised(
            kind: kind, week: week.week, program: week.program, effective: week.effective,
            requiredSeconds: figures.required, creditedSeconds: figures.credited, possibleSeconds: figures.possible,
            missingSeconds: figures.missing, rule: figures.rule, lost: figures.lost)
        return try record(
            .alertRaised(alert), about: Subject(member: week.member, program: week.program), cause: cause)
    }
}
