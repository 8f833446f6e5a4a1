import Clinic
import Ledger

/// What somebody must hear about a member's week.
struct Concern: Hashable {
    let kind: AlertKind
    let rule: String
    /// The version of the program.
    let effective: LocalDate
    /// What stands for all its members, if the clinic's schedule or its cancellations alone have brought it about.
    let shared: Shared?

    enum Shared: Hashable {
        case schedule(of: GroupID)
        /// The sessions that were cancelled.
        case cancelled([SessionName])
    }

    /// Whether one alert about a group or a session stands for all its members.
    var isShared: Bool { shared != nil }
}

extension Work {
    /// What somebody must hear about a week; `nil` if it alarms nobody.
    func concern(_ week: WeekRecord) throws -> Concern? {
        guard let kind = week.figures.standing.alert else { return nil }
        return Concern(
            kind: kind, rule: week.figures.rule, effective: week.effective, shared: try shared(week))
    }

    private func shared(_ week: WeekRecord) throws -> Concern.Shared? {
        let figures = week.figures
        let days = Week(start: week.week)
        guard figures.lostByMember == .zero, figures.rule != Gate.longestGap.rawValue,
            try figures.lost.allSatisfy({ try $0.date.map(days.contains) == true && session($0)?.state == .cancelled })
        else { return nil }
        return figures.lost.isEmpty ? try group(of: week).map { .schedule(of: $0) } : .cancelled(figures.lost)
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
        guard let shared = concern.shared else { return try liveAlerts(of: week).contains { $0.says(concern) } }
        return try groupAlerts(in: Week(start: week.week)).contains { alert in
            guard alert.isLive else { return false }
            return switch shared {
            case .schedule(let group):
                alert.kind == .underScheduled && alert.group == group && alert.week == week.week
            case .cancelled(let sessions): alert.session.map(sessions.contains) ?? false
            }
        }
    }

    /// The alerts about groups of a week and those about sessions of its days, which go by the site's weeks.
    func groupAlerts(in week: Week) throws -> [AlertRecord] {
        let weeks = Set([week, self.week(of: week.start), self.week(of: week.end.adding(days: -1))]).sorted()
        return try weeks.flatMap { other in
            try store.groupAlerts(in: other).filter { alert in
                alert.session?.date.map(week.contains) ?? (other == week)
            }
        }
    }

    /// The alerts about the hours of a week that still hold.
    func liveAlerts(of week: WeekRecord) throws -> [AlertRecord] {
        try store.alerts(of: week.member, in: Week(start: week.week)).filter(\.isLive)
    }

    /// The weeks for which one alert about a group's schedule stands.
    func underScheduled(_ group: GroupID, in week: Week) throws -> [WeekRecord] {
        let members = try Set(store.roster(of: group).map(\.member)).sorted()
        let records = try members.compactMap { try written(WeekKey(member: $0, week: week)) }
        return try records.filter { try concern($0)?.shared == .schedule(of: group) }
    }

    /// The weeks for which one alert about a cancelled session stands.
    func fallen(by session: Session) throws -> [WeekRecord] {
        let weeks = try weeks(of: concerned(by: session), on: session.date)
        return try weeks.compactMap(written).filter { record in
            guard case .cancelled(let sessions) = try concern(record)?.shared else { return false }
            return sessions.contains(session.name)
        }
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
