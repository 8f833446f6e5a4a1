import Clinic
import Testing

/// A week judged the slow way: the minutes of each day are counted, and each gate is asked by itself (DESIGN, 5.6).
struct WeekOracle {
    let situation: WeekSituation
    private let earned: [Int]
    private let possible: [Int]
    private let planned: [Int]

    init(_ situation: WeekSituation) {
        self.situation = situation
        let oracle = MinuteOracle(rule: situation.program.credit, now: MinuteOracle.minute(situation.now))
        let counted = oracle.count(situation.sessions)
        earned = counted.credited
        possible = counted.expected
        planned = oracle.planned(situation.sessions)
    }

    private var gates: Gates { situation.program.gates }
    private var isPartial: Bool { situation.enrolledDays < 7 }
    private var isProrated: Bool { isPartial && situation.program.partialWeek == .prorate }
    private var isExempt: Bool { isPartial && situation.program.partialWeek == .exempt }
    private var days: [LocalDate] { (0..<7).map { situation.week.start.adding(days: $0) } }

    private var required: Int {
        let whole = gates.weeklyMinimum.count / 60
        return isProrated ? (whole * situation.enrolledDays + 6) / 7 : whole
    }

    private func minutes(of day: LocalDate, _ figures: [Int]) -> Int {
        situation.sessions.indices.filter { situation.sessions[$0].date == day }.map { figures[$0] }.reduce(0, +)
    }

    private func isTreatmentDay(_ day: LocalDate, _ figures: [Int]) -> Bool {
        let minutes = minutes(of: day, figures)
        return minutes > 0 && minutes >= (gates.dailyMinimum?.count ?? 0) / 60
    }

    private func total(_ figures: [Int]) -> Int { figures.reduce(0, +) }

    private func totalOfDaysThatCount(_ figures: [Int]) -> Int {
        days.filter { isTreatmentDay($0, figures) }.map { minutes(of: $0, figures) }.reduce(0, +)
    }

    private func treatmentDays(_ figures: [Int]) -> Int { days.filter { isTreatmentDay($0, figures) }.count }

    private func minimum(_ limit: Int, margin: Int, _ measure: ([Int]) -> Int) -> Standing {
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

    var gateStandings: [Gate: Standing] {
        let margin = situation.program.alertMargin.count / 60
        var result: [Gate: Standing] = [.weeklyMinimum: minimum(required, margin: margin, total)]
        if gates.dailyMinimum != nil {
            result[.dailyMinimum] = minimum(required, margin: margin, totalOfDaysThatCount)
        }
        if let wanted = gates.minimumDays {
            let limit = isProrated ? (wanted * situation.enrolledDays + 6) / 7 : wanted
            result[.minimumDays] = minimum(limit, margin: 1, treatmentDays)
        }
        if let allowed = gates.longestGapDays { result[.longestGap] = gap(allowed) }
        if let most = gates.weeklyMaximum {
            result[.weeklyMaximum] = total(earned) > most.count / 60 ? .overMaximum : .met
        }
        return result
    }

    var standing: Standing {
        let order: [Standing] = [.outOfReach, .needsMakeup, .overMaximum, .atRisk, .onTrack, .met]
        let all = gateStandings.values
        let worst = order.first { all.contains($0) } ?? .met
        if situation.closed {
            return worst == .met || worst == .overMaximum ? .met : isExempt ? .exempt : .shortfall
        }
        guard isExempt, worst == .outOfReach || worst == .needsMakeup else { return worst }
        return total(possible) < total(planned) ? .atRisk : .onTrack
    }
}

extension MinuteOracle {
    /// The minutes that each session of the roster would have earned if everything had gone by the plan.
    func planned(_ sessions: [SessionCase]) -> [Int] {
        let painted = sessions.map { $0.rostered ? paintPlan($0) : [] }
        var count = sessions.map { _ in 0 }
        for minute in Set(painted.flatMap { $0 }) {
            let holders = sessions.indices.filter { painted[$0].contains(minute) }
            let latest = holders.max {
                (sessions[$0].plannedStart, $0) < (sessions[$1].plannedStart, $1)
            }
            if let latest { count[latest] += 1 }
        }
        return count
    }

    private func paintPlan(_ session: SessionCase) -> Set<Int> {
        let mode = session.presences.last?.mode ?? .inPerson
        let earns = mode == .inPerson || (mode == .video ? rule.creditsVideo : rule.creditsAudioOnly)
        guard earns, rule.kinds.contains(session.kind) else { return [] }
        let minutes = Self.minute(session.plannedStart)..<Self.minute(session.plannedEnd)
        var breakMinutes = 0
        let painted = minutes.filter { minute in
            let isBreak = session.breaks.contains {
                Self.minute($0.lowerBound) <= minute && minute < Self.minute($0.upperBound)
            }
            if isBreak { breakMinutes += 1 }
            return !isBreak || breakMinutes <= rule.breaksCredited.count / 60
        }
        return painted.count < min(rule.minimumToCount.count / 60, minutes.count) ? [] : Set(painted)
    }
}

extension RandomWeek {
    /// A few short days of a week, with gates that they come near to.
    mutating func situation() -> WeekSituation {
        let today = number(0...7)
        let now = today * 1440 + number(20...200)
        let isClosed = chance(15)
        let rule = rule()
        let gates = Gates(
            weeklyMinimum: .minutes(number(10...160)), weeklyMaximum: chance(50) ? .minutes(number(60...200)) : nil,
            dailyMinimum: chance(40) ? .minutes(number(5...60)) : nil, minimumDays: chance(40) ? number(1...4) : nil,
            longestGapDays: chance(40) ? number(0...4) : nil)
        let sessions = (0..<7).flatMap { day in
            chance(55) ? self.sessions(on: day, now: isClosed ? 8 * 1440 : now) : []
        }
        let program = Program(
            id: ProgramID(unchecked: "any"), title: "Any", level: "2.1", effective: day("2020-01-01"), cohort: nil,
            gates: gates, credit: rule, partialWeek: PartialWeek.allCases[number(0...2)], minimumStayDays: nil,
            alertMargin: .minutes(number(0...40)), settling: .minutes(30))
        return WeekSituation(
            week: week, program: program, enrolledDays: chance(75) ? 7 : number(1...6), sessions: sessions,
            makeups: chance(40) ? [.minutes(number(0...60))] : [],
            now: at("0:\(isClosed ? 8 * 1440 : now)", week.start), closed: isClosed,
            today: isClosed ? nil : week.start.adding(days: today),
            lastTreatmentDay: chance(50) ? week.start.adding(days: -number(1...6)) : nil)
    }
}

@Suite struct WeekOracleTests {
    static let weeks = 100_000

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func everyWeekIsJudgedAlike(_ part: UInt64) {
        var seen: Set<Standing> = []
        for seed in part * 10_000_000..<part * 10_000_000 + UInt64(Self.weeks / 8) {
            var week = RandomWeek(seed: seed)
            let situation = week.situation()
            let oracle = WeekOracle(situation)
            let found = Dictionary(
                situation.gateFigures().map { ($0.gate, $0.standing) }, uniquingKeysWith: { first, _ in first })
            let wanted = oracle.gateStandings
            let standing = situation.figures().standing
            seen.insert(standing)
            guard found == wanted, standing == oracle.standing else {
                Issue.record("seed \(seed): \(found) is \(standing), where \(wanted) is \(oracle.standing)")
                return
            }
        }
        // Every word that a week can have has come up.
        #expect(seen == [.met, .onTrack, .atRisk, .overMaximum, .needsMakeup, .outOfReach, .shortfall, .exempt])
    }
}
