import Clinic
import Testing

/// A Monday evening planned from 18:00 to 21:00, in minutes: what it credits, and who lost the rest.
struct LossExample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let session: SessionCase
    let now: Instant
    let credited: Int
    let byClinic: Int
    let byMember: Int

    init(
        _ what: String, _ session: SessionCase, now: String = "23:00", credited: Int, byClinic: Int = 0,
        byMember: Int = 0
    ) {
        testDescription = what
        self.session = session
        self.now = at(now)
        self.credited = credited
        self.byClinic = byClinic
        self.byMember = byMember
    }
}

@Suite("Who lost it: the clinic or the member")
struct LossTests {
    private static let held = "18:00-21:00"

    @Test(arguments: [
        LossExample("there all the time", session(was: held, there: held), credited: 180),
        LossExample(
            "therapist late until 18:20, member in since 17:58", session(was: "18:20-21:00", there: "17:58-21:00"),
            credited: 160, byClinic: 20),
        LossExample(
            "therapist late until 18:20, member comes at 18:40", session(was: "18:20-21:00", there: "18:40-21:00"),
            credited: 140, byClinic: 20, byMember: 20),
        LossExample(
            "therapist late until 18:20, and the evening goes on until 21:20",
            session(was: "18:20-21:20", there: "17:58-21:20"), credited: 180),
        LossExample(
            "begun and ended ten minutes early, in on time", session(was: "17:50-20:50", there: "18:00-20:50"),
            credited: 170, byClinic: 10),
        LossExample(
            "begun and ended ten minutes early, in from the start", session(was: "17:50-20:50", there: "17:50-20:50"),
            credited: 180),
        LossExample(
            "begun and ended ten minutes early, twenty minutes late", session(was: "17:50-20:50", there: "18:20-20:50"),
            credited: 150, byClinic: 10, byMember: 20),
        LossExample("ten minutes late", session(was: held, there: "18:10-21:00"), credited: 170, byMember: 10),
        LossExample("late within grace", session(was: held, there: "18:04-21:00"), credited: 180),
        LossExample("left early", session(was: held, there: "18:00-20:15"), credited: 135, byMember: 45),
        LossExample("not there", session(was: held), credited: 0, byMember: 180),
        LossExample(
            "not there, and it ended an hour early", session(was: "18:00-20:00"), credited: 0, byClinic: 60,
            byMember: 120),
        LossExample("ended early", session(was: "18:00-20:30", there: "18:00-20:30"), credited: 150, byClinic: 30),
        LossExample("cancelled", session(cancelled: true), credited: 0, byClinic: 180),
        LossExample(
            "cancelled after the member had called out", session(calledOut: true, cancelled: true), credited: 0,
            byClinic: 180),
        LossExample(
            "interrupted for half an hour", session(was: held, interrupted: "19:00-19:30", there: held), credited: 150,
            byClinic: 30),
        LossExample(
            "left when the fire alarm went, and didn't return",
            session(was: held, interrupted: "19:00-19:30", there: "18:00-19:00"), credited: 60, byClinic: 30,
            byMember: 90),
        LossExample("a break within the rule", session(was: held, breaks: "19:30-19:45", there: held), credited: 180),
        LossExample(
            "what of a break isn't credited is no part of the plan",
            session(was: held, breaks: "19:30-19:55", there: held), credited: 170),
        LossExample(
            "too little to count, by the member", session(was: held, there: "20:40-21:00"), credited: 0, byMember: 180),
        LossExample("called out of one to come", session(calledOut: true), now: "12:00", credited: 0, byMember: 180),
        LossExample("still to come", session(), now: "12:00", credited: 0),
        LossExample(
            "running since 18:20, the member in: it may go on until 21:20", session(was: "18:20-", there: "17:58-"),
            now: "18:30", credited: 0, byClinic: 20),
        LossExample(
            "running, and nobody has seen the member by 18:30", session(was: "18:00-"), now: "18:30", credited: 0,
            byMember: 30),
        LossExample("a make-up that was missed", session(was: held, rostered: false), credited: 0),
    ])
    func evenings(_ example: LossExample) {
        let figures = WeekSituation(
            week: week, program: program(Gates(weeklyMinimum: .hours(9))), enrolledDays: 7,
            sessions: [example.session], makeups: [], now: example.now, closed: false
        ).figures()
        #expect(figures.credited.inMinutes == example.credited)
        #expect(figures.lostByClinic.inMinutes == example.byClinic)
        #expect(figures.lostByMember.inMinutes == example.byMember)
        #expect(figures.lost.isEmpty == (example.byClinic + example.byMember == 0))
    }
}
