import Clinic
import Testing

@Suite struct GateTests {
    private static func figures(_ gates: Gates, _ sessions: [SessionCase], makeups: [Int] = [], today: LocalDate? = nil)
        -> (WeekFigures, [Gate: Standing])
    {
        let situation = WeekSituation(
            week: week, program: program(gates), enrolledDays: 7, sessions: sessions,
            makeups: makeups.map(Seconds.minutes), now: at("12:00", today ?? monday), closed: false, today: today)
        let standings = situation.gateFigures().map { ($0.gate, $0.standing) }
        return (situation.figures(), Dictionary(uniqueKeysWithValues: standings))
    }

    private static func held(_ plan: String, _ offset: Int, there: String? = nil) -> SessionCase {
        session(plan, was: plan, there: there ?? plan, on: monday.adding(days: offset))
    }

    private static func ahead(_ plan: String, _ offset: Int) -> SessionCase {
        session(plan, on: monday.adding(days: offset))
    }

    @Test func aDayBelowTheDailyMinimumDoesNotCount() {
        let gates = Gates(weeklyMinimum: .hours(6), dailyMinimum: .hours(2))
        // 7 hours are credited, but 90 minutes of them on a day that doesn't count.
        let sessions = [
            Self.held("16:00-18:00", 0, there: "16:30-18:00"), Self.held("16:00-19:00", 1),
            Self.held("16:00-18:30", 2),
        ]
        let (figures, gate) = Self.figures(gates, sessions, makeups: [120], today: monday.adding(days: 3))
        #expect(figures.credited.inMinutes == 420)
        #expect(gate == [.weeklyMinimum: .met, .dailyMinimum: .needsMakeup])
        #expect(figures.standing == .needsMakeup)
        #expect(figures.rule == "daily-minimum")
        #expect(figures.missing.inMinutes == 30)
    }

    @Test func twoSessionsOfADayReachTheDailyMinimumTogether() {
        let gates = Gates(weeklyMinimum: .hours(5), dailyMinimum: .hours(5))
        let sessions = [Self.held("09:00-12:00", 0), Self.held("13:00-15:00", 0)]
        let (figures, gate) = Self.figures(gates, sessions, today: monday.adding(days: 1))
        #expect(gate == [.weeklyMinimum: .met, .dailyMinimum: .met])
        #expect(figures.standing == .met)
    }

    @Test(arguments: [
        ("two of three, one ahead", [true, true], 1, [Int](), Standing.onTrack),
        ("two of four ahead, one missed", [true, false], 2, [], .atRisk),
        ("one missed of three", [true, false], 1, [], .outOfReach),
        ("one missed of three, an option", [true, false], 1, [300], .needsMakeup),
        ("three", [true, true, true], 0, [], .met),
    ])
    func minimumDays(_ example: (String, [Bool], Int, [Int], Standing)) {
        let (_, past, ahead, makeups, standing) = example
        let gates = Gates(weeklyMinimum: .hours(1), minimumDays: 3)
        let sessions =
            past.enumerated().map { Self.held("18:00-21:00", $0.offset, there: $0.element ? nil : "") }
            + (0..<ahead).map { Self.ahead("18:00-21:00", past.count + $0) }
        let (figures, gate) = Self.figures(gates, sessions, makeups: makeups, today: monday.adding(days: past.count))
        #expect(gate[.minimumDays] == standing)
        #expect(figures.standing == standing)
        #expect(figures.rule == (standing == .met ? "weekly-minimum" : "minimum-days"))
    }

    @Test func onlyDaysThatReachTheDailyMinimumAreDays() {
        let gates = Gates(weeklyMinimum: .hours(1), dailyMinimum: .hours(3), minimumDays: 2)
        let sessions = [Self.held("18:00-21:00", 0), Self.held("18:00-21:00", 1, there: "18:20-21:00")]
        let (_, gate) = Self.figures(gates, sessions, today: monday.adding(days: 3))
        #expect(gate[.minimumDays] == .outOfReach)
    }

    /// Days of treatment as days after Monday (-4 is Thursday of the week before), today, and the gap's standing.
    @Test(
        arguments: [
            ("Monday, seen on Thursday: two days between", nil, [0], 3, Standing.onTrack),
            ("Monday, seen on Friday: three", nil, [0], 4, .outOfReach),
            ("Monday and Thursday", nil, [0, 3], 3, .met),
            ("Monday and Friday", nil, [0, 4], 4, .outOfReach),
            ("Monday and Tuesday, seen on Tuesday", nil, [0, 1], 1, .onTrack),
            ("Thursday before and Monday", -4, [0], 0, .outOfReach),
            ("Wednesday before: it was too long on Saturday already", -5, [], 2, .onTrack),
            ("Wednesday before and Monday", -5, [0], 0, .onTrack),
            ("Wednesday before, Monday and Friday", -5, [0, 4], 4, .outOfReach),
            ("Friday before and Monday", -3, [0], 0, .onTrack),
            ("nothing yet", nil, [], 2, .onTrack),
        ] as [(String, Int?, [Int], Int, Standing)])
    func longestGap(_ example: (String, Int?, [Int], Int, Standing)) {
        let (_, before, days, today, standing) = example
        let situation = WeekSituation(
            week: week, program: program(Gates(weeklyMinimum: .hours(1), longestGapDays: 2)), enrolledDays: 7,
            sessions: days.map { Self.held("18:00-21:00", $0) }, makeups: [],
            now: at("22:00", monday.adding(days: today)), closed: false, today: monday.adding(days: today),
            lastTreatmentDay: before.map { monday.adding(days: $0) })
        #expect(situation.gateFigures().first { $0.gate == .longestGap }?.standing == standing)
    }

    @Test func theMaximumIsPassedOnlyAboveIt() {
        let gates = Gates(weeklyMinimum: .hours(1), weeklyMaximum: .hours(6))
        let atIt = Self.figures(gates, [Self.held("18:00-21:00", 0), Self.held("18:00-21:00", 1)])
        let above = Self.figures(gates, [Self.held("18:00-21:00", 0), Self.held("18:00-21:30", 1)])
        #expect(atIt.0.standing == .met)
        #expect(above.0.standing == .overMaximum)
        #expect(above.0.rule == "weekly-maximum")
    }

    @Test func theWorstGateDecides() {
        let order: [Standing] = [.outOfReach, .needsMakeup, .overMaximum, .atRisk, .onTrack, .met]
        #expect(order == order.sorted { $0.severity > $1.severity })
        #expect(Set(order.map(\.severity)).count == order.count)
    }
}
