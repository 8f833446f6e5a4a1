import Clinic
import Ledger

extension Work {
    /// Records what a changed week means: another standing, and alerts that aren't right any more.
    ///
    /// - Parameter waits: Whether an alert waits for the session's end and corrections after it.
    func follow(_ change: WeekChange, cause: Int, session: SessionName?, waits: Bool) throws {
        let (before, after) = (change.before, change.after)
        let hasMoved = before?.figures.standing != after.figures.standing
        let (was, concern) = (try before.flatMap { try self.concern($0) }, try self.concern(after))
        // Nobody had to hear of it and nobody has to.
        guard hasMoved || was != nil || concern != nil else { return }
        let week = Week(start: after.week)
        let settles = try concern.flatMap { try settling($0, of: after, session: session, waits: waits) }
        // What changes nothing else puts nothing off.
        let isNews = try hasMoved || was != concern || isEarlier(settles, of: after, session: session)
        if hasMoved || isNews && settles != nil {
            let changed = StandingChanged(
                week: week, from: before?.figures.standing, to: after.figures.standing, settles: settles)
            try record(
                .standingChanged(changed),
                about: Subject(member: after.member, session: session, program: after.program), cause: cause)
        }
        try withdrawWrong(of: after, now: concern, because: cause)
        // Places and stays decide too which group or session stands for a week; a session's events change none.
        if was != nil, was != concern || session == nil { try withdrawShared(in: week, because: cause) }
        if after.closed, let concern, try !isSaid(concern, of: after) { try raise(concern, after, cause: cause) }
    }

    /// Whether what has yet to be told is told by nobody, or earlier now, since a session has ended before its time.
    private func isEarlier(_ settles: Instant?, of week: WeekRecord, session: SessionName?) throws -> Bool {
        guard let settles else { return false }
        guard let due = try store.due(of: .alertSettles, "\(week.member) \(week.week)") else { return true }
        return session != nil && settles < due
    }

    /// When a standing becomes an alert: the program's settling time after the end of the session behind it, or after
    /// now if no session is; at once after a call-out (DESIGN, 5.7). `nil` if the same has been said already, or is
    /// about to be: a cancelled session speaks for itself.
    private func settling(
        _ concern: Concern, of week: WeekRecord, session: SessionName?, waits: Bool
    ) throws -> Instant? {
        guard !week.closed, let program = try program(week.program, on: week.effective),
            try !isSaid(concern, of: week)
        else { return nil }
        let session = try session.flatMap { try self.session($0) }
        if concern.isShared, session?.state == .cancelled { return nil }
        guard waits else { return now }
        return max(now, session?.ended ?? session?.plannedEnd ?? now) + program.settling
    }

    /// Withdraws what isn't so any more, citing what changed it. What has become worse stays until an alert takes its
    /// place.
    private func withdrawWrong(of week: WeekRecord, now concern: Concern?, because cause: Int) throws {
        let alerts = try store.alerts(of: week.member, in: Week(start: week.week))
        let wrong = alerts.filter { alert in
            guard alert.isLive, let concern, !concern.isShared else { return alert.isLive }
            if alert.says(concern) { return false }
            // An alert that took the place of the one that is right again was wrong.
            let tookItsPlace = alerts.last { $0.says(concern) }?.state == .superseded
            return alert.kind.severity > concern.kind.severity || tookItsPlace
        }
        try withdraw(wrong, because: cause)
    }

    /// Withdraws the alerts about groups and sessions of a week that stand for nobody any more.
    func withdrawShared(in week: Week, because cause: Int) throws {
        try withdraw(
            groupAlerts(in: week).filter { alert in
                guard alert.isLive else { return false }
                if let name = alert.session { return try session(name).map { try fallen(by: $0).isEmpty } ?? true }
                return try alert.group.map { try underScheduled($0, in: week).isEmpty } ?? true
            }, because: cause)
    }

    func withdraw(_ alerts: [AlertRecord], because cause: Int) throws {
        for alert in alerts {
            try record(.alertWithdrawn(AlertEnded(alert: alert.alert, by: cause)), about: alert.subject, cause: cause)
        }
    }
}
