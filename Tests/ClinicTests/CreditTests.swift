import Clinic
import Testing

/// One session, its presences, and what it brings in minutes.
struct CreditExample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var plan = "18:00-21:00"
    let was: String
    var breaks = ""
    var interrupted = ""
    let there: String
    var kind = SessionKind.group
    var rule = CreditRule.adult
    let attended: Int
    let credited: Int

    init(
        _ what: String, plan: String = "18:00-21:00", was: String = "18:00-21:00", breaks: String = "",
        interrupted: String = "", there: String, kind: SessionKind = .group, rule: CreditRule = .adult, attended: Int,
        credited: Int
    ) {
        testDescription = what
        self.plan = plan
        self.was = was
        self.breaks = breaks
        self.interrupted = interrupted
        self.there = there
        self.kind = kind
        self.rule = rule
        self.attended = attended
        self.credited = credited
    }

    var session: SessionCase {
        ClinicTests.session(plan, was: was, breaks: breaks, interrupted: interrupted, there: there, kind: kind)
    }
}

/// A group and something else at once: what each is credited with, and the time in each room.
struct OverlapExample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var groupPlan = "18:00-21:00"
    var groupWas = "18:00-21:00"
    /// When the member was entered in the group; each way of saying it comes to the same.
    let there: [String]
    let plan: String
    let was: String
    let otherThere: String
    var kind = SessionKind.individual
    let group: Int
    let other: Int
    let attended: [Int]

    static let all = [
        OverlapExample(
            testDescription: "taken out for half an hour", there: ["18:00-19:00 19:30-21:00", "18:00-21:00"],
            plan: "19:00-19:30", was: "19:00-19:30", otherThere: "19:00-19:30", group: 150, other: 30,
            attended: [150, 30]),
        OverlapExample(
            testDescription: "taken out by somebody who is four minutes late",
            there: ["18:00-19:04 19:30-21:00", "18:00-21:00"], plan: "19:00-19:30", was: "19:00-19:30",
            otherThere: "19:04-19:30", group: 150, other: 30, attended: [154, 26]),
        OverlapExample(
            testDescription: "a medication visit earns nothing, and takes its time",
            there: ["18:00-19:00 19:10-21:00", "18:00-21:00"], plan: "19:00-19:10", was: "19:00-19:10",
            otherThere: "19:00-19:10", kind: .medication, group: 170, other: 0, attended: [170, 10]),
        OverlapExample(
            testDescription: "too short to count, and away all the same",
            there: ["18:00-19:00 19:20-21:00", "18:00-21:00"], plan: "19:00-20:00", was: "19:00-20:00",
            otherThere: "19:00-19:20", group: 160, other: 0, attended: [160, 20]),
        OverlapExample(
            testDescription: "two groups overlap by an hour", there: ["18:00-20:00", "18:00-21:00"],
            plan: "20:00-23:00", was: "20:00-23:00", otherThere: "20:00-23:00", kind: .group, group: 120, other: 180,
            attended: [120, 180]),
        OverlapExample(
            testDescription: "the planned length is what is left of a group that began early",
            groupWas: "17:50-21:00", there: ["17:50-19:00 19:30-21:00", "17:50-21:00"], plan: "19:00-19:30",
            was: "19:00-19:30", otherThere: "19:00-19:30", group: 160, other: 30, attended: [160, 30]),
        OverlapExample(
            testDescription: "the minimum to count is held against what is left", groupPlan: "18:00-18:40",
            groupWas: "18:00-18:40", there: ["18:00-18:05", "18:00-18:40"], plan: "18:05-18:40", was: "18:05-18:40",
            otherThere: "18:05-18:40", group: 0, other: 35, attended: [5, 35]),
        OverlapExample(
            testDescription: "a group that runs over takes nothing from the next", groupWas: "18:00-21:20",
            there: ["18:00-21:00", "18:00-21:20"], plan: "21:00-22:00", was: "21:00-22:00",
            otherThere: "21:00-22:00", group: 180, other: 60, attended: [180, 60]),
        OverlapExample(
            testDescription: "grace gives no minute twice", there: ["18:00-20:57"], plan: "20:58-22:00",
            was: "20:58-22:00", otherThere: "21:01-22:00", group: 178, other: 62, attended: [177, 59]),
    ]
}

@Suite struct CreditTests {
    static let attendance = [
        CreditExample("the whole evening", there: "17:58-21:00", attended: 180, credited: 180),
        CreditExample("five minutes late, within grace", there: "18:05-21:00", attended: 175, credited: 180),
        CreditExample("six minutes late, beyond grace", there: "18:06-21:00", attended: 174, credited: 174),
        CreditExample("left five minutes early", there: "18:00-20:55", attended: 175, credited: 180),
        CreditExample("left six minutes early", there: "18:00-20:54", attended: 174, credited: 174),
        CreditExample("late and early, each within grace", there: "18:04-20:57", attended: 173, credited: 180),
        CreditExample("gone for half an hour", there: "18:00-19:00 19:30-21:00", attended: 150, credited: 150),
        CreditExample("entered twice", there: "18:00-20:00 19:00-21:00", attended: 180, credited: 180),
        CreditExample("gone before it began", there: "17:40-17:55", attended: 0, credited: 0),
        CreditExample(
            "gone before it began, back in grace", there: "17:40-17:55 18:03-21:00", attended: 177, credited: 180),
        CreditExample("stayed on afterwards", there: "18:00-21:30", attended: 180, credited: 180),
        CreditExample("never there", there: "", attended: 0, credited: 0),
        CreditExample("check-out forgotten", there: "18:00-", attended: 180, credited: 180),
        CreditExample("grace of none", there: "18:01-21:00", rule: .rule(grace: 0), attended: 179, credited: 179),
    ]

    static let breaks = [
        CreditExample("a break of 15", breaks: "19:30-19:45", there: "18:00-21:00", attended: 180, credited: 180),
        CreditExample("a break of 25", breaks: "19:30-19:55", there: "18:00-21:00", attended: 180, credited: 170),
        CreditExample(
            "two of 10", breaks: "19:00-19:10 20:00-20:10", there: "18:00-21:00", attended: 180, credited: 175),
        CreditExample(
            "no break is credited", breaks: "19:30-19:45", there: "18:00-21:00", rule: .rule(breaks: 0), attended: 180,
            credited: 165),
        CreditExample(
            "came back late from 15", breaks: "19:30-19:45", there: "18:00-19:30 19:50-21:00", attended: 160,
            credited: 160),
        CreditExample(
            "came back in minute 20 of 25", breaks: "19:30-19:55", there: "18:00-19:30 19:50-21:00", attended: 160,
            credited: 155),
    ]

    static let interruptions = [
        CreditExample(
            "a fire alarm of 20", interrupted: "19:00-19:20", there: "18:00-21:00", attended: 180, credited: 160),
        CreditExample(
            "a fire alarm of 20, and 20 more at the end", plan: "18:00-21:20", was: "18:00-21:20",
            interrupted: "19:00-19:20", there: "18:00-21:20", attended: 200, credited: 180),
        CreditExample(
            "an alarm in the break takes the break", breaks: "19:30-19:45", interrupted: "19:30-19:50",
            there: "18:00-21:00", attended: 180, credited: 160),
        CreditExample(
            "a break of 15 and an alarm of 10", breaks: "19:30-19:45", interrupted: "20:00-20:10",
            there: "18:00-21:00", attended: 180, credited: 170),
        CreditExample(
            "gone home at the alarm", interrupted: "19:00-19:20", there: "18:00-19:00", attended: 60, credited: 60),
        CreditExample(
            "an alarm at the start isn't forgiven by grace", interrupted: "18:00-18:10", there: "18:05-21:00",
            attended: 175, credited: 170),
        CreditExample(
            "two alarms that overlap", interrupted: "19:00-19:20 19:10-19:30", there: "18:00-21:00", attended: 180,
            credited: 150),
    ]

    static let sessionTimes = [
        CreditExample(
            "therapist late until 18:20", was: "18:20-21:00", there: "17:58-21:00", attended: 160, credited: 160),
        CreditExample(
            "grace counts from the actual start", was: "18:20-21:00", there: "18:24-21:00", attended: 156, credited: 160
        ),
        CreditExample(
            "late start, whole length held", was: "18:20-21:20", there: "17:58-21:20", attended: 180, credited: 180),
        CreditExample("ended at 20:30", was: "18:00-20:30", there: "18:00-20:30", attended: 150, credited: 150),
        CreditExample("overrun by ten", was: "18:00-21:10", there: "18:00-21:10", attended: 190, credited: 180),
        CreditExample(
            "overrun doesn't mend a late arrival", was: "18:00-21:10", there: "18:10-21:10", attended: 180,
            credited: 170),
        CreditExample(
            "overrun is credited", was: "18:00-21:10", there: "18:00-21:10", rule: .rule(overrun: true), attended: 190,
            credited: 190),
        CreditExample(
            "extended to 21:30", plan: "18:00-21:30", was: "18:00-21:30", there: "18:00-21:30", attended: 210,
            credited: 210),
        CreditExample(
            "begun early, came on time", was: "17:50-21:00", there: "18:00-21:00", attended: 180, credited: 180),
        CreditExample(
            "begun early, in from the start", was: "17:50-21:00", there: "17:45-21:00", attended: 190, credited: 180),
        CreditExample(
            "begun early, three minutes late for the plan", was: "17:50-21:00", there: "18:03-21:00", attended: 177,
            credited: 180),
        CreditExample(
            "begun early, six minutes late for the plan", was: "17:50-21:00", there: "18:06-21:00", attended: 174,
            credited: 174),
        CreditExample(
            "begun and ended early, within grace of the start", was: "17:50-20:50", there: "17:54-20:50",
            attended: 176, credited: 180),
        CreditExample(
            "begun and ended early, three minutes late for the plan", was: "17:50-20:50", there: "18:03-20:50",
            attended: 167, credited: 170),
        CreditExample(
            "over midnight", plan: "22:00-25:00", was: "22:00-25:00", there: "22:00-25:00", attended: 180, credited: 180
        ),
    ]

    static let rules = [
        CreditExample("29 minutes are below the minimum", there: "18:00-18:29", attended: 29, credited: 0),
        CreditExample("30 minutes count", there: "18:00-18:30", attended: 30, credited: 30),
        CreditExample(
            "a planned length of 20 is its own minimum", plan: "18:00-18:20", was: "18:00-18:20", there: "18:05-18:20",
            attended: 15, credited: 20),
        CreditExample(
            "14 of 20 planned", plan: "18:00-18:20", was: "18:00-18:20", there: "18:06-18:20", attended: 14, credited: 0
        ),
        CreditExample(
            "a screen earns nothing", plan: "18:00-18:10", was: "18:00-18:10", there: "18:00-18:10", kind: .screen,
            attended: 10, credited: 0),
        CreditExample(
            "a family session earns", plan: "14:00-15:00", was: "14:00-15:00", there: "14:00-15:00", kind: .family,
            attended: 60, credited: 60),
        CreditExample(
            "medication earns where the program says so", plan: "18:00-18:30", was: "18:00-18:30", there: "18:00-18:30",
            kind: .medication, rule: .rule(kinds: [.medication]), attended: 30, credited: 30),
        CreditExample("by video", there: "18:00-21:00 video", attended: 180, credited: 180),
        CreditExample(
            "by video where it doesn't earn", there: "18:00-21:00 video", rule: .rule(video: false), attended: 180,
            credited: 0),
        CreditExample("by sound alone", there: "18:00-21:00 audio_only", attended: 180, credited: 0),
        CreditExample(
            "by sound alone where it earns", there: "18:00-21:00 audio_only", rule: .rule(audio: true), attended: 180,
            credited: 180),
    ]

    @Test(arguments: attendance + breaks + interruptions + sessionTimes + rules)
    func endedSession(_ example: CreditExample) throws {
        let credit = try #require(example.rule.credit([example.session], now: at("30:00")).first)
        #expect(credit.attended.inMinutes == example.attended)
        #expect(credit.credited.inMinutes == example.credited)
        #expect(credit.remaining == .zero)
    }

    /// A session that runs: minutes attended, credited so far and still to be had.
    @Test(arguments: [
        ("in the room since the start", "18:00-", "17:58-", "19:00", 60, 0, 180),
        ("in the room since ten past", "18:00-", "18:10-", "19:00", 50, 0, 170),
        ("not seen yet, within grace", "18:00-", "", "18:04", 0, 0, 180),
        ("not seen yet, an hour gone", "18:00-", "", "19:00", 0, 0, 120),
        ("not seen with less left than counts", "18:00-", "", "20:40", 0, 0, 0),
        ("left after an hour", "18:00-", "18:00-19:00", "19:30", 60, 60, 0),
        ("left within grace of the planned end", "18:00-", "18:00-20:56", "20:57", 176, 180, 0),
        ("back after half an hour", "18:00-", "18:00-19:00 19:30-", "20:00", 90, 0, 150),
        ("therapist late until 18:20", "18:20-", "17:58-", "19:00", 40, 0, 160),
        ("not started, an hour before", "", "", "17:00", 0, 0, 180),
        ("not started, waiting in the room", "", "17:50-", "17:55", 0, 0, 180),
        ("still runs after its planned end", "18:00-", "18:00-", "21:05", 185, 0, 180),
    ])
    func runningSession(_ example: (String, String, String, String, Int, Int, Int)) throws {
        let (_, was, there, now, attended, credited, remaining) = example
        let credit = try #require(
            CreditRule.adult.credit([session(was: was, there: there)], now: at(now)).first)
        #expect(credit.attended.inMinutes == attended)
        #expect(credit.credited.inMinutes == credited)
        #expect(credit.remaining.inMinutes == remaining)
    }

    @Test(arguments: OverlapExample.all)
    func overlap(_ example: OverlapExample) {
        let other = session(example.plan, was: example.was, there: example.otherThere, kind: example.kind)
        // It makes no difference whether somebody entered that the member left the group meanwhile.
        for there in example.there {
            let group = session(example.groupPlan, was: example.groupWas, there: there)
            let rule = CreditRule.adult
            let shown = [example.group, example.other]
            #expect(rule.credit([group, other], now: at("30:00")).map(\.credited.inMinutes) == shown)
            #expect(rule.credit([other, group], now: at("30:00")).map(\.credited.inMinutes) == shown.reversed())
            let attended = rule.credit([group, other], now: at("30:00")).map(\.attended.inMinutes)
            #expect(attended == example.attended)
        }
    }

    /// Who sits in an individual session isn't late for the group that begins meanwhile, and loses nothing of either.
    @Test(arguments: [("17:50-", "", "17:52"), ("17:50-", "", "18:00"), ("17:50-21:00", "17:55-21:00", "30:00")])
    func anEarlyStartTakesNothing(_ example: (String, String, String)) {
        let (was, there, now) = example
        let isOver = !there.isEmpty
        let individual = session(
            "17:25-17:55", was: isOver ? "17:25-17:55" : "17:25-", there: isOver ? "17:25-17:55" : "17:25-",
            kind: .individual)
        let situation = WeekSituation(
            week: week, program: program(Gates(weeklyMinimum: .minutes(210))), enrolledDays: 7,
            sessions: [individual, session(was: was, there: there)], makeups: [], now: at(now), closed: false)
        let figures = situation.figures()
        #expect(figures.possible.inMinutes == 210)
        #expect(figures.lostByMember == .zero)
        #expect(figures.standing == (isOver ? .met : .onTrack))
    }

    @Test func whatIsNotThereEarnsNothing() {
        let sessions = [
            session(cancelled: true), session(calledOut: true),
            session(was: "18:00-21:00", cancelled: true),
        ]
        for credit in CreditRule.adult.credit(sessions, now: at("12:00")) {
            #expect(credit.credited == .zero)
            #expect(credit.remaining == .zero)
        }
    }

    @Test func aSessionCancelledHalfWayCreditsWhatWasReal() {
        let half = session(was: "18:00-19:30", there: "18:00-19:30", cancelled: true)
        #expect(CreditRule.adult.credit([half], now: at("22:00")).map(\.credited.inMinutes) == [90])
    }

    @Test func secondsAreKept() {
        let late = SessionCase(
            session: session().session, kind: .group, date: monday, plannedStart: at("18:00"), plannedEnd: at("21:00"),
            state: .ended, started: at("18:00"), ended: at("21:00"), rostered: true,
            presences: [Presence(from: at("18:05") + Seconds(1), to: at("21:00"), mode: .inPerson)])
        #expect(CreditRule.adult.credit([late], now: at("22:00")).map(\.credited) == [Seconds(174 * 60 + 59)])
    }
}
