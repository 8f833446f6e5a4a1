import Clinic
import Testing

/// A week as a clinician would tell it: each session is `attended`, minutes of it missed, or still to come.
struct WeekExample: Sendable, CustomTestStringConvertible {
    enum Evening: Sendable {
        case full, missed, toCome, calledOut, cancelled, makeUp, makeUpToCome
        case short(by: Int)
        /// Begun late by the clinic, the member there throughout.
        case startedLate(by: Int)
    }

    let testDescription: String
    let evenings: [Evening]
    let makeups: [Int]
    let enrolledDays: Int
    let partial: PartialWeek
    let closed: Bool
    /// Planned, credited, possible and missing minutes.
    let figures: [Int]
    let standing: Standing

    init(
        _ what: String, _ evenings: [Evening], makeups: [Int] = [], enrolledDays: Int = 7,
        partial: PartialWeek = .exempt, closed: Bool = false, _ figures: [Int], _ standing: Standing
    ) {
        testDescription = what
        self.evenings = evenings
        self.makeups = makeups
        self.enrolledDays = enrolledDays
        self.partial = partial
        self.closed = closed
        self.figures = figures
        self.standing = standing
    }

    /// Seen at noon of the first evening that is still to come, or after the last.
    func situation(_ gates: Gates) -> WeekSituation {
        // From Monday on; only seven evenings need the Sunday too.
        let first = evenings.count < 7 ? monday : week.start
        let days = evenings.indices.map { first.adding(days: $0) }
        let next = evenings.firstIndex { evening in
            switch evening {
            case .toCome, .makeUpToCome: true
            default: false
            }
        }
        let today = closed ? week.end : next.map { days[$0] } ?? first.adding(days: evenings.count)
        return WeekSituation(
            week: week, program: program(gates, partial: partial), enrolledDays: enrolledDays,
            sessions: zip(evenings, days).map(Self.session), makeups: makeups.map(Seconds.minutes),
            now: at("12:00", today), closed: closed, today: today)
    }

    private static func session(_ evening: Evening, _ date: LocalDate) -> SessionCase {
        let held = "18:00-21:00"
        return switch evening {
        case .full: ClinicTests.session(was: held, there: held, on: date)
        case .missed: ClinicTests.session(was: held, on: date)
        case .toCome: ClinicTests.session(on: date)
        case .calledOut: ClinicTests.session(on: date, calledOut: true)
        case .cancelled: ClinicTests.session(on: date, cancelled: true)
        case .makeUp: ClinicTests.session(was: held, there: held, on: date, rostered: false)
        case .makeUpToCome: ClinicTests.session(on: date, rostered: false)
        case .short(let minutes):
            ClinicTests.session(was: held, there: "18:\(minutes)-21:00", on: date)
        case .startedLate(let minutes):
            ClinicTests.session(was: "18:\(minutes)-21:00", there: held, on: date)
        }
    }
}

@Suite struct StandingTests {
    static let nineHours = Gates(weeklyMinimum: .hours(9), weeklyMaximum: .hours(19))

    @Test(arguments: [
        WeekExample("a new week of three", [.toCome, .toCome, .toCome], [540, 0, 540, 0], .onTrack),
        WeekExample("two of three, nothing lost", [.full, .full, .toCome], [540, 360, 540, 0], .onTrack),
        WeekExample("three of three", [.full, .full, .full], [540, 540, 540, 0], .met),
        WeekExample(
            "ten minutes lost, no slack, no option", [.short(by: 10), .toCome, .toCome], [540, 170, 530, 10],
            .outOfReach),
        WeekExample(
            "ten minutes lost, an option", [.short(by: 10), .toCome, .toCome], makeups: [60], [540, 170, 530, 10],
            .needsMakeup),
        WeekExample(
            "an option of nothing is none", [.short(by: 10), .toCome, .toCome], makeups: [0], [540, 170, 530, 10],
            .outOfReach),
        WeekExample(
            "a small option still is one", [.missed, .toCome, .toCome], makeups: [45], [540, 0, 360, 180], .needsMakeup),
        WeekExample(
            "lost, and a make-up booked", [.short(by: 10), .toCome, .toCome, .makeUpToCome], [540, 170, 710, 0],
            .onTrack),
        WeekExample(
            "missed, and made up exactly", [.missed, .full, .full, .makeUpToCome], [540, 360, 540, 0], .onTrack),
        WeekExample("made up", [.missed, .full, .full, .makeUp], [540, 540, 540, 0], .met),
        WeekExample(
            "four, ten minutes lost", [.short(by: 10), .toCome, .toCome, .toCome], [720, 170, 710, 0], .onTrack),
        WeekExample("four, one missed", [.missed, .toCome, .toCome, .toCome], [720, 0, 540, 0], .atRisk),
        WeekExample("four, one called out of", [.toCome, .calledOut, .toCome, .toCome], [720, 0, 540, 0], .atRisk),
        WeekExample(
            "four, one cancelled by the clinic", [.toCome, .cancelled, .toCome, .toCome], [720, 0, 540, 0], .atRisk),
        WeekExample(
            "three, one cancelled, an option", [.full, .cancelled, .toCome], makeups: [180], [540, 180, 360, 180],
            .needsMakeup),
        WeekExample(
            "the therapist was late", [.startedLate(by: 20), .toCome, .toCome], makeups: [60], [540, 160, 520, 20],
            .needsMakeup),
        WeekExample(
            "seven evenings are over the maximum", [.full, .full, .full, .full, .full, .full, .full],
            [1260, 1260, 1260, 0], .overMaximum),
        WeekExample("closed and met", [.full, .full, .full], closed: true, [540, 540, 540, 0], .met),
        WeekExample("closed and short", [.full, .missed, .full], closed: true, [540, 360, 360, 180], .shortfall),
        WeekExample(
            "closed over the maximum is met", [.full, .full, .full, .full, .full, .full, .full], closed: true,
            [1260, 1260, 1260, 0], .met),
        WeekExample("admitted on Wednesday", [.toCome, .toCome], enrolledDays: 4, [360, 0, 360, 0], .onTrack),
        WeekExample(
            "admitted on Wednesday, one missed", [.missed, .toCome], enrolledDays: 4, [360, 0, 180, 0], .atRisk),
        WeekExample(
            "admitted on Monday, met all the same", [.full, .full, .full], enrolledDays: 6, [540, 540, 540, 0], .met),
        WeekExample("partial, closed", [.full, .full], enrolledDays: 4, closed: true, [360, 360, 360, 0], .exempt),
        WeekExample(
            "partial, closed, met", [.full, .full, .full], enrolledDays: 6, closed: true, [540, 540, 540, 0], .met),
        WeekExample(
            "partial, the whole requirement", [.full, .full], enrolledDays: 4, partial: .full, closed: true,
            [360, 360, 360, 180], .shortfall),
        WeekExample(
            "prorated, 4 of 7 days are 309 minutes", [.full, .full], enrolledDays: 4, partial: .prorate,
            [360, 360, 360, 0], .met),
        WeekExample(
            "prorated, 5 of 7 days are 386 minutes", [.full, .full], enrolledDays: 5, partial: .prorate, closed: true,
            [360, 360, 360, 26], .shortfall),
    ])
    func weeklyGates(_ example: WeekExample) {
        let situation = example.situation(Self.nineHours)
        let figures = situation.figures()
        let shown = [figures.planned, figures.credited, figures.possible, figures.missing].map(\.inMinutes)
        #expect(shown == example.figures)
        #expect(figures.standing == example.standing)
        #expect(figures.credited + figures.remaining == figures.possible)
    }

    @Test(arguments: [
        ("slack of 30 is enough", 30, Standing.onTrack), ("slack of 29 isn't", 31, .atRisk),
    ])
    func margin(_ example: (String, Int, Standing)) {
        // Planned are 10 hours, so that what is lost is taken from an hour of slack.
        let long = session("18:00-22:00", was: "18:00-22:00", there: "18:\(example.1)-22:00")
        let others = [1, 2].map { session(on: monday.adding(days: $0)) }
        let situation = WeekSituation(
            week: week, program: program(Self.nineHours), enrolledDays: 7, sessions: [long] + others, makeups: [],
            now: at("23:00"), closed: false)
        #expect(situation.figures().standing == example.2)
    }

    @Test(arguments: [
        (4, 309), (1, 78), (7, 540), (0, 0),
    ])
    func proration(_ example: (Int, Int)) {
        let situation = WeekSituation(
            week: week, program: program(Self.nineHours, partial: .prorate), enrolledDays: example.0, sessions: [],
            makeups: [], now: at("12:00"), closed: false)
        #expect(situation.required == .minutes(example.1))
    }

    @Test func lostSessionsAreNamed() {
        let example = WeekExample("", [.full, .missed, .cancelled, .short(by: 10), .toCome, .makeUp], [], .met)
        let lost = example.situation(Self.nineHours).figures().lost.map(\.rawValue)
        #expect(lost == ["evening-iop@2026-11-24", "evening-iop@2026-11-25", "evening-iop@2026-11-26"])
    }

    @Test func anHourInTwoRoomsIsAttendedOnce() {
        let sessions = [
            session(was: "18:00-21:00", there: "18:00-21:00"),
            session("20:00-23:00", was: "20:00-23:00", there: "20:00-23:00"),
        ]
        let figures = WeekSituation(
            week: week, program: program(Self.nineHours), enrolledDays: 7, sessions: sessions, makeups: [],
            now: at("23:30"), closed: false
        ).figures()
        #expect(figures.attended.inMinutes == 300)
        #expect(figures.credited.inMinutes == 300)
    }
}
