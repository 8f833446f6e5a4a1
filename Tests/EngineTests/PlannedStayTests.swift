import Clinic
import Engine
import Ledger
import Testing

@Suite("Holds and discharges that are still ahead: changed and taken back")
struct PlannedStayTests: StayExamples {
    private func holds(_ clinic: TestClinic) async throws -> [String] {
        try await stays(clinic).flatMap(\.holds).map { "\($0.from) \($0.until?.description ?? "…")" }
    }

    private func places(_ clinic: TestClinic) async throws -> [String] {
        try await clinic.engine.read { try $0.rosterEntries(of: MemberCode(unchecked: "M1042")) }
            .map { "\($0.from) \($0.to?.description ?? "…")" + ($0.waitlisted ? " waits" : "") }
    }

    private func hold(_ from: String, until end: String? = nil) throws -> HoldEnrolment {
        HoldEnrolment(member: "M1042", from: try date(from), until: try end.map(date), reason: "a trip")
    }

    private func discharge(_ day: String, _ ending: Enrolment.Ending = .completed) throws -> DischargeMember {
        DischargeMember(member: "M1042", on: try date(day), ending: ending)
    }

    @Test("A planned hold may be preceded by another, be given another end, and be taken back")
    func plannedHolds() async throws {
        let clinic = try await clinic()
        try await clinic.ask(hold("2026-11-30", until: "2026-12-02"))
        try await clinic.ask(hold("2026-11-24", until: "2026-11-26"))
        #expect(try await holds(clinic) == ["2026-11-24 2026-11-26", "2026-11-30 2026-12-02"])
        // The week of the first one lacks Wednesday's session.
        #expect(try await clinic.week("M1042")?.planned == .hours(6))
        try await clinic.ask(ResumeEnrolment(member: "M1042", on: date("2026-11-25")))
        #expect(try await holds(clinic) == ["2026-11-24 2026-11-25", "2026-11-30 2026-12-02"])
        #expect(try await clinic.week("M1042")?.planned == .hours(9))
        try await clinic.ask(ResumeEnrolment(member: "M1042", hold: date("2026-11-30"), on: date("2026-12-05")))
        #expect(try await holds(clinic).last == "2026-11-30 2026-12-05")
        // Without a day, the next hold isn't to be at all; then there is none.
        try await clinic.ask(ResumeEnrolment(member: "M1042", on: nil))
        try await clinic.ask(ResumeEnrolment(member: "M1042", hold: date("2026-11-30"), on: date("2026-11-30")))
        #expect(try await holds(clinic).isEmpty)
        #expect(await refusal(clinic, ResumeEnrolment(member: "M1042", on: nil)).contains("is not on hold"))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("What would be two holds at once is refused, and says how to change the known one")
    func overlaps() async throws {
        let clinic = try await clinic()
        try await clinic.ask(hold("2026-11-30", until: "2026-12-02"))
        for hold in [try hold("2026-11-26"), try hold("2026-12-01"), try hold("2026-11-29", until: "2026-12-01")] {
            let message = await refusal(clinic, hold)
            #expect(message.contains("M1042 is on hold from 2026-11-30 until 2026-12-02 already"))
            #expect(message.contains("'convene enrolment resume M1042 --hold 2026-11-30'"))
        }
        try await clinic.ask(hold("2026-12-02", until: "2026-12-04"))
        let into = ResumeEnrolment(member: "M1042", hold: try date("2026-11-30"), on: try date("2026-12-03"))
        #expect(await refusal(clinic, into).contains("is on hold again from 2026-12-02 on"))
        #expect(try await refusal(clinic, hold("2026-12-10", until: "2026-12-10")).contains("can't end on 2026-12-10"))
    }

    @Test("A discharge ahead is moved to another day with the places, and taken back whole")
    func plannedDischarge() async throws {
        let clinic = try await clinic()
        try await clinic.ask(discharge("2026-12-01"))
        #expect(try await places(clinic) == ["2026-10-01 2026-12-01"])
        #expect(try await clinic.ask(discharge("2026-12-01")).outcome.changed == false)
        try await clinic.ask(discharge("2026-12-15", .left))
        #expect(try await stays(clinic).map(\.discharged) == [try date("2026-12-15")])
        #expect(try await stays(clinic).map(\.ending) == [.left])
        #expect(try await places(clinic) == ["2026-10-01 2026-12-01", "2026-12-02 2026-12-15"])
        try await clinic.ask(DischargeMember(member: "M1042", on: nil, ending: .left))
        #expect(try await stays(clinic).map(\.discharged) == [try date("2026-11-22")])
        #expect(try await clinic.week("M1042")?.planned == .zero)
        let reinstated = try await clinic.ask(ReinstateEnrolment(member: "M1042", reason: "a mistake")).outcome
        #expect(reinstated.waitlisted.isEmpty)
        #expect(try await stays(clinic).map(\.discharged) == [nil])
        #expect(try await places(clinic).last == "2026-11-23 …")
        #expect(try await clinic.week("M1042")?.planned == .hours(9))
        #expect(
            await refusal(clinic, ReinstateEnrolment(member: "M1042", reason: "again")).contains("has no discharge"))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Who gets a stay back whose place somebody else has by then waits for one")
    func placeTaken() async throws {
        let clinic = try await clinic()
        try await clinic.ask(AddGroup(TestClinic.group("small", days: [.tuesday], capacity: 1)))
        try await clinic.ask(AddMembers([TestClinic.form("M2000", "Ben Quill", groups: [])]))
        try await clinic.ask(AddToRoster(group: "small", members: ["M1042"], from: nil, to: nil))
        try await clinic.ask(AddToRoster(group: "small", members: ["M2000"], from: nil, to: nil))
        try await clinic.ask(discharge("2026-11-22"))
        await clinic.pass(until: "2026-11-23 08:00")
        let outcome = try await clinic.ask(ReinstateEnrolment(member: "M1042", reason: "stays after all")).outcome
        #expect(outcome.waitlisted.map(\.rawValue) == ["small"])
    }

    @Test("A discharge that is over is taken back first, and what reaches into a closed week is a supervisor's")
    func pastDischarge() async throws {
        let clinic = try await clinic()
        try await clinic.ask(discharge("2026-11-25"))
        await clinic.pass(until: "2026-11-30 08:00")
        #expect(try await refusal(clinic, discharge("2026-11-30")).contains("'convene enrolment reinstate M1042"))
        let back = ReinstateEnrolment(member: "M1042", reason: "a mistake")
        #expect(await refusal(clinic, back).contains("the week of 2026-11-22 is closed"))
        try await clinic.ask(back, as: Caller(uid: 2000, isSupervisor: true))
        #expect(try await record(clinic, "2026-11-22")?.figures.exemption == nil)
        #expect(try await record(clinic, "2026-11-29")?.figures.planned == .hours(9))
    }

    @Test("Days that nobody means are refused")
    func slips() async throws {
        let clinic = try await clinic()
        for command in [
            try discharge("2099-11-01") as any Command, try hold("9999-12-31"),
            try hold("2026-12-01", until: "9999-12-31"),
            SetEnrolment(member: "M1042", weekly: .hours(6), from: try date("9999-12-31"), reason: "a plan"),
            AdvanceEnrolment(member: "M1042", from: try date("9999-12-31"), reason: "a plan"),
            TransferMember(member: "M1042", to: "low", on: try date("9999-12-31"), groups: []),
        ] {
            #expect(await refusal(clinic, command).contains("is more than two years ahead"))
        }
        let long = SetEnrolment(member: "M1042", dates: StayDates(evaluated: try date("1900-01-01")))
        #expect(await refusal(clinic, long).contains("more than a year before the stay of M1042"))
    }
}
