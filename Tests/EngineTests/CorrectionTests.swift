import Clinic
import Engine
import Ledger
import Testing

@Suite("Setting right what was entered")
struct CorrectionTests {
    private static let monday = "evening-iop@2026-11-23"
    private static let supervisor = Caller(uid: 2000, isSupervisor: true)

    /// Monday, 18:00 to 21:00: M1042 was there from 18:20 on, M2000 didn't come.
    private func clinicAfterMonday() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 18:20")
        _ = try await clinic.checkIn("M1042")
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        return clinic
    }

    private func correct(
        _ clinic: TestClinic, _ member: String = "M1042", in came: [String] = [], out went: [String] = [],
        session: String = monday, walkIn: Bool = false, as caller: Caller = Caller(uid: 1000)
    ) async throws -> CorrectionOutcome {
        try await clinic.ask(
            CorrectAttendance(
                session: session, member: member, came: came, went: went, mode: nil, walkIn: walkIn, reason: "the sheet"
            ),
            as: caller
        ).outcome
    }

    private func entry(_ clinic: TestClinic, _ member: String, _ session: String = monday) async throws
        -> AttendanceEntry?
    {
        try await clinic.engine.read { store in
            let session = try #require(try store.session(SessionName(unchecked: session)))
            return try store.entry(of: MemberCode(unchecked: member), at: session)
        }
    }

    private func alerts(_ clinic: TestClinic, _ member: String) async throws -> [String] {
        try await clinic.engine.read { store in
            try store.alerts(all: true).reversed().filter { $0.member?.rawValue == member }.map {
                "\($0.kind.rawValue) \($0.state.rawValue)"
            }
        }
    }

    /// Each row: the times in, the times out, and the minutes attended and credited of Monday's three hours.
    @Test(
        "The times that were entered give way to the right ones",
        arguments: [
            (["18:00"], [String](), 180, 180),
            (["18:04"], [], 176, 180),
            (["18:10"], [], 170, 170),
            ([], ["20:45"], 145, 145),
            (["18:00"], ["20:45"], 165, 165),
            (["18:00"], ["18:20"], 20, 0),
            (["18:00", "19:30"], ["19:00", "21:00"], 150, 150),
            (["18:00", "19:30"], ["19:00"], 150, 150),
            (["17:50"], ["21:00"], 180, 180),
        ])
    func times(came: [String], went: [String], attended: Int, credited: Int) async throws {
        let clinic = try await clinicAfterMonday()
        let outcome = try await correct(clinic, in: came, out: went)
        #expect(outcome.changed)
        #expect(outcome.attended == .minutes(attended))
        #expect(outcome.credited == .minutes(credited))
        #expect(try await clinic.week("M1042")?.credited == .minutes(credited))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test(
        "Times that can't be are refused, and nothing changes",
        arguments: [
            (["21:30"], [String]()), ([], ["18:10"]), ([], ["21:10"]), (["18:00", "18:30"], ["19:00", "20:00"]),
            (["18:00", "19:00"], []), ([], ["19:00", "20:00"]), (["12:00"], []), ([], []), (["25:00"], []),
        ])
    func impossibleTimes(came: [String], went: [String]) async throws {
        let clinic = try await clinicAfterMonday()
        let before = try await clinic.lastSequence()
        await #expect(throws: Refusal.self) { try await correct(clinic, in: came, out: went) }
        #expect(try await clinic.lastSequence() == before)
    }

    @Test("Who was forgotten is entered afterwards, and is no longer a no-show")
    func forgotten() async throws {
        let clinic = try await clinicAfterMonday()
        let outcome = try await correct(clinic, "M2000", in: ["18:00"], out: ["21:00"])
        #expect(outcome.before == AttendanceEntry(state: .noShow, origin: .rostered))
        #expect(outcome.after?.state == .left)
        #expect(try await clinic.week("M2000")?.standing == .onTrack)
    }

    @Test("An alert that a correction makes wrong is taken back, and one that it makes due is raised, once")
    func alertsFollow() async throws {
        let clinic = try await clinicAfterMonday()
        await clinic.pass(until: "2026-11-23 21:45")
        #expect(try await alerts(clinic, "M2000") == ["out_of_reach raised"])
        _ = try await correct(clinic, "M2000", in: ["18:00"], out: ["21:00"])
        #expect(try await alerts(clinic, "M2000") == ["out_of_reach withdrawn"])
        try await clinic.ask(MarkNoShow(session: Self.monday, member: "M2000", reason: "it was another"))
        await clinic.pass(until: "2026-11-24 08:00")
        #expect(try await alerts(clinic, "M2000") == ["out_of_reach withdrawn", "out_of_reach raised"])
    }

    @Test("A correction of a closed week works it out anew: the shortfall goes, and comes back, each once")
    func closedWeek() async throws {
        let clinic = try await clinicAfterMonday()
        for day in ["2026-11-25", "2026-11-27"] {
            await clinic.pass(until: "\(day) 18:00")
            for member in ["M1042", "M2000"] { _ = try await clinic.checkIn(member) }
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "\(day) 21:00")
            try await clinic.ask(EndSession(session: nil, at: nil))
        }
        await clinic.pass(until: "2026-11-30 08:00")
        let code = MemberCode(unchecked: "M2000")
        let week = Week(start: try #require(LocalDate(text: "2026-11-22")))
        let standing = { try await clinic.engine.read { try $0.week(week, of: code)?.figures.standing } }
        #expect(try await standing() == .shortfall)
        #expect(try await alerts(clinic, "M2000").last == "shortfall raised")
        _ = try await correct(clinic, "M2000", in: ["18:00"], out: ["21:00"], as: Self.supervisor)
        #expect(try await standing() == .met)
        #expect(try await alerts(clinic, "M2000") == ["out_of_reach superseded", "shortfall withdrawn"])
        try await clinic.ask(Undo(), as: Self.supervisor)
        #expect(try await standing() == .shortfall)
        await clinic.pass(until: "2026-12-01 08:00")
        #expect(try await alerts(clinic, "M2000").filter { $0 == "shortfall raised" }.count == 1)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("After the window only a supervisor may correct; before it anybody who checks in may")
    func window() async throws {
        let clinic = try await clinicAfterMonday()
        await clinic.pass(until: "2026-11-25 20:59")
        #expect(try await correct(clinic, in: ["18:10"]).changed)
        await clinic.pass(until: "2026-11-25 21:01")
        let refusal = await #expect(throws: Refusal.self) { try await correct(clinic, in: ["18:00"]) }
        #expect(refusal?.kind == .notAllowed(role: "supervisor"))
        await #expect(throws: Refusal.self) {
            try await clinic.ask(ReopenSession(session: Self.monday, reason: "a test"))
        }
        #expect(try await correct(clinic, in: ["18:00"], as: Self.supervisor).changed)
    }

    @Test("A call-out costs what it costs at once, and its alert waits for nothing")
    func callOut() async throws {
        let clinic = try await clinicAfterMonday()
        let wednesday = "evening-iop@2026-11-25"
        await clinic.pass(until: "2026-11-24 09:00")
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
        _ = try await correct(clinic, in: ["18:00"])
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        try await clinic.ask(CallOut(session: wednesday, member: "M1042", withdraws: false, reason: nil))
        #expect(try await clinic.week("M1042")?.remaining == .hours(3))
        await clinic.pass(until: "2026-11-24 09:01")
        #expect(try await alerts(clinic, "M1042").last == "out_of_reach raised")
        try await clinic.ask(CallOut(session: wednesday, member: "M1042", withdraws: true, reason: nil))
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        #expect(try await alerts(clinic, "M1042").last == "out_of_reach withdrawn")
    }

    @Test("Who called out is no no-show at the end; who called out and comes is in; taken back, they called out")
    func afterCallOut() async throws {
        let clinic = try await clinicAfterMonday()
        let wednesday = "evening-iop@2026-11-25"
        for member in ["M1042", "M2000"] {
            try await clinic.ask(CallOut(session: wednesday, member: member, withdraws: false, reason: nil))
        }
        await clinic.pass(until: "2026-11-25 18:00")
        _ = try await clinic.checkIn("M1042")
        #expect(try await entry(clinic, "M1042", wednesday)?.state == .present)
        try await clinic.ask(Undo())
        #expect(try await entry(clinic, "M1042", wednesday)?.state == .calledOut)
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-25 21:00")
        #expect(try await clinic.ask(EndSession(session: nil, at: nil)).outcome.noShows == [])
        #expect(try await entry(clinic, "M1042", wednesday)?.state == .left)
        #expect(try await entry(clinic, "M2000", wednesday)?.state == .calledOut)
        try await clinic.ask(
            ReviewAbsence(session: wednesday, member: "M2000", as: .lateCancel, reason: "an hour before"))
        #expect(try await entry(clinic, "M2000", wednesday)?.state == .lateCancel)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("An absence is excused with a reason and earns nothing; who was there can't be")
    func excused() async throws {
        let clinic = try await clinicAfterMonday()
        let excused = try await clinic.ask(
            ReviewAbsence(session: Self.monday, member: "M2000", as: .excused, reason: "court")
        ).outcome
        #expect(excused.after == AttendanceEntry(state: .excused, origin: .rostered))
        #expect(try await clinic.week("M2000")?.credited == .zero)
        let again = ReviewAbsence(session: Self.monday, member: "M2000", as: .excused, reason: "court")
        #expect(try await !clinic.ask(again).outcome.changed)
        await #expect(throws: Refusal.self) {
            try await clinic.ask(
                ReviewAbsence(session: Self.monday, member: "M1042", as: .excused, reason: "court"))
        }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(ReviewAbsence(session: Self.monday, member: "M2000", as: .excused, reason: " "))
        }
    }

    @Test("What was entered in error is gone: whoever was expected is a no-show, a walk-in was never there")
    func voided() async throws {
        let clinic = try await clinicAfterMonday()
        let voided = try await clinic.ask(
            VoidAttendance(session: Self.monday, member: "M1042", reason: "wrong card")
        ).outcome
        #expect(voided.after == AttendanceEntry(state: .noShow, origin: .rostered))
        #expect(try await clinic.week("M1042")?.credited == .zero)
        try await clinic.ask(AddMembers([TestClinic.form("M3000", "Cleo Reed", groups: [])]))
        _ = try await correct(clinic, "M3000", in: ["18:00"], out: ["21:00"], walkIn: true)
        #expect(try await clinic.week("M3000")?.credited == .hours(3))
        let walkIn = try await clinic.ask(
            VoidAttendance(session: Self.monday, member: "M3000", reason: "wrong card")
        ).outcome
        #expect(walkIn.after == nil)
        #expect(try await clinic.week("M3000")?.credited == .zero)
    }

    @Test("Before, after, who, when and why stay, and undo brings back what was known")
    func history() async throws {
        let clinic = try await clinicAfterMonday()
        let known = try await entry(clinic, "M1042")
        _ = try await correct(clinic, in: ["18:00"])
        try await clinic.ask(VoidAttendance(session: Self.monday, member: "M1042", reason: "wrong card"))
        try await clinic.ask(Undo())
        try await clinic.ask(Undo())
        #expect(try await entry(clinic, "M1042") == known)
        let types = try await clinic.engine.read { store in
            try store.corrections(of: MemberCode(unchecked: "M1042"), at: SessionName(unchecked: Self.monday))
                .flatMap { try store.events(after: $0 - 1, limit: 1).map(\.type) }
        }
        #expect(
            types == [
                "attendance.corrected", "attendance.voided", "attendance.restored", "attendance.restored",
            ])
        // The check-in before them was corrected since, so it isn't taken back by itself.
        await #expect(throws: Refusal.self) { try await clinic.ask(Undo()) }
    }

    /// Each row: when it is reopened, and the minutes that it has lasted once the clock ends it.
    @Test(
        "A reopened session that is extended ends by the clock when it was to go on until",
        arguments: [("2026-11-23 20:35", 210), ("2026-11-23 21:10", 210)])
    func reopenedAndExtended(at time: String, minutes: Int) async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 20:30")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: time)
        try await clinic.ask(ReopenSession(session: Self.monday, reason: "it goes on"))
        try await clinic.ask(ExtendSession(session: Self.monday, by: .minutes(30)))
        await clinic.pass(until: "2026-11-24 08:00")
        #expect(try await clinic.week("M1042")?.attended == .minutes(minutes))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A reopened session goes on with whoever was there, and ends when it really did")
    func reopened() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 20:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await clinic.week("M1042")?.credited == .hours(2))
        await clinic.pass(until: "2026-11-23 20:05")
        try await clinic.ask(ReopenSession(session: Self.monday, reason: "ended by mistake"))
        #expect(try await entry(clinic, "M1042")?.state == .present)
        #expect(try await entry(clinic, "M2000") == nil)
        #expect(try await clinic.checkIn("M2000").changed)
        await clinic.pass(until: "2026-11-23 23:00")
        // Nobody ended it again, so the clock did as of its planned end.
        #expect(try await clinic.week("M1042")?.credited == .hours(3))
        #expect(try await clinic.week("M2000")?.credited == .minutes(55))
        try await clinic.ask(ReopenSession(session: Self.monday, reason: "it ended at 20:30"))
        try await clinic.ask(EndSession(session: Self.monday, at: "20:30"))
        #expect(try await clinic.week("M1042")?.credited == .minutes(150))
        try await clinic.ask(ReopenSession(session: Self.monday, reason: "a test"))
        // Reopened the next morning, it hasn't gone on all night.
        #expect(try await clinic.week("M1042")?.attended == .minutes(150))
        await clinic.pass(until: "2026-11-24 08:00")
        #expect(try await clinic.week("M1042")?.credited == .minutes(150))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }
}
