package import Clinic

/// A week judged the slow way: the minutes of each day are counted, and each gate is asked by itself (DESIGN, 5.6).
package struct WeekOracle {
    let situation: WeekSituation
    private let earned: [LocalDate: Int]
    private let possible: [LocalDate: Int]
    private let planned: [LocalDate: Int]
    private let attended: [LocalDate: Int]
    /// What each session was to bring and what it does, in this week.
    private let parts: [(planned: Int, possible: Int, whole: Int)]

    package init(_ situation: WeekSituation) {
        self.situation = situation
        let oracle = MinuteOracle(rule: situation.program.credit, now: MinuteOracle.minute(situation.now))
        let sessions = situation.sessions
        let counted = oracle.count(sessions)
        let plans = oracle.planned(sessions)
        earned = Self.byDay(counted.credited, of: sessions)
        possible = Self.byDay(counted.expected, of: sessions)
        planned = Self.byDay(plans, of: sessions)
        attended = Self.byDay(oracle.attended(sessions), of: sessions)
        parts = sessions.indices.map { index in
            let inWeek = { (minutes: Set<Int>) in
                minutes.count { situation.week.contains(Self.day(of: $0, at: sessions[index])) }
            }
            let (plan, still) = (inWeek(plans[index]), inWeek(counted.expected[index]))
            return (plan, still, plan > still ? inWeek(oracle.whole(index, of: sessions)) : plan)
        }
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
            for minute in minutes { days[day(of: minute, at: session), default: 0] += 1 }
        }
        return days
    }

    private static func day(of minute: Int, at session: SessionCase) -> LocalDate {
        let isNext = session.midnight.map { MinuteOracle.minute($0) <= minute } ?? false
        return isNext ? session.date.adding(days: 1) : session.date
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

    /// The minutes attended, credited, possible and planned, what is missing, and what was lost by the clinic and by the
    /// member.
    package var minutes: [Int] {
        let lost = parts.map { part in
            let all = max(0, part.planned - part.possible)
            let byClinic = min(all, max(0, part.planned - part.whole))
            return (byClinic: byClinic, byMember: all - byClinic)
        }
        let still = max(total(earned), total(possible))
        return [
            total(attended), total(earned), still, total(planned), missing(still),
            lost.map(\.byClinic).reduce(0, +), lost.map(\.byMember).reduce(0, +),
        ]
    }

    /// What the gate lacks that decides: of several that stand alike, the first.
    private func missing(_ still: Int) -> Int {
        if isExempt { return 0 }
        let (all, worst) = (gateStandings, worst(situation.waiver))
        let decisive = [Gate.weeklyMinimum, .dailyMinimum, .minimumDays, .longestGap, .weeklyMaximum].first {
            all[$0] == worst
        }
        let found = decisive == .dailyMinimum ? totalOfDaysThatCount(possible) : still
        return max(0, requiredMinutes(situation.waiver) - found)
    }

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
                // It is told in the week of the day that makes it too long, and in no later one.
                if known == allowed, day >= situation.week.start { isBroken = true }
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

    private func requiredMinutes(_ waiver: WaiverTerms?) -> Int {
        let required = asked { $0.weeklyMinimum.count / 60 }
        return waiver.map { min(required, $0.weekly.count / 60) } ?? required
    }

    package var gateStandings: [Gate: Standing] { gateStandings(situation.waiver) }

    private func gateStandings(_ waiver: WaiverTerms?) -> [Gate: Standing] {
        let required = requiredMinutes(waiver)
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
