import Clinic
import Ledger

extension Work {
    /// Raises the alert that a concern asks for: about the member's week, or about the group or the session that stands
    /// for it. What it takes the place of is superseded.
    func raise(_ concern: Concern, _ week: WeekRecord, cause: Int?) throws {
        guard let requirement = try requirement(of: week) else { return }
        if concern.isShared {
            if let session = week.figures.lost.last { return try raiseLost(session, cause: cause) }
            return try raiseUnderScheduled(week, requirement, cause: cause)
        }
        let before = try liveAlerts(of: week)
        let addressees = try addressees(for: week.member)
        let alert = AlertRaised(
            kind: concern.kind, week: week.week, program: week.program, effective: week.effective,
            rule: concern.rule, sentence: AlertSentence.hours(concern.kind, week.figures, requirement),
            addressees: addressees, escalates: try escalation(from: addressees),
            matter: .hours(HoursMatter(week.figures)))
        let sequence = try record(
            .alertRaised(alert), about: Subject(member: week.member, program: week.program), cause: cause)
        for old in before {
            try record(
                .alertSuperseded(AlertEnded(alert: old.alert, by: sequence)), about: old.subject, cause: sequence)
        }
    }

    /// Says anew what alerts about cancelled sessions of some weeks say, where the members whom they leave short, or what
    /// these lack, are others by now.
    func mendLost(in weeks: [WeekKey], cause: Int) throws {
        for week in Set(weeks.map(\.week)).sorted() {
            for alert in try store.groupAlerts(in: week) where alert.isLive && alert.kind == .sessionLost {
                if let name = alert.session { try raiseLost(name, cause: cause) }
            }
        }
    }

    /// Raises one alert about a session that was cancelled, if it leaves members short, and supersedes one that said
    /// something else. What is said already isn't said again.
    func raiseLost(_ name: SessionName, cause: Int?) throws {
        guard let session = try session(name) else { return }
        let weeks = try fallen(by: session)
        guard let worst = weeks.max(by: { $0.figures.missing < $1.figures.missing }),
            let requirement = try requirement(of: worst)
        else { return }
        let addressees = try Set(weeks.flatMap { try self.addressees(for: $0.member) }).sorted()
        let missing = worst.figures.missing
        let sentence = AlertSentence.sessionLost(
            name, members: weeks.count, missing: missing, worst.figures, requirement)
        let before = try store.groupAlerts(in: week(of: session.date)).filter { $0.isLive && $0.session == name }
        if before.contains(where: { $0.sentence == sentence }) { return }
        let sequence = try raise(
            .sessionLost, GroupMatter(members: weeks.count, missing: missing), sentence, worst, to: addressees,
            about: Subject(session: name, group: session.group), cause: cause)
        for old in before {
            try record(
                .alertSuperseded(AlertEnded(alert: old.alert, by: sequence)), about: old.subject, cause: sequence)
        }
    }

    private func raiseUnderScheduled(_ week: WeekRecord, _ requirement: Requirement, cause: Int?) throws {
        let groups = try places(of: week.member).map(\.group).sorted()
        for group in groups {
            let weeks = try underScheduled(group, in: Week(start: week.week))
            guard weeks.contains(where: { $0.member == week.member }) else { continue }
            let missing = weeks.map(\.figures.missing).max() ?? .zero
            let sentence = AlertSentence.underScheduled(
                group, week: week.week, members: weeks.count, week.figures, requirement)
            try raise(
                .underScheduled, GroupMatter(members: weeks.count, missing: missing), sentence, week,
                to: supervisors(), about: Subject(group: group), cause: cause)
            return
        }
    }

    private func requirement(of week: WeekRecord) throws -> Requirement? {
        try ground(of: WeekKey(member: week.member, week: Week(start: week.week)))?.requirement
    }

    /// - Parameter week: The week of a member whose program is cited.
    /// - Returns: The alert's sequence.
    @discardableResult
    private func raise(
        _ kind: AlertKind, _ matter: GroupMatter, _ sentence: String, _ week: WeekRecord,
        to addressees: [StaffInitials],
        about subject: Subject, cause: Int?
    ) throws -> Int {
        var subject = subject
        subject.program = week.program
        let alert = AlertRaised(
            kind: kind, week: week.week, program: week.program, effective: week.effective, rule: week.figures.rule,
            sentence: sentence, addressees: addressees, escalates: try escalation(from: addressees),
            matter: .group(matter))
        return try record(.alertRaised(alert), about: subject, cause: cause)
    }
}

extension AlertRecord {
    var subject: Subject { Subject(member: member, session: session, group: group) }
}
