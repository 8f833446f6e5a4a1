import Clinic
import Testing

/// The course of a stay as a case manager would tell it. Everybody is admitted on Monday 2026-01-05.
@Suite struct LevelTests {
    static let adult = ProgramID(unchecked: "iop-adult")
    static let low = ProgramID(unchecked: "low")
    static let admitted = day("2026-01-05")

    static func stay(
        _ levels: [LevelOfCare] = [], holds: [(String, String?)] = [], until last: String? = nil,
        evaluated: String? = nil, planned: String? = nil, recertified: String? = nil
    ) -> Enrolment {
        Enrolment(
            member: MemberCode(unchecked: "M1042"), admitted: admitted, discharged: last.map(day),
            levels: [LevelOfCare(from: admitted, program: adult)] + levels,
            holds: holds.map { Hold(from: day($0.0), until: $0.1.map(day), reason: "a test") },
            dates: StayDates(
                evaluated: evaluated.map(day), planned: planned.map(day), recertified: recertified.map(day)))
    }

    static func plan(_ steps: [Step], stay days: Int? = nil, leads: [StayDue.Kind: Int] = [:]) -> Program {
        let nine = program(Gates(weeklyMinimum: .hours(9), weeklyMaximum: .hours(19), minimumDays: 3))
        return Program(
            id: nine.id, title: nine.title, level: "2.1", effective: nine.effective, cohort: nil, gates: nine.gates,
            credit: nine.credit, partialWeek: .exempt, minimumStayDays: days, alertMargin: nine.alertMargin,
            settling: nine.settling,
            stay: StayRule(
                steps: steps, evaluationDays: 3, planReviewDays: 30, recertificationDays: 60, leadDays: leads))
    }

    static let down = plan([
        Step(afterDays: 30, weeklyMinimum: .hours(6), minimumDays: 2, transitionWeeks: 1),
        Step(afterDays: 30, weeklyMinimum: .hours(3), transitionWeeks: 2),
    ])

    @Test(
        "The next step comes after so many days at the level before it",
        arguments: [
            ("30 days after admission", stay(), "2026-01-10", "2026-02-04", 1),
            ("overdue since the daemon was down", stay(), "2026-02-20", "2026-02-04", 1),
            (
                "30 days after the first step", stay([LevelOfCare(from: day("2026-02-04"), program: adult, step: 1)]),
                "2026-02-10", "2026-03-06", 2
            ),
            (
                "after a step that was taken early",
                stay([LevelOfCare(from: day("2026-01-20"), program: adult, step: 1)]), "2026-02-01", "2026-02-19", 2
            ),
            (
                "14 days on hold don't count", stay(holds: [("2026-01-12", "2026-01-26")]), "2026-01-30",
                "2026-02-18", 1
            ),
            (
                "a hold on what would have been the day", stay(holds: [("2026-02-01", "2026-02-11")]), "2026-02-12",
                "2026-02-14", 1
            ),
            (
                "a requirement of the treatment plan that was taken away again",
                stay([
                    LevelOfCare(from: day("2026-01-12"), program: adult, weekly: .hours(12)),
                    LevelOfCare(from: day("2026-01-19"), program: adult),
                ]), "2026-01-20", "2026-02-18", 1
            ),
        ] as [(String, Enrolment, String, String, Int)])
    func nextStep(_ example: (String, Enrolment, String, String, Int)) throws {
        let (what, stay, today, due, step) = example
        let next = try #require(stay.nextStep(after: day(today), of: Self.down), "\(what)")
        #expect(next.from == day(due), "\(what)")
        #expect(next.step == step, "\(what)")
        #expect(next.program == Self.adult)
    }

    @Test(
        "No step follows by itself",
        arguments: [
            ("after the last", stay([LevelOfCare(from: day("2026-02-04"), program: adult, step: 2)])),
            (
                "while the treatment plan sets the requirement",
                stay([LevelOfCare(from: day("2026-01-12"), program: adult, weekly: .hours(12))])
            ),
            ("during a hold whose end isn't known", stay(holds: [("2026-01-12", nil)])),
            ("after the discharge", stay(until: "2026-01-30")),
        ])
    func noStep(_ example: (String, Enrolment)) {
        #expect(example.1.nextStep(after: day("2026-02-05"), of: Self.down) == nil, "\(example.0)")
    }

    @Test func aStepMayLeadToAnotherProgram() throws {
        let next = try #require(
            Self.stay().nextStep(
                after: day("2026-01-10"), of: Self.plan([Step(afterDays: 10, program: Self.low, transitionWeeks: 1)])))
        #expect(next == LevelOfCare(from: day("2026-01-15"), program: Self.low, transitionWeeks: 1))
    }

    @Test(
        "What a week must hold: minutes, days, since when, and where it comes from",
        arguments: [
            (LevelOfCare(from: admitted, program: adult), 540, 3, "2020-01-01", "the program iop-adult of 2020-01-01"),
            (
                LevelOfCare(from: day("2026-02-04"), program: adult, step: 1), 360, 2, "2026-02-04",
                "step 1 of the program iop-adult of 2026-02-04"
            ),
            (
                LevelOfCare(from: day("2026-03-06"), program: adult, step: 2), 180, 3, "2026-03-06",
                "step 2 of the program iop-adult of 2026-03-06"
            ),
            (
                LevelOfCare(from: day("2026-02-01"), program: adult, weekly: .hours(12)), 720, 3, "2026-02-01",
                "the treatment plan of 2026-02-01"
            ),
            (
                LevelOfCare(from: day("2026-02-10"), program: adult, step: 1, days: 1), 360, 1, "2026-02-10",
                "the treatment plan of 2026-02-10"
            ),
        ] as [(LevelOfCare, Int, Int, String, String)])
    func requirement(_ example: (LevelOfCare, Int, Int, String, String)) {
        let (level, minutes, days, since, source) = example
        let requirement = Requirement(Self.down, at: level)
        #expect(requirement.program.gates.weeklyMinimum == .minutes(minutes))
        #expect(requirement.program.gates.minimumDays == days)
        #expect(requirement.program.gates.weeklyMaximum == .hours(19))
        #expect(requirement.effective == day(since))
        #expect(requirement.source == source)
    }

    @Test(
        "Whole weeks after a change are a transition",
        arguments: [
            // The change is on Wednesday 2026-02-04; weeks begin on Sundays.
            (1, "2026-02-01", false), (1, "2026-02-08", true), (1, "2026-02-15", false), (2, "2026-02-15", true),
            (2, "2026-02-22", false), (0, "2026-02-08", false),
        ] as [(Int, String, Bool)])
    func transition(_ example: (Int, String, Bool)) {
        let level = LevelOfCare(from: day("2026-02-04"), program: Self.adult, transitionWeeks: example.0)
        #expect(level.isTransition(Week(start: day(example.1))) == example.2)
    }

    @Test(
        "The days of a week at each level",
        arguments: [
            ("a whole week", stay(), "2026-01-11", [7]),
            ("admitted on a Monday", stay(), "2026-01-04", [6]),
            ("discharged on a Tuesday", stay(until: "2026-01-13"), "2026-01-11", [3]),
            ("on hold from Wednesday", stay(holds: [("2026-01-14", nil)]), "2026-01-11", [3]),
            ("on hold for two days", stay(holds: [("2026-01-13", "2026-01-15")]), "2026-01-11", [5]),
            (
                "a step on Wednesday", stay([LevelOfCare(from: day("2026-01-14"), program: adult, step: 1)]),
                "2026-01-11", [3, 4]
            ),
            (
                "a step on the first day of the week",
                stay([LevelOfCare(from: day("2026-01-11"), program: adult, step: 1)]), "2026-01-11", [7]
            ),
            (
                "a word of the same requirement", stay([LevelOfCare(from: day("2026-01-14"), program: adult)]),
                "2026-01-11", [7]
            ),
            ("before the stay", stay(), "2025-12-28", []),
        ] as [(String, Enrolment, String, [Int])])
    func days(_ example: (String, Enrolment, String, [Int])) {
        let levels = [example.1].levels(in: Week(start: day(example.2)))
        #expect(levels.map(\.dates.count) == example.3, "\(example.0)")
    }

    @Test(
        "What is due next, and from when on it is said",
        arguments: [
            (stay(), StayDue.Kind.evaluation, "2026-01-08", "2026-01-07"),
            (stay(), .planReview, "2026-02-04", "2026-01-28"),
            (stay(planned: "2026-01-20"), .planReview, "2026-02-19", "2026-02-12"),
            (stay(), .recertification, "2026-03-06", "2026-02-14"),
            (stay(recertified: "2026-03-02"), .recertification, "2026-05-01", "2026-04-11"),
            (stay(), .minimumStay, "2026-04-05", "2026-03-29"),
        ] as [(Enrolment, StayDue.Kind, String, String)])
    func dues(_ example: (Enrolment, StayDue.Kind, String, String)) {
        let (stay, kind, on, said) = example
        let program = Self.plan([], stay: 90, leads: [.recertification: 20])
        let due = stay.dues(by: program).first { $0.kind == kind }
        #expect(due?.on == day(on))
        #expect(due?.said == day(said))
        #expect(Self.stay(evaluated: "2026-01-06").dues(by: program).allSatisfy { $0.kind != .evaluation })
    }
}
