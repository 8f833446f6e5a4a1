import Clinic
import Testing

/// Weeks in which less is asked for than the program does: 9 hours on 3 days.
@Suite struct ExemptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let evenings: [WeekExample.Evening]
        let closed: Bool
        let waiver: WaiverTerms?
        let isTransition: Bool
        let days: Int
        /// Required and missing minutes.
        let figures: [Int]
        let standing: Standing
        let exemption: Exemption?

        init(
            _ what: String, _ evenings: [WeekExample.Evening], closed: Bool = false, waiver: WaiverTerms? = nil,
            transition: Bool = false, days: Int = 7, _ figures: [Int], _ standing: Standing, _ exemption: Exemption?
        ) {
            testDescription = what
            self.evenings = evenings
            self.closed = closed
            self.waiver = waiver
            isTransition = transition
            self.days = days
            self.figures = figures
            self.standing = standing
            self.exemption = exemption
        }
    }

    static let holiday = WaiverTerms(weekly: .hours(6), days: 2)

    @Test(arguments: [
        Case("nothing is waived", [.full, .full], closed: true, [540, 180], .shortfall, nil),
        Case(
            "all is waived, and nothing was done", [.missed], closed: true, waiver: .nothing, [0, 0], .waived, .waiver),
        Case(
            "all is waived, and all was done", [.full, .full, .full], closed: true, waiver: .nothing, [0, 0], .met,
            .waiver),
        Case(
            "all is waived, seen on Monday", [.toCome, .toCome, .toCome], waiver: .nothing, [0, 0], .waived, .waiver),
        Case("6 of 9 hours, waived to 6", [.full, .full], closed: true, waiver: holiday, [360, 0], .waived, .waiver),
        Case(
            "3 of 9 hours, waived to 6", [.full, .missed], closed: true, waiver: holiday, [360, 180], .shortfall,
            .waiver),
        Case(
            "9 of 9 hours, waived to 6", [.full, .full, .full], closed: true, waiver: holiday, [360, 0], .met, .waiver),
        Case("on the way to 6 hours", [.full, .toCome], waiver: holiday, [360, 0], .onTrack, .waiver),
        Case("too late even for 6 hours", [.missed, .toCome], waiver: holiday, [360, 180], .outOfReach, .waiver),
        Case(
            "the hours are waived, the days aren't", [.full, .full], closed: true,
            waiver: WaiverTerms(weekly: .hours(6), days: nil), [360, 0], .shortfall, .waiver),
        Case(
            "a transition alarms nobody", [.full, .missed, .missed], transition: true, [540, 0], .onTrack, .transition),
        Case("a transition that is met", [.full, .full, .full], transition: true, [540, 0], .met, .transition),
        Case(
            "a transition that fell short", [.full, .full, .missed], closed: true, transition: true, [540, 0], .exempt,
            .transition),
        Case("days without any treatment", [.missed], closed: true, days: 0, [540, 0], .exempt, .partial),
    ])
    func exempted(_ example: Case) {
        let gates = Gates(weeklyMinimum: .hours(9), weeklyMaximum: .hours(19), minimumDays: 3)
        let plain = WeekExample("", example.evenings, closed: example.closed, [], .met).situation(gates)
        let partial: PartialWeek = example.days == 0 ? .full : .exempt
        let figures = WeekSituation(
            week: plain.week, program: program(gates, partial: partial), enrolledDays: example.days,
            sessions: plain.sessions, makeups: [], now: plain.now, closed: plain.closed, today: plain.today,
            waiver: example.waiver, isTransition: example.isTransition
        ).figures()
        #expect([figures.required, figures.missing].map(\.inMinutes) == example.figures)
        #expect(figures.standing == example.standing)
        #expect(figures.exemption == example.exemption)
    }

    @Test(
        "A week at two levels is prorated by the days at each",
        arguments: [
            // 3 days of 9 h and 4 of 6 h: 27 + 24 sevenths of an hour, rounded up to the minute; 9 + 8 sevenths of a day.
            (3, 4, 438, 3), (1, 6, 386, 3), (6, 1, 515, 3),
        ] as [(Int, Int, Int, Int)])
    func prorated(_ example: (Int, Int, Int, Int)) {
        let (before, after, minutes, days) = example
        let six = Gates(weeklyMinimum: .hours(6), minimumDays: 2)
        let situation = WeekSituation(
            week: week, program: program(six, partial: .prorate), enrolledDays: after, sessions: [], makeups: [],
            now: at("12:00", monday), closed: false,
            earlier: [GateDays(Gates(weeklyMinimum: .hours(9), minimumDays: 3), days: before)])
        #expect(situation.required == .minutes(minutes))
        #expect(situation.gateFigures().first { $0.gate == .minimumDays }?.limit == days)
    }

    @Test(
        "A partial week is prorated by its sessions",
        arguments: [
            // Sessions on days at this level and in the whole week; minutes of 9 h, and days of 3.
            (2, 3, 360, 2), (1, 3, 180, 1), (3, 3, 540, 3), (0, 3, 0, 0), (1, 4, 135, 1),
            // There is no session: by days, of which 4 of 7 are left.
            (0, 0, 309, 2),
        ] as [(Int, Int, Int, Int)])
    func proratedBySessions(_ example: (Int, Int, Int, Int)) {
        let (own, all, minutes, days) = example
        let situation = WeekSituation(
            week: week,
            program: program(Gates(weeklyMinimum: .hours(9), minimumDays: 3), partial: .prorateSessions),
            enrolledDays: 4, sessions: [], makeups: [], now: at("12:00", monday), closed: false,
            schedule: SessionCount(own: own, all: all))
        #expect(situation.required == .minutes(minutes))
        #expect(situation.gateFigures().first { $0.gate == .minimumDays }?.limit == days)
    }

    @Test func ofTwoWaiversTheMoreLenientHolds() {
        #expect(Self.holiday.and(.nothing) == .nothing)
        #expect(
            Self.holiday.and(WaiverTerms(weekly: .hours(4), days: nil)) == WaiverTerms(weekly: .hours(4), days: 2))
    }

    @Test(
        "A waiver covers every week of which it covers a day, of those whom it is for",
        arguments: [
            ("2026-11-22", "M1042", "iop-adult", true), ("2026-11-29", "M1042", "iop-adult", true),
            ("2026-12-06", "M1042", "iop-adult", false), ("2026-11-15", "M1042", "iop-adult", false),
            ("2026-11-22", "M1042", "php", false),
        ] as [(String, String, String, Bool)])
    func covers(_ example: (String, String, String, Bool)) {
        let waiver = Waiver(
            waiver: 1, member: nil, program: ProgramID(unchecked: "iop-adult"), from: day("2026-11-28"),
            to: day("2026-11-29"), terms: .nothing, reason: "a test")
        let (week, member, program, isCovered) = example
        #expect(
            waiver.covers(
                Week(start: day(week)), of: MemberCode(unchecked: member), in: ProgramID(unchecked: program))
                == isCovered)
    }
}
