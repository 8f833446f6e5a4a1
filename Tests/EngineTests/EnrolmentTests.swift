import Clinic
import Engine
import Ledger
import Testing

@Suite("Stays: levels of care, holds, transfers and waiting")
struct EnrolmentTests: StayExamples {
    private static let supervisor = Caller(uid: 2000, isSupervisor: true)
    private static let low = ProgramID(unchecked: "low")

    @Test("A requirement of the treatment plan holds from its day on, and the weeks before keep theirs")
    func individualRequirement() async throws {
        let clinic = try await clinic()
        try await clinic.ask(
            SetEnrolment(member: "M1042", weekly: .hours(12), from: date("2026-11-29"), reason: "plan of November"))
        #expect(try await clinic.week("M1042")?.required == .hours(9))
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        await clinic.pass(until: "2026-11-30 08:00")
        let week = try #require(try await record(clinic, "2026-11-29"))
        #expect(week.figures.required == .hours(12))
        #expect(week.effective == (try date("2026-11-29")))
        // The schedule has 9 hours only.
        #expect(week.figures.standing == .outOfReach)
        // Taken away again, the program's own holds.
        try await clinic.ask(
            SetEnrolment(member: "M1042", weekly: .zero, from: date("2026-11-29"), reason: "a mistake"))
        #expect(try await record(clinic, "2026-11-29")?.figures.required == .hours(9))
        #expect(try await record(clinic, "2026-11-29")?.figures.standing == .onTrack)
        #expect(try await record(clinic, "2026-11-22")?.figures.required == .hours(9))
    }

    @Test("A level that changes within a week leaves the week partial, one that changes on its first day doesn't")
    func withinAWeek() async throws {
        let clinic = try await clinic()
        try await clinic.ask(
            SetEnrolment(member: "M1042", weekly: .hours(12), from: date("2026-11-25"), reason: "plan"))
        #expect(try await clinic.week("M1042")?.exemption == .partial)
        #expect(try await clinic.week("M1042")?.required == .hours(12))
        try await clinic.ask(SetEnrolment(member: "M1042", weekly: .zero, from: date("2026-11-25"), reason: "mistake"))
        try await clinic.ask(
            SetEnrolment(member: "M1042", weekly: .hours(12), from: date("2026-11-22"), reason: "plan"))
        try await clinic.ask(
            SetEnrolment(member: "M1042", weekly: .hours(12), from: date("2026-11-25"), reason: "same"))
        #expect(try await clinic.week("M1042")?.exemption == nil)
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
    }

    @Test(
        "A week with a hold is prorated by days or by sessions",
        arguments: [
            // On hold from Wednesday: 3 of 7 days, and 1 of 3 sessions, are left of 9 hours.
            (PartialWeek.prorate, 232), (.prorateSessions, 180), (.full, 540),
        ])
    func prorated(rule: PartialWeek, minutes: Int) async throws {
        let clinic = try await clinic(partial: rule)
        try await clinic.ask(HoldEnrolment(member: "M1042", from: date("2026-11-25"), reason: "in hospital"))
        #expect(try await clinic.week("M1042")?.required == .minutes(minutes))
        #expect(try await clinic.week("M1042")?.planned == .hours(3))
    }

    @Test("A step to another program by hand ends the places in groups that aren't for it")
    func otherProgram() async throws {
        let clinic = try await clinic()
        let outcome = try await clinic.ask(
            SetEnrolment(member: "M1042", program: "low", from: date("2026-11-29"), reason: "goals reached")
        ).outcome
        #expect(outcome.left.map(\.rawValue) == ["evening-iop"])
        try await clinic.ask(
            AddToRoster(group: "low-group", members: ["M1042"], from: date("2026-11-29"), to: nil))
        await clinic.pass(until: "2026-11-30 08:00")
        let week = try #require(try await record(clinic, "2026-11-29"))
        #expect(week.program == Self.low)
        #expect(week.figures.required == .hours(3))
        #expect(week.figures.planned == .hours(3))
        #expect(try await record(clinic, "2026-11-22")?.program.rawValue == "iop-adult")
    }

    @Test("On hold nobody expects a member, the week is partial, and who comes is told to resume first")
    func hold() async throws {
        let clinic = try await clinic()
        try await attend(clinic, "2026-11-23")
        try await clinic.ask(HoldEnrolment(member: "M1042", from: date("2026-11-25"), reason: "in hospital"))
        await clinic.pass(until: "2026-11-25 18:00")
        let message = await refusal(
            clinic, CheckIn(member: "M1042", session: nil, at: nil, mode: .inPerson, walkIn: false))
        #expect(message == "M1042 is on hold on 2026-11-25; end that with 'convene enrolment resume M1042' first")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-12-13 00:30")
        await clinic.engine.runDue()
        let attendances = try await clinic.engine.read { store in
            try ["evening-iop@2026-11-25", "evening-iop@2026-11-27", "evening-iop@2026-12-02"].flatMap {
                try store.attendances(at: SessionName(unchecked: $0))
            }
        }
        #expect(attendances.isEmpty)
        #expect(try await record(clinic, "2026-11-22")?.figures.standing == .exempt)
        #expect(try await record(clinic, "2026-11-29") == nil)
        #expect(try await clinic.engine.read { try $0.alerts(all: true) }.isEmpty)
        try await clinic.ask(ResumeEnrolment(member: "M1042", on: date("2026-12-13")))
        #expect(try await clinic.week("M1042")?.planned == .hours(9))
        #expect(try await clinic.week("M1042")?.exemption == nil)
        #expect(await refusal(clinic, ResumeEnrolment(member: "M1042", on: nil)).contains("M1042 is not on hold"))
    }

    @Test("A transfer closes one stay and opens the next in one go")
    func transfer() async throws {
        let clinic = try await clinic()
        let outcome = try await clinic.ask(
            TransferMember(member: "M1042", to: "low", on: date("2026-11-29"), groups: ["low-group"])
        ).outcome
        #expect(outcome.left.map(\.rawValue) == ["evening-iop"])
        let stays = try await stays(clinic)
        #expect(stays.map(\.admitted) == [try date("2026-10-01"), try date("2026-11-29")])
        #expect(stays[0].discharged == (try date("2026-11-28")))
        #expect(stays[0].ending == .transferred)
        await clinic.pass(until: "2026-11-30 08:00")
        #expect(try await record(clinic, "2026-11-29")?.program == Self.low)
        #expect(try await record(clinic, "2026-11-29")?.figures.planned == .hours(3))
        // Refused, nothing of it has happened.
        let before = try await clinic.lastSequence()
        let message = try await refusal(
            clinic, TransferMember(member: "M1042", to: "iop-adult", on: date("2026-11-29"), groups: []))
        #expect(message.contains("can't be transferred on 2026-11-29, since their stay begins on 2026-11-29"))
        #expect(try await clinic.lastSequence() == before)
    }

    @Test("Who was discharged before a week whose figures are written has an exempt week, and it is closed")
    func dischargedBeforeAWrittenWeek() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-25 12:00")
        try await clinic.ask(DischargeMember(member: "M1042", on: date("2026-11-21"), ending: .left))
        #expect(try await clinic.week("M1042")?.exemption == .partial)
        await clinic.pass(until: "2026-11-30 01:00")
        let week = try #require(try await record(clinic, "2026-11-22"))
        #expect(week.closed)
        #expect(week.figures.standing == .exempt)
        #expect(try await record(clinic, "2026-11-29") == nil)
        #expect(try await clinic.engine.read { try $0.alerts(all: false) }.isEmpty)
    }

    @Test("An absence early in a partial week alerts; closed as exempt, the week takes the alert back")
    func exemptAtTheClose() async throws {
        let clinic = try await clinic()
        try await clinic.ask(DischargeMember(member: "M1042", on: date("2026-11-22"), ending: .left))
        await clinic.pass(until: "2026-11-24 08:00")
        try await clinic.ask(
            AdmitMember(member: "M1042", program: "iop-adult", on: date("2026-11-24"), groups: ["evening-iop"]))
        try await clinic.ask(
            AddMembers([TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-25 18:00")
        _ = try await clinic.checkIn("M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-28 12:00")
        let alerts = {
            try await clinic.engine.read { try $0.alerts(all: true).filter { $0.member?.rawValue == "M1042" } }
        }
        #expect(try await alerts().map(\.kind) == [.atRisk])
        #expect(try await alerts().map(\.state) == [.raised])
        await clinic.pass(until: "2026-11-29 06:30")
        #expect(try await record(clinic, "2026-11-22")?.figures.standing == .exempt)
        #expect(try await alerts().map(\.state) == [.withdrawn])
        let closing = try await clinic.engine.read {
            try $0.events(after: 0, limit: 10_000).last { $0.type == "week.closed" }
        }
        #expect(try await alerts().first?.endedBy == closing?.sequence)
    }

    @Test("Somebody may wait to be admitted, be admitted, or give up; a planned stay may be cancelled")
    func waiting() async throws {
        let clinic = try await clinic()
        try await clinic.ask(DischargeMember(member: "M1042", on: date("2026-11-22"), ending: .completed))
        await clinic.pass(until: "2026-11-23 08:00")
        try await clinic.ask(AdmitMember(member: "M1042", program: "low", on: nil, groups: [], waits: true))
        #expect(try await stays(clinic).last?.state(on: try date("2026-11-23")) == .waitlisted)
        #expect(
            await refusal(clinic, AdmitMember(member: "M1042", program: "low", on: nil, groups: [], waits: true))
                .contains("since they wait for low"))
        try await clinic.ask(DischargeMember(member: "M1042", on: nil, ending: .moved))
        #expect(try await stays(clinic).count == 1)
        try await clinic.ask(AdmitMember(member: "M1042", program: "low", on: nil, groups: [], waits: true))
        try await clinic.ask(
            AdmitMember(member: "M1042", program: "iop-adult", on: date("2026-11-30"), groups: ["evening-iop"]))
        let monday = try date("2026-11-23")
        #expect(try await stays(clinic).map { $0.state(on: monday) } == [.discharged, .planned])
        try await clinic.ask(DischargeMember(member: "M1042", on: nil, ending: .left))
        #expect(try await stays(clinic).count == 1)
        #expect(
            try await clinic.engine.read { try $0.roster(of: GroupID(unchecked: "evening-iop")) }.filter {
                $0.from > monday
            }.isEmpty)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Nobody is discharged before their stay began, and of two stays the present one is meant")
    func whichStay() async throws {
        let clinic = try await clinic()
        let before = try await clinic.lastSequence()
        let message = try await refusal(
            clinic, DischargeMember(member: "M1042", on: date("2026-09-01"), ending: .left))
        #expect(message.contains("can't be discharged on 2026-09-01: their stay began on 2026-10-01"))
        #expect(try await clinic.lastSequence() == before)
        try await clinic.ask(DischargeMember(member: "M1042", on: date("2026-12-31"), ending: .completed))
        try await clinic.ask(
            AdmitMember(member: "M1042", program: "low", on: date("2027-01-05"), groups: []))
        try await clinic.ask(HoldEnrolment(member: "M1042", from: date("2026-12-01"), reason: "a test"))
        #expect(try await stays(clinic).map(\.holds.count) == [1, 0])
    }

    @Test("What reaches into a closed week is a supervisor's, and works it out anew")
    func closedWeek() async throws {
        let clinic = try await clinic()
        for day in ["2026-11-23", "2026-11-25"] { try await attend(clinic, day) }
        await clinic.pass(until: "2026-11-30 12:00")
        #expect(try await record(clinic, "2026-11-22")?.figures.standing == .shortfall)
        let asked = SetEnrolment(member: "M1042", weekly: .hours(6), from: try date("2026-11-22"), reason: "late plan")
        #expect(await refusal(clinic, asked).contains("since the week of 2026-11-22 is closed; ask a supervisor"))
        try await clinic.ask(asked, as: Self.supervisor)
        #expect(try await record(clinic, "2026-11-22")?.figures.standing == .met)
        #expect(try await record(clinic, "2026-11-22")?.closed == true)
        #expect(try await clinic.engine.read { try $0.alerts(all: true).map(\.state) } == [.withdrawn])
    }

    @Test(
        "What can't be is refused with a reason",
        arguments: [
            (
                SetEnrolment(member: "M1042", weekly: .hours(20), reason: "a test"),
                "20 h 00 a week is more than iop-adult allows, 19 h 00; choose less, or another program with --program"
            ),
            (SetEnrolment(member: "M1042", weekly: .hours(12)), "needs a reason"),
            (SetEnrolment(member: "M1042"), "nothing was said to be set for M1042"),
            (SetEnrolment(member: "M1042", days: 8, reason: "a test"), "a week has 1 to 7 days of treatment"),
            (
                SetEnrolment(
                    member: "M1042", weekly: .hours(12), from: LocalDate(text: "2026-09-01"), reason: "a test"),
                "their stay begins on 2026-10-01"
            ),
            (SetEnrolment(member: "M1042", program: "none", reason: "a test"), "there is no program none; there are"),
            (
                SetEnrolment(member: "M1042", dates: StayDates(evaluated: LocalDate(text: "2027-01-01"))),
                "what is done on 2027-01-01 is still ahead"
            ),
        ])
    func refusals(command: SetEnrolment, reason: String) async throws {
        let clinic = try await clinic()
        let before = try await clinic.lastSequence()
        let message = await refusal(clinic, command)
        #expect(message.contains(reason), "\(message)")
        #expect(try await clinic.lastSequence() == before)
    }
}
