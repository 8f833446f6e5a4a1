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
        if !now.closed, let concern = try work.concern(now), try !work.isSaid(concern, of: now) {
            try work.raise(concern, now, cause: nil)
            if !concern.isShared { return Done() }
        }
        let standing = now.figures.standing
        try work.record(
            .standingChanged(StandingChanged(week: week, from: standing, to: standing, settles: nil)),
            about: Subject(member: member))
        return Done()
    }
}

/// The outcome of what time brings: there is nobody to tell.
package struct Done: CommandOutcome {}
