import Clinic
import Engine
import Ledger
import Testing

@Suite("Sessions are signed by whoever held them")
struct SigningTests {
    private static let session = "evening-iop@2026-11-23"
    private static let supervisor = Caller(uid: 7, isSupervisor: true)

    /// Monday evening: Ada has been there, Ben hasn't, and the session has ended at 21:00.
    private func ended(settings: Settings = Settings()) async throws -> TestClinic {
        let clinic = try await TestClinic(settings: settings)
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        return clinic
    }

    private func sign(_ clinic: TestClinic, summary: String? = nil, account: String? = nil) async throws {
        try await clinic.ask(SignSession(session: nil, account: account, summary: summary.map(Personal.init)))
    }

    private func state(_ clinic: TestClinic) async throws -> SessionState? {
        try await clinic.engine.read { try $0.session(SessionName(unchecked: Self.session))?.state }
    }

    private func signatures(_ clinic: TestClinic) async throws -> [SignatureRecord] {
        try await clinic.engine.read { try $0.signatures(of: SessionName(unchecked: Self.session)) }
    }

    private func verify(_ clinic: TestClinic) throws {
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Signing closes a session, names whoever signed, and keeps the summary out of the event's body")
    func signs() async throws {
        let clinic = try await ended()
        try await clinic.ask(
            AddStaff(
                StaffMember(
                    initials: StaffInitials(unchecked: "RK"), name: Personal("Rae Kim"), credentials: "LCSW",
                    account: "rkim", roles: [.facilitator])))
        let first = try await clinic.lastSequence()
        try await sign(clinic, summary: "  Ada spoke of her sister.\nCalm.  ", account: "rkim")
        #expect(try await state(clinic) == .closed)
        let signature = try #require(try await signatures(clinic).first)
        #expect(signature.signed.staff?.rawValue == "RK")
        #expect(signature.actor == "uid:1000")
        #expect(signature.at == TestClinic.at("2026-11-23 21:00"))
        #expect(signature.superseded == nil)
        #expect(signature.signed.sentence == SignSession.sentence)
        #expect(signature.signed.summary?.reveal() == "Ada spoke of her sister.\nCalm.")
        let events = try await clinic.engine.read { try $0.events(after: first, limit: 10) }
        #expect(events.map(\.type) == ["session.signed"])
        #expect(events[0].body.contains("\"staff\":\"RK\""))
        #expect(!events[0].body.contains("sister"))
        try verify(clinic)
    }

    @Test("An account that is nobody's of the staff signs by itself")
    func unknownAccount() async throws {
        let clinic = try await ended()
        try await sign(clinic, account: "somebody")
        #expect(try await signatures(clinic).map(\.signer) == ["uid:1000"])
    }

    @Test(
        "What hasn't ended, is cancelled or is signed isn't signed",
        arguments: [
            ("2026-11-23 12:00", "only a session that has ended is"), ("2026-11-23 17:45", "say when treatment began"),
            ("2026-11-23 19:00", "1 are still in; end it with"), ("cancelled", "only a session that has ended is"),
        ])
    func refuses(_ example: (when: String, says: String)) async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        if example.when == "cancelled" {
            try await clinic.ask(CancelSession(session: Self.session, reason: "a test"))
        } else {
            await clinic.pass(until: example.when)
            if example.when.hasSuffix("19:00") {
                _ = try await clinic.checkIn("M1042")
                try await clinic.ask(StartSession(session: nil, at: nil))
            }
        }
        await #expect {
            try await clinic.ask(SignSession(session: Self.session, account: nil, summary: nil))
        } throws: { error in
            (error as? Refusal)?.message.contains(example.says) == true
        }
    }

    @Test("A second signature is refused and says whose the first is, and when it was given")
    func signedAlready() async throws {
        let clinic = try await ended()
        try await sign(clinic)
        await #expect {
            try await clinic.ask(SignSession(session: Self.session, account: nil, summary: nil))
        } throws: { error in
            (error as? Refusal)?.message.contains("uid:1000 signed it on 2026-11-23 at 21:00") == true
        }
        await #expect {
            try await sign(clinic)
        } throws: { error in
            (error as? Refusal)?.message.hasPrefix("no session of today or yesterday waits to be signed") == true
        }
        await #expect {
            try await clinic.ask(SignSession(session: nil, account: nil, summary: Personal(" ")))
        } throws: { error in
            error is Refusal
        }
    }

    @Test(
        "What is signed only a supervisor corrects, with a reason; then it is to be signed again, and nothing is lost")
    func corrected() async throws {
        let clinic = try await ended()
        try await sign(clinic)
        let correction = CorrectAttendance(
            session: Self.session, member: "M1042", came: ["18:30"], went: [], mode: nil, walkIn: false,
            reason: "the sheet")
        let refused: [@Sendable () async throws -> Void] = [
            { _ = try await clinic.ask(correction) },
            { _ = try await clinic.ask(ReopenSession(session: Self.session, reason: "too early")) },
            {
                _ = try await clinic.ask(
                    MoveAttendance(session: Self.session, from: "M1042", to: "M2000", walkIn: false))
            },
            {
                _ = try await clinic.ask(
                    CheckIn(member: "M2000", session: Self.session, at: "18:05", mode: .inPerson, walkIn: false))
            },
            { _ = try await clinic.ask(LeadSession(staff: "TM", session: Self.session, from: "18:30")) },
        ]
        let before = try await clinic.lastSequence()
        for attempt in refused { await #expect(throws: Refusal.self) { try await attempt() } }
        #expect(try await clinic.lastSequence() == before)
        let first = try await clinic.lastSequence()
        try await clinic.ask(correction, as: Self.supervisor)
        #expect(
            try await clinic.types(after: first).filter { !$0.hasPrefix("hours.") } == [
                "attendance.corrected", "session.signature_superseded",
            ])
        #expect(try await state(clinic) == .ended)
        #expect(try await clinic.week("M1042")?.credited == .minutes(150))
        try await sign(clinic)
        #expect(try await state(clinic) == .closed)
        #expect(try await signatures(clinic).map { $0.superseded != nil } == [true, false])
        try await clinic.ask(ReopenSession(session: Self.session, reason: "too early"), as: Self.supervisor)
        #expect(try await state(clinic) == .running)
        #expect(try await signatures(clinic).map { $0.superseded != nil } == [true, true])
        try verify(clinic)
    }

    @Test("A move that is taken back after the session was signed is one thing that the signature doesn't cover")
    func movedBack() async throws {
        let clinic = try await ended()
        try await clinic.ask(
            MoveAttendance(
                session: Self.session, from: "M1042", to: "M2000", walkIn: false, reason: "a test"),
            as: Self.supervisor)
        try await sign(clinic)
        let first = try await clinic.lastSequence()
        try await clinic.ask(Undo(), as: Self.supervisor)
        #expect(
            try await clinic.types(after: first).filter { $0.hasPrefix("session.") || $0.hasPrefix("attendance.") } == [
                "attendance.restored", "session.signature_superseded", "attendance.restored",
            ])
        #expect(try await state(clinic) == .ended)
        try verify(clinic)
    }

    @Test("Whoever signed takes it back at once, once; a correction since then stays")
    func undone() async throws {
        let clinic = try await ended()
        try await sign(clinic)
        #expect(try await clinic.ask(Undo()).outcome.type == "session.signed")
        #expect(try await state(clinic) == .ended)
        await #expect(throws: Refusal.self) { try await clinic.ask(Undo()) }
        try await sign(clinic)
        try await clinic.ask(
            VoidAttendance(session: Self.session, member: "M1042", reason: "wrong card"), as: Self.supervisor)
        await #expect {
            try await clinic.ask(Undo())
        } throws: { error in
            (error as? Refusal)?.message.contains("holds no more") == true
        }
        #expect(try await clinic.ask(Undo(), as: Self.supervisor).outcome.type == "attendance.voided")
        try verify(clinic)
    }
}
