import Clinic
import ClinicOracle
import Testing

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
        let isSplit = chance(30)
        let sessions = (isSplit ? -1..<7 : 0..<7).flatMap { day in
            chance(55)
                ? self.sessions(
                    on: day, now: isClosed ? 8 * 1440 : now, isLate: isSplit && (day < 0 || chance(40)),
                    isSplit: isSplit) : []
        }
        let program = Program(
            id: ProgramID(unchecked: "any"), title: "Any", level: "2.1", effective: day("2020-01-01"), cohort: nil,
            gates: gates, credit: rule, partialWeek: PartialWeek.allCases[number(0...3)], minimumStayDays: nil,
            alertMargin: .minutes(number(0...40)), settling: .minutes(30))
        let days = chance(75) ? 7 : number(1...6)
        let before = Gates(weeklyMinimum: .minutes(number(10...160)), minimumDays: chance(50) ? number(1...4) : nil)
        let meetings = number(0...5)
        let own = number(0...meetings)
        let waiver = WaiverTerms(weekly: .minutes(number(0...100)), days: chance(50) ? number(0...3) : nil)
        return WeekSituation(
            week: week, program: program, enrolledDays: days, sessions: sessions,
            makeups: chance(40) ? [.minutes(number(0...60))] : [],
            now: at("0:\(isClosed ? 8 * 1440 : now)", week.start), closed: isClosed,
            today: isClosed ? nil : week.start.adding(days: today),
            lastTreatmentDay: chance(50) ? week.start.adding(days: -number(1...6)) : nil,
            earlier: days < 7 && chance(50)
                ? [GateDays(before, days: number(1...7 - days), sessions: number(0...meetings - own))] : [],
            schedule: chance(80) ? SessionCount(own: own, all: meetings) : nil,
            waiver: chance(20) ? waiver : nil, isTransition: chance(15))
    }
}

extension WeekFigures {
    /// In the order of the oracle's.
    fileprivate var inMinutes: [Int] {
        [attended, credited, possible, planned, missing, lostByClinic, lostByMember].map(\.inMinutes)
    }
}

@Suite struct WeekOracleTests {
    static let weeks = 100_000

    /// Half of the weeks are the same each time, the others nobody has seen.
    @Test(arguments: RandomWeek.firstSeeds)
    func everyWeekIsJudgedAlike(_ first: UInt64) {
        print("weeks from seed \(first) on")
        var seen: Set<Standing> = []
        for seed in first..<first + UInt64(Self.weeks / RandomWeek.firstSeeds.count) {
            var week = RandomWeek(seed: seed)
            let situation = week.situation()
            let oracle = WeekOracle(situation)
            let found = Dictionary(
                situation.gateFigures().map { ($0.gate, $0.standing) }, uniquingKeysWith: { first, _ in first })
            let wanted = oracle.gateStandings
            let figures = situation.figures()
            let minutes = figures.inMinutes
            seen.insert(figures.standing)
            guard found == wanted, figures.standing == oracle.standing, minutes == oracle.minutes else {
                Issue.record(
                    """
                    seed \(seed): \(found) is \(figures.standing) with \(minutes), where \(wanted) is \(oracle.standing) \
                    with \(oracle.minutes)
                    """)
                return
            }
        }
        // Every word that a week can have has come up.
        #expect(
            seen == [.met, .onTrack, .atRisk, .overMaximum, .needsMakeup, .outOfReach, .waived, .shortfall, .exempt])
    }
}
