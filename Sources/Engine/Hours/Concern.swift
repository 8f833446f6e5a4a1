import Clinic
import Ledger

/// What somebody must hear about a member's week.
struct Concern: Hashable {
    let kind: AlertKind
    let rule: String
    /// The version of the program.
    let effective: LocalDate
    /// Whether the clinic's schedule or its cancellations alone have brought it about, so that one alert about a group
    /// or a session stands for all its members.
    let isShared: Bool
}

extension Work {
    /// What somebody must hear about a week; `nil` if it alarms nobody.
    func concern(_ week: WeekRecord) throws -> Concern? {
        guard let kind = week.figures.standing.alert else { return nil }
        return Concern(
            kind: kind, rule: week.figures.rule, effective: week.effective, isShared: try isShared(week))
    }

    private func isShared(_ week: WeekRecord) throws -> Bool {
        let figures = week.figures
        let days = Week(start: week.week)
        guard figures.lostByMember == .zero, figures.rule != Gate.longestGap.rawValue,
            try figures.lost.allSatisfy({ try $0.date.map(days.contains) == true && session($0)?.state == .cancelled })
        else { return false }
        return try !figures.lost.isEmpty || group(of: week) != nil
    }

    /// The group that stands for a week's schedule: the first one with a place for the member on all of its days, if
    /// they are enrolled on all of them.
    private func group(of week: WeekRecord) throws -> GroupID? {
        let days = Week(start: week.week).days
        let stays = try stays(of: week.member)
        guard stays.contains(where: { $0.days(in: Week(start: week.week)) == 7 }) else { return nil }
        return try places(of: week.member).filter { place in days.allSatisfy(place.holds) }.map(\.group).min()
    }

    /// Whether an alert that still holds says it already.
    func isSaid(_ concern: Concern, of week: WeekRecord) throws -> Bool {
        guard concern.isShared else {
            return try liveAlerts(of: week).contains { $0.says(concern) }
        }
        let alerts = try store.groupAlerts(in: Week(start: week.week)).filter(\.isLive)
        if !week.figures.lost.isEmpty {
            return alerts.contains { $0.session.map(week.figures.lost.contains) ?? false }
        }
        let group = try group(of: week)
        return alerts.contains { $0.kind == .underScheduled && $0.group == group }
    }

    /// The alerts about the hours of a week that still hold.
    func liveAlerts(of week: WeekRecord) throws -> [AlertRecord] {
        try store.alerts(of: week.member, in: Week(start: week.week)).filter(\.isLive)
    }

    /// The weeks for which one alert about a group's schedule stands.
    func underScheduled(_ group: GroupID, in week: Week) throws -> [WeekRecord] {
        let members = try Set(store.roster(of: group).map(\.member)).sorted()
        return try records(of: members, in: week).filter { record in
            try record.figures.lost.isEmpty && concern(record)?.isShared == true && self.group(of: record) == group
        }
    }

    /// The weeks for which one alert about a cancelled session stands.
    func fallen(by session: Session) throws -> [WeekRecord] {
        try records(of: concerned(by: session), in: week(of: session.date)).filter { record in
            try record.figures.lost.contains(session.name) && concern(record)?.isShared == true
        }
    }

    private func records(of members: [MemberCode], in week: Week) throws -> [WeekRecord] {
        try members.compactMap { try written(WeekKey(member: $0, week: week)) }
    }
}

extension AlertRecord {
    func says(_ concern: Concern) -> Bool {
        kind == concern.kind && rule == concern.rule && effective == concern.effective
    }
}

extension Standing {
    /// Whether a case manager must hear of it.
    package var alarms: Bool { alert != nil }

    var alert: AlertKind? {
        switch self {
        case .atRisk: .atRisk
        case .needsMakeup: .needsMakeup
        case .outOfReach: .outOfReach
        case .shortfall: .shortfall
        case .met, .onTrack, .overMaximum, .waived, .exempt: nil
        }
    }
}
