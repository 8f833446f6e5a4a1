import Clinic
import Engine
import Ledger
import Testing

@Suite("What the course of a stay brings by itself: steps down, and what is due")
struct StepTests: StayExamples {
    @Test("A step-down plan advances by itself on its days, in order after downtime, and each step once")
    func stepDown() async throws {
        let clinic = try await clinic(
            StayRule(steps: [
                Step(afterDays: 58, weeklyMinimum: .hours(6), transitionWeeks: 1),
                Step(afterDays: 10, weeklyMinimum: .hours(3)),
                Step(afterDays: 7, program: ProgramID(unchecked: "low")),
            ]))
        // 58 days after 2026-10-01.
        await clinic.pass(until: "2026-11-28 00:01")
        var levels = try await stays(clinic)[0].levels
        #expect(levels.map(\.from) == [try date("2026-10-01"), try date("2026-11-28")])
        #expect(try await clinic.week("M1042")?.exemption == .partial)
        await clinic.pass(until: "2026-11-29 00:01")
        #expect(try await clinic.week("M1042")?.exemption == .transition)
        #expect(try await clinic.week("M1042")?.required == .hours(6))
        // The daemon sleeps over two more steps.
        clinic.clock.now = TestClinic.at("2026-12-20 12:00")
        try await clinic.ask(ScheduleAhead(), as: .clock)
        await clinic.engine.runDue()
        levels = try await stays(clinic)[0].levels
        #expect(
            levels.map { "\($0.from) \($0.program) \($0.step)" } == [
                "2026-10-01 iop-adult 0", "2026-11-28 iop-adult 1", "2026-12-08 iop-adult 2", "2026-12-15 low 0",
            ])
        try await clinic.ask(ScheduleAhead(), as: .clock)
        #expect(try await stays(clinic)[0].levels.count == 4)
        // The weeks that passed meanwhile were closed by what held then.
        #expect(try await record(clinic, "2026-11-29")?.figures.required == .hours(6))
        #expect(try await record(clinic, "2026-12-13")?.program == ProgramID(unchecked: "low"))
        let assigned = try await clinic.engine.read {
            try $0.events(after: 0, limit: 10_000).filter { $0.type == "enrolment.assigned" }
        }
        #expect(assigned.map(\.actor) == ["clock", "clock", "clock"])
        #expect(assigned.allSatisfy { $0.body.contains("\"byClock\":true") })
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A step may be taken by hand before its day, and the next one counts from there")
    func stepByHand() async throws {
        let clinic = try await clinic(
            StayRule(steps: [
                Step(afterDays: 90, weeklyMinimum: .hours(6)), Step(afterDays: 20, weeklyMinimum: .hours(3)),
            ]))
        try await clinic.ask(AdvanceEnrolment(member: "M1042", from: date("2026-11-23"), reason: "ready"))
        await clinic.pass(until: "2026-12-13 12:00")
        #expect(
            try await stays(clinic)[0].levels.map { "\($0.from) \($0.step)" }.suffix(2) == [
                "2026-11-23 1", "2026-12-13 2",
            ])
        let message = await refusal(clinic, AdvanceEnrolment(member: "M1042", from: nil, reason: "on"))
        #expect(message.contains("has no further step for M1042"))
    }

    @Test("A step may be taken back or set by its number, and the plan goes on from there")
    func stepUp() async throws {
        let clinic = try await clinic(
            StayRule(steps: [
                Step(afterDays: 10, weeklyMinimum: .hours(6), transitionWeeks: 2),
                Step(afterDays: 20, weeklyMinimum: .hours(3)),
                Step(afterDays: 20, program: ProgramID(unchecked: "low")),
            ]))
        try await clinic.ask(AdvanceEnrolment(member: "M1042", from: date("2026-11-22"), reason: "ready"))
        try await clinic.ask(SetEnrolment(member: "M1042", weekly: .hours(7), from: date("2026-11-22"), reason: "plan"))
        try await clinic.ask(SetEnrolment(member: "M1042", step: 0, from: date("2026-11-24"), reason: "back up"))
        let level = try #require(try await stays(clinic)[0].levels.last)
        #expect((level.step, level.weekly, level.transitionWeeks) == (0, nil, 0))
        await clinic.pass(until: "2026-12-04 00:01")
        #expect(try await stays(clinic)[0].levels.map { "\($0.from) \($0.step)" }.last == "2026-12-04 1")
        try await clinic.ask(SetEnrolment(member: "M1042", step: 2, from: date("2026-12-06"), reason: "down"))
        let again = SetEnrolment(member: "M1042", step: 2, from: try date("2026-12-06"), reason: "again")
        #expect(try await clinic.ask(again).outcome.changed == false)
        #expect(
            await refusal(clinic, SetEnrolment(member: "M1042", step: 3, reason: "more")).contains("steps 0 to 2"))
        let none = SetEnrolment(member: "M1042", program: "low", step: 1, reason: "more")
        #expect(await refusal(clinic, none).contains("low has no steps of its own"))
    }

    @Test("What a stay asks for is said ahead of time, once, also after downtime, and again when it has been done")
    func dues() async throws {
        let clinic = try await clinic(
            StayRule(
                planReviewDays: 61, recertificationDays: 60, leadDays: [.recertification: 5, .planReview: 5]))
        let said = {
            try await clinic.engine.read { store in
                try store.events(after: 0, limit: 10_000).filter { $0.type.hasSuffix("_due") }.map {
                    "\($0.type) \(TestClinic.zone.date(at: $0.recorded))"
                }
            }
        }
        await clinic.pass(until: "2026-11-24 23:59")
        #expect(try await said().isEmpty)
        await clinic.pass(until: "2026-11-25 00:01")
        #expect(try await said() == ["enrolment.recertification_due 2026-11-25"])
        try await clinic.ask(SetEnrolment(member: "M1042", dates: StayDates(planned: date("2026-11-20"))))
        // Ten days of sleep; the plan is fresh, the recertification was said, 90 days are reached on 2026-12-30.
        clinic.clock.now = TestClinic.at("2026-12-05 12:00")
        for _ in 0..<2 { try await clinic.ask(ScheduleAhead(), as: .clock) }
        #expect(try await said().count == 1)
        try await clinic.ask(SetEnrolment(member: "M1042", dates: StayDates(recertified: date("2026-12-01"))))
        await clinic.pass(until: "2026-12-23 00:01")
        #expect(try await said().last == "enrolment.minimum_stay_due 2026-12-23")
        await clinic.pass(until: "2027-01-25 00:01")
        #expect(try await said().count == 4)
        #expect(
            try await said().suffix(2) == [
                "enrolment.plan_review_due 2027-01-15", "enrolment.recertification_due 2027-01-25",
            ])
    }
}
