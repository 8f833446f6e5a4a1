package import Clinic

/// A week judged the slow way: the minutes of each day are counted, and each gate is asked by itself (DESIGN, 5.6).
package struct WeekOracle {
    let situation: WeekSituation
    private let earned: [LocalDate: Int]
    private let possible: [LocalDate: Int]
    private let planned: [LocalDate: Int]

    package init(_ situation: WeekSituation) {
        self.situation = situation
        let oracle = MinuteOracle(rule: situation.program.credit, now: MinuteOracle.minute(situation.now))
        let counted = oracle.count(situation.sessions)
        earned = Self.byDay(counted.credited, of: situation.sessions)
        possible = Self.byDay(counted.expected, of: situation.sessions)
        planned = Self.byDay(oracle.planned(situation.sessions), of: situation.sessions)
    }

    private var gates: Gates { situation.program.gates }
    private var isPartial: Bool { situation.enrolledDays < 7 }
    private var isProrated: Bool {
        isPartial && [.prorate, .prorateSessions].contains(situation.program.partialWeek)
    }
    private var isExempt: Bool { isPartial && situation.program.partialWeek == .exempt || situation.isTransition }
    private var days: [LocalDate] { (0..<7).map { situation.week.start.adding(days: $0) } }

    /// Each day at a level, or each session, asks for its part of what the level asks for in a week.
    private func asked(_ limit: (Gates) -> Int) -> Int {
        guard isProrated else { return limit(gates) }
        var (parts, whole) = (0, 7)
        if situation.program.partialWeek == .prorateSessions, let count = situation.schedule, count.all > 0 {
            whole = count.all
            for _ in 0..<count.own { parts += limit(gates) }
            for level in situation.earlier { for _ in 0..<level.sessions { parts += limit(level.gates) } }
        } else {
            for _ in 0..<situation.enrolledDays { parts += limit(gates) }
            for level in situation.earlier { for _ in 0..<level.days { parts += limit(level.gates) } }
        }
        return parts % whole == 0 ? parts / whole : parts / whole + 1
    }

    /// Looks at every minute of every session: whose day is it?
    private static func byDay(_ won: [Set<Int>], of sessions: [SessionCase]) -> [LocalDate: Int] {
        var days: [LocalDate: Int] = [:]
        for (session, minutes) in zip(sessions, won) {
            for minute in minutes {
                let isNext = session.midnight.map { MinuteOracle.minute($0) <= minute } ?? false
                days[isNext ? session.date.adding(days: 1) : session.date, default: 0] += 1
            }
        }
        return days
    }

    private func isTreatmentDay(_ day: LocalDate, _ figures: [LocalDate: Int]) -> Bool {
        let minutes = figures[day] ?? 0
        return minutes > 0 && minutes >= (gates.dailyMinimum?.count ?? 0) / 60
    }

    private func total(_ figures: [LocalDate: Int]) -> Int { days.map { figures[$0] ?? 0 }.reduce(0, +) }

    private func totalOfDaysThatCount(_ figures: [LocalDate: Int]) -> Int {
        days.filter { isTreatmentDay($0, figures) }.map { figures[$0] ?? 0 }.reduce(0, +)
    }

    /// The minutes credited.
    package var creditedMinutes: Int { total(earned) }

    /// The last day that counts as a day of treatment.
    package var lastTreatmentDay: LocalDate? { days.last { isTreatmentDay($0, earned) } }

    private func treatmentDays(_ figures: [LocalDate: Int]) -> Int { days.filter { isTreatmentDay($0, figures) }.count }

    private func minimum(_ limit: Int, margin: Int, _ measure: ([LocalDate: Int]) -> Int) -> Standing {
        if measure(earned) >= limit { return .met }
        let still = measure(possible)
        if still < limit { return situation.makeups.contains { $0.count > 0 } ? .needsMakeup : .outOfReach }
        return still < measure(planned) && still - limit < margin ? .atRisk : .onTrack
    }

    /// Day by day: how many days without treatment lie behind each other?
    private func gap(_ allowed: Int) -> Standing {
        let seen =
            situation.closed ? situation.week.end : min(situation.today ?? situation.week.end, situation.week.end)
        var day = situation.lastTreatmentDay ?? situation.week.start
        var run: Int? = situation.lastTreatmentDay == nil ? nil : 0
        var isBroken = false
        while day < seen {
            if day >= situation.week.start, isTreatmentDay(day, earned) {
                run = 0
            } else if let known = run, day != situation.lastTreatmentDay {
                run = known + 1
                if known + 1 > allowed { isBroken = true }
            }
            day = day.adding(days: 1)
        }
        if isBroken { return .outOfReach }
        if situation.closed { return .met }
        guard let last = days.last(where: { isTreatmentDay($0, earned) }) ?? situation.lastTreatmentDay else {
            return .onTrack
        }
        return last.days(until: situation.week.end) - 1 <= allowed ? .met : .onTrack
    }

    package var gateStandings: [Gate: Standing] { gateStandings(situation.waiver) }

    private func gateStandings(_ waiver: WaiverTerms?) -> [Gate: Standing] {
        var required = asked { $0.weeklyMinimum.count / 60 }
        if let waiver, waiver.weekly.count / 60 < required { required = waiver.weekly.count / 60 }
        let margin = situation.program.alertMargin.count / 60
        var result: [Gate: Standing] = [.weeklyMinimum: minimum(required, margin: margin, total)]
        if gates.dailyMinimum != nil {
            result[.dailyMinimum] = minimum(required, margin: margin, totalOfDaysThatCount)
        }
        if gates.minimumDays != nil {
            var limit = asked { $0.minimumDays ?? 0 }
            if let left = waiver?.days, left < limit { limit = left }
            result[.minimumDays] = minimum(limit, margin: 1, treatmentDays)
        }
        if let allowed = gates.longestGapDays, waiver == nil { result[.longestGap] = gap(allowed) }
        if let most = gates.weeklyMaximum {
            result[.weeklyMaximum] = total(earned) > most.count / 60 ? .overMaximum : .met
        }
        return result
    }

    private func worst(_ waiver: WaiverTerms?) -> Standing {
        let order: [Standing] = [.outOfReach, .needsMakeup, .overMaximum, .atRisk, .onTrack, .met]
        let all = gateStandings(waiver).values
        return order.first { all.contains($0) } ?? .met
    }

    package var standing: Standing {
        let worst = worst(situation.waiver)
        if worst == .met || situation.closed && worst == .overMaximum {
            return [.met, .overMaximum].contains(self.worst(nil)) ? .met : .waived
        }
        if situation.closed { return isExempt ? .exempt : .shortfall }
        let isShort = worst == .outOfReach || worst == .needsMakeup
        if isPartial, situation.program.partialWeek == .exempt {
            return isShort ? (total(possible) < total(planned) ? .atRisk : .onTrack) : worst
        }
        return situation.isTransition && (isShort || worst == .atRisk) ? .onTrack : worst
    }
}
