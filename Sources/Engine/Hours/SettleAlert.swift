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
        if !now.closed, let concern = try work.concern(now), try !work.isSaid(concern, of: now),
            try work.isInTreatment(WeekKey(member: member, week: week))
        {
            if let later = try work.settlesLater(now) {
                try work.record(
                    .standingChanged(
                        StandingChanged(
                            week: week, from: now.figures.standing, to: now.figures.standing, settles: later)),
                    about: Subject(member: member, program: now.program))
                return Done()
            }
            try work.raise(concern, now, cause: nil)
            if try !work.store.hasTimer(.alertSettles, "\(member) \(week.start)") { return Done() }
        }
        let standing = now.figures.standing
        try work.record(
            .standingChanged(StandingChanged(week: week, from: standing, to: standing, settles: nil)),
            about: Subject(member: member))
        return Done()
    }
}

extension Work {
    /// When a week has settled whose sessions have gone on for longer than was planned; `nil` if it has already.
    ///
    /// A session that runs is asked again once it could have ended and settled. Those that the member called out of are
    /// waited for by nobody.
    fileprivate func settlesLater(_ week: WeekRecord) throws -> Instant? {
        guard let program = try program(week.program, on: week.effective) else { return nil }
        let calledOut = try absences(of: week.member)
        let ends = try week.figures.lost.filter { !calledOut.contains($0) }.compactMap { name -> Instant? in
            guard let session = try session(name), session.started != nil else { return nil }
            return session.ended ?? max(session.plannedEnd, now)
        }
        return ends.max().map { $0 + program.settling }.flatMap { $0 > now ? $0 : nil }
    }
}

/// The outcome of what time brings: there is nobody to tell.
package struct Done: CommandOutcome {}
