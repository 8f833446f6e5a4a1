import Clinic
import ClinicOracle
import Engine
import Ledger

extension YearClinic {
    /// Holds the open weeks of some members against the oracle, as they are read at this moment, and what is told of them
    /// against where they stand.
    func look() async throws {
        let today = today
        let members = (0..<25).map { _ in Self.code(Int.random(in: 0..<200, using: &random)) }
        let (engine, now) = (engine, now)
        let found = try await engine.read { store in
            let judge = try YearJudge(
                store, now: now, from: today.adding(days: -35), to: today.adding(days: 14))
            return try Set(members).sorted().compactMap { code -> [String]? in
                let member = MemberCode(unchecked: code)
                let week = try judge.week(of: member, on: today)
                guard let written = try store.week(week, of: member), !written.closed,
                    let oracle = try judge.judge(member, week, closed: false)
                else { return nil }
                let fresh = try engine.week(week, of: member, in: store)?.figures ?? written.figures
                let minutes = [
                    fresh.attended, fresh.credited, fresh.possible, fresh.planned, fresh.missing, fresh.lostByClinic,
                    fresh.lostByMember,
                ].map { $0.count / 60 }
                var problems: [String] = []
                if fresh.standing != oracle.standing || minutes != oracle.minutes {
                    problems.append(
                        "\(code) at \(now) is \(fresh.standing) with \(minutes), where \(oracle.standing) and "
                            + "\(oracle.minutes) are right")
                }
                if let problem = try Self.untold(written, store) { problems.append("\(code) at \(now): \(problem)") }
                return problems
            }
        }
        looks += found.count
        problems += found.flatMap { $0 }
    }

    /// What is wrong with what is told of a week: an alert that is missing and won't come, or one that isn't so.
    private static func untold(_ record: WeekRecord, _ store: Store) throws -> String? {
        let week = Week(start: record.week)
        let kinds: [Standing: AlertKind] = [
            .atRisk: .atRisk, .needsMakeup: .needsMakeup, .outOfReach: .outOfReach,
        ]
        let live = try store.alerts(of: record.member, in: week).filter(\.isLive)
        let isToCome = try store.hasTimer(.alertSettles, "\(record.member) \(record.week)")
        guard let kind = kinds[record.figures.standing] else {
            return live.isEmpty ? nil : "told of \(live.map(\.kind)), and stands \(record.figures.standing)"
        }
        if live.contains(where: { $0.kind == kind }) || isToCome { return nil }
        let weeks = [week] + [week.start, week.days[6]].map { Week(holding: $0, firstWeekday: .sunday) }
        let shared = try weeks.flatMap { try store.groupAlerts(in: $0) }.filter(\.isLive)
        let isShared = shared.contains { alert in
            alert.session.map(record.figures.lost.contains) ?? (alert.kind == .underScheduled)
        }
        if record.figures.lostByMember == .zero, isShared { return nil }
        return "nobody is told that it stands \(record.figures.standing)"
    }
}
