import Clinic
import Engine
import Ledger
import Testing

@Suite("What is entered after a session's end")
struct LateEntryTests {
    private static let monday = "evening-iop@2026-11-23"
    private static let supervisor = Caller(uid: 2000, isSupervisor: true)

    /// Monday, 18:00 to 21:00: M1042 was there, M2000 and M3000 didn't come, M3000 had called out.
    private func clinicAfterMonday() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([
                TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill"),
                TestClinic.form("M3000", "Cora Thistle"),
            ]))
        try await clinic.ask(CallOut(session: Self.monday, member: "M3000", withdraws: false, reason: nil))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        return clinic
    }

    private func checkIn(_ at: String, reason: String? = "forgotten") -> CheckIn {
        CheckIn(member: "M2000", session: Self.monday, at: at, mode: .inPerson, walkIn: false, reason: reason)
    }

    private func move(to member: String, reason: String? = "wrong card") -> MoveAttendance {
        MoveAttendance(session: Self.monday, from: "M1042", to: member, walkIn: false, reason: reason)
    }

    private func entry(_ clinic: TestClinic, _ member: String) async throws -> AttendanceEntry? {
        try await clinic.engine.read { store in
            let session = try #require(try store.session(SessionName(unchecked: Self.monday)))
            return try store.entry(of: MemberCode(unchecked: member), at: session)
        }
    }

    private func refusal(_ clinic: TestClinic, _ command: some Command) async throws -> Refusal? {
        let before = try await clinic.lastSequence()
        let refusal = await #expect(throws: Refusal.self) { try await clinic.ask(command) }
        #expect(try await clinic.lastSequence() == before)
        return refusal
    }

    @Test("A check-in after the end is a correction: before, after, who and why are on record, and undo takes it back")
    func checkedInLate() async throws {
        let clinic = try await clinicAfterMonday()
        #expect(try await clinic.ask(checkIn("18:05")).outcome.changed)
        let corrections = try await clinic.engine.read { store in
            try store.corrections(of: MemberCode(unchecked: "M2000"), at: SessionName(unchecked: Self.monday))
                .compactMap { try store.events(after: $0 - 1, limit: 1).first }
        }
        #expect(corrections.map(\.type) == ["attendance.corrected"])
        #expect(corrections.map(\.actor) == ["uid:1000"])
        #expect(corrections[0].body.contains("\"reason\":\"forgotten\""))
        #expect(corrections[0].body.contains("\"state\":\"no_show\""))
        #expect(try await entry(clinic, "M2000")?.presences.first?.to == TestClinic.at("2026-11-23 21:00"))
        #expect(try await clinic.week("M2000")?.credited == .hours(3))
        try await clinic.ask(Undo())
        #expect(try await entry(clinic, "M2000") == AttendanceEntry(state: .noShow, origin: .rostered))
        #expect(try await clinic.week("M2000")?.standing == .outOfReach)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("An earlier time in the room that was forgotten ends where the known one begins")
    func checkedInBefore() async throws {
        let clinic = try await clinicAfterMonday()
        for at in ["20:00", "18:30"] { try await clinic.ask(checkIn(at)) }
        let known = try await entry(clinic, "M2000")?.presences
        #expect(known?.map(\.from) == [TestClinic.at("2026-11-23 18:30"), TestClinic.at("2026-11-23 20:00")])
        #expect(known?.map(\.to) == [TestClinic.at("2026-11-23 20:00"), TestClinic.at("2026-11-23 21:00")])
        #expect(try await clinic.week("M2000")?.credited == .minutes(150))
    }

    @Test("After the end a check-in and a move need a reason, and before it nobody is asked for one")
    func reasons() async throws {
        let clinic = try await clinicAfterMonday()
        for reason in [nil, " "] {
            #expect(try await refusal(clinic, checkIn("18:05", reason: reason))?.kind == .badValue(field: "reason"))
            #expect(try await refusal(clinic, move(to: "M2000", reason: reason))?.kind == .badValue(field: "reason"))
        }
        await clinic.pass(until: "2026-11-25 18:00")
        let live = CheckIn(
            member: "M1042", session: nil, at: nil, mode: .inPerson, walkIn: false, reason: "nobody asked")
        #expect(try await refusal(clinic, live)?.kind == .badValue(field: "reason"))
    }

    @Test("When the window is over only a supervisor checks in and moves")
    func window() async throws {
        let clinic = try await clinicAfterMonday()
        try await clinic.ask(move(to: "M3000"))
        await clinic.pass(until: "2026-11-25 21:01")
        #expect(try await refusal(clinic, checkIn("18:05"))?.kind == .notAllowed(role: "supervisor"))
        let back = MoveAttendance(
            session: Self.monday, from: "M3000", to: "M1042", walkIn: false, reason: "it was right")
        #expect(try await refusal(clinic, back)?.kind == .notAllowed(role: "supervisor"))
        #expect(try await clinic.ask(checkIn("18:05"), as: Self.supervisor).outcome.changed)
        #expect(try await clinic.ask(back, as: Self.supervisor).outcome.movedFrom?.rawValue == "M3000")
    }

    @Test("A move after the end says what was known of both, and undo brings it back", arguments: ["M2000", "M3000"])
    func moved(to other: String) async throws {
        let clinic = try await clinicAfterMonday()
        let before = (try await entry(clinic, "M1042"), try await entry(clinic, other))
        try await clinic.ask(move(to: other))
        #expect(try await entry(clinic, "M1042") == AttendanceEntry(state: .noShow, origin: .rostered))
        #expect(try await entry(clinic, other)?.presences == before.0?.presences)
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
        #expect(try await clinic.week(other)?.standing == .onTrack)
        let event = try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).last { $0.type == "attendance.moved" }
        }
        #expect(event?.body.contains("\"reason\":\"wrong card\"") == true)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
        try await clinic.ask(Undo())
        #expect(try await entry(clinic, "M1042") == before.0)
        #expect(try await entry(clinic, other) == before.1)
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        #expect(try await clinic.week(other)?.standing == .outOfReach)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A move that somebody has corrected since is not taken back")
    func movedAndCorrected() async throws {
        let clinic = try await clinicAfterMonday()
        try await clinic.ask(move(to: "M2000"))
        try await clinic.ask(
            CorrectAttendance(
                session: Self.monday, member: "M2000", came: [], went: ["20:00"], mode: nil, walkIn: false,
                reason: "the sheet"), as: Caller(uid: 2000))
        #expect(try await refusal(clinic, Undo())?.kind == .nothingToUndo)
    }
}
