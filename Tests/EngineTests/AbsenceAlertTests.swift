import Clinic
import Engine
import Ledger
import Testing

@Suite("Alerts about absences")
struct AbsenceAlertTests {
    /// A week in which M1042 comes only to some evenings, and M2000 to all; seen at the end of its last one's settling.
    private func clinic(absent days: [String]) async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            DefineProgram(
                TestClinic.program(
                    effective: "2026-02-01",
                    absences: AbsenceRule(consecutive: 2, frequent: 3, lateNotices: 2, ofLast: 6))))
        try await clinic.ask(AlertTests.person("RK", .caseManager))
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        try await clinic.ask(AssignMember("M1042", caseManager: "RK", deputy: nil))
        for day in ["2026-11-23", "2026-11-25", "2026-11-27", "2026-11-30"] where day <= days.max() ?? "" {
            await clinic.pass(until: "\(day) 18:00")
            _ = try await clinic.checkIn("M2000")
            if !days.contains(day) { _ = try await clinic.checkIn("M1042") }
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "\(day) 21:00")
            try await clinic.ask(EndSession(session: nil, at: nil))
        }
        return clinic
    }

    private func alerts(_ clinic: TestClinic) async throws -> [AlertRecord] {
        try await clinic.engine.read { store in
            try store.absenceAlerts(of: MemberCode(unchecked: "M1042"))
                + store.absenceAlerts(of: MemberCode(unchecked: "M2000"))
        }
    }

    @Test("Two no-shows in a row are an alert for the case manager, half an hour after the session, once")
    func consecutive() async throws {
        let clinic = try await clinic(absent: ["2026-11-23", "2026-11-25"])
        await clinic.pass(until: "2026-11-25 21:29")
        #expect(try await alerts(clinic).isEmpty)
        await clinic.pass(until: "2026-11-25 21:31")
        let alert = try #require(try await alerts(clinic).first)
        #expect(alert.kind == .consecutiveAbsences)
        #expect(alert.member?.rawValue == "M1042")
        #expect(alert.addressees.map(\.rawValue) == ["RK"])
        #expect(
            alert.sentence == "2 no-shows one after the other, too many by the program iop-adult of 2026-02-01: "
                + "Mon 2026-11-23 (evening-iop), Wed 2026-11-25 (evening-iop)")
        // A third one in the same row is another rule's alert, and not this one's again.
        await clinic.pass(until: "2026-11-27 18:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-28 12:00")
        #expect(
            try await alerts(clinic).filter { $0.member?.rawValue == "M1042" }.map(\.kind) == [
                .consecutiveAbsences, .frequentAbsences,
            ])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("What is corrected before it settles raises nothing")
    func correctedInTime() async throws {
        let clinic = try await clinic(absent: ["2026-11-23", "2026-11-25"])
        try await clinic.ask(
            ReviewAbsence(session: "evening-iop@2026-11-25", member: "M1042", as: .excused, reason: "ill"))
        await clinic.pass(until: "2026-11-26 12:00")
        #expect(try await alerts(clinic).isEmpty)
    }

    @Test("An excuse withdraws the alert and is cited by it; without it the alert comes back")
    func excused() async throws {
        let clinic = try await clinic(absent: ["2026-11-23", "2026-11-25"])
        await clinic.pass(until: "2026-11-26 12:00")
        let supervisor = Caller(uid: 2000, isSupervisor: true)
        let cause = try await clinic.lastSequence() + 1
        try await clinic.ask(
            ReviewAbsence(session: "evening-iop@2026-11-23", member: "M1042", as: .excused, reason: "ill"),
            as: supervisor)
        #expect(try await alerts(clinic).map(\.state) == [.withdrawn])
        #expect(try await alerts(clinic).first?.endedBy == cause)
        try await clinic.ask(
            ReviewAbsence(session: "evening-iop@2026-11-23", member: "M1042", as: .unexcused, reason: "it wasn't so"),
            as: supervisor)
        #expect(try await alerts(clinic).map(\.state) == [.withdrawn, .raised])
    }

    @Test("Nobody who is in the room is told to have been absent")
    func present() async throws {
        let clinic = try await clinic(absent: ["2026-11-23", "2026-11-25"])
        try await clinic.ask(
            AddSession(
                kind: .individual, members: ["M1042"], facilitators: [], on: nil,
                at: WallTime(text: "21:15") ?? .midnight,
                length: .hours(1)))
        await clinic.pass(until: "2026-11-25 21:20")
        _ = try await clinic.checkIn("M1042")
        await clinic.pass(until: "2026-11-25 21:40")
        #expect(try await alerts(clinic).isEmpty)
    }

    @Test("Calling out too late twice is an alert; in time it isn't")
    func lateNotice() async throws {
        let clinic = try await clinic(absent: [])
        for (day, call) in [("2026-11-23", "2026-11-23 17:00"), ("2026-11-25", "2026-11-25 12:00")] {
            await clinic.pass(until: call)
            try await clinic.ask(
                CallOut(session: "evening-iop@\(day)", member: "M1042", withdraws: false, reason: nil))
            await clinic.pass(until: "\(day) 18:00")
            _ = try await clinic.checkIn("M2000")
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "\(day) 22:00")
        }
        await clinic.pass(until: "2026-11-26 09:00")
        #expect(try await alerts(clinic).map(\.kind) == [.lateNotice])
    }
}
