import Clinic
import Ledger

extension Work {
    /// Raises the alert that a concern asks for: about the member's week, or about the group or the session that stands
    /// for it. What it takes the place of is superseded.
    func raise(_ concern: Concern, _ week: WeekRecord, cause: Int?) throws {
        guard let requirement = try requirement(of: week) else { return }
        switch concern.shared {
        case .cancelled(let sessions):
            if let session = sessions.last { try raiseLost(session, cause: cause) }
            return
        case .schedule(let group):
            return try raiseUnderScheduled(group, week, requirement, cause: cause)
        case nil:
            break
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

    /// Records what changes the requirements of some weeks, and says anew of cancelled sessions whom they leave short and
    /// by how much where that is what changes it. Returns the event's sequence.
    func mendingLost(in weeks: [WeekKey], _ record: () throws -> Int) throws -> Int {
        let alerts = try Set(weeks.map(\.week)).sorted().flatMap(groupAlerts)
        let sessions = Set(alerts.filter { $0.isLive && $0.kind == .sessionLost }.compactMap(\.session)).sorted()
        let before = try sessions.map { ($0, try loss(by: $0)?.sentence) }
        let sequence = try record()
        for (session, sentence) in before where try loss(by: session)?.sentence != sentence {
            try raiseLost(session, cause: sequence)
        }
        return sequence
    }

    /// Raises one alert about a session that was cancelled, if it leaves members short, and supersedes one that says
    /// something else. What is said already isn't said again.
    func raiseLost(_ name: SessionName, cause: Int?) throws {
        guard let session = try session(name), let loss = try loss(by: name) else { return }
        let before = try store.groupAlerts(in: week(of: session.date)).filter { $0.isLive && $0.session == name }
        if before.contains(where: { $0.sentence == loss.sentence }) { return }
        let sequence = try raise(
            .sessionLost, loss.matter, loss.sentence, loss.worst, in: week(of: session.date), to: loss.addressees,
            about: Subject(session: name, group: session.group), cause: cause)
        for old in before {
            try record(
                .alertSuperseded(AlertEnded(alert: old.alert, by: sequence)), about: old.subject, cause: sequence)
        }
    }

    /// What is to be said of a session that was cancelled.
    private struct SessionLoss {
        let sentence: String
        let matter: GroupMatter
        /// The week that lacks most.
        let worst: WeekRecord
        let addressees: [StaffInitials]
    }

    /// `nil` if the session leaves nobody short.
    private func loss(by name: SessionName) throws -> SessionLoss? {
        guard let session = try session(name) else { return nil }
        let weeks = try fallen(by: session)
        guard let worst = weeks.max(by: { $0.figures.missing < $1.figures.missing }),
            let requirement = try requirement(of: worst)
        else { return nil }
        let missing = worst.figures.missing
        return SessionLoss(
            sentence: AlertSentence.sessionLost(
                name, members: weeks.count, missing: missing, worst.figures, requirement),
            matter: GroupMatter(members: weeks.count, missing: missing), worst: worst,
            addressees: try Set(weeks.flatMap { try addressees(for: $0.member) }).sorted())
    }

    private func raiseUnderScheduled(
        _ group: GroupID, _ week: WeekRecord, _ requirement: Requirement, cause: Int?
    ) throws {
        let weeks = try underScheduled(group, in: Week(start: week.week))
        let missing = weeks.map(\.figures.missing).max() ?? .zero
        let sentence = AlertSentence.underScheduled(
            group, week: week.week, members: weeks.count, week.figures, requirement)
        try raise(
            .underScheduled, GroupMatter(members: weeks.count, missing: missing), sentence, week,
            in: Week(start: week.week), to: supervisors(), about: Subject(group: group), cause: cause)
    }

    private func requirement(of week: WeekRecord) throws -> Requirement? {
        try ground(of: WeekKey(member: week.member, week: Week(start: week.week)))?.requirement
    }

    /// - Parameters:
    ///   - record: The week of a member whose program is cited.
    ///   - week: The week that the alert is about.
    /// - Returns: The alert's sequence.
    @discardableResult
    private func raise(
        _ kind: AlertKind, _ matter: GroupMatter, _ sentence: String, _ record: WeekRecord, in week: Week,
        to addressees: [StaffInitials],
        about subject: Subject, cause: Int?
    ) throws -> Int {
        var subject = subject
        subject.program = record.program
        let alert = AlertRaised(
            kind: kind, week: week.start, program: record.program, effective: record.effective,
            rule: record.figures.rule,
            sentence: sentence, addressees: addressees, escalates: try escalation(from: addressees),
            matter: .group(matter))
        return try self.record(.alertRaised(alert), about: subject, cause: cause)
    }
}

extension AlertRecord {
    var subject: Subject { Subject(member: member, session: session, group: group) }
}
