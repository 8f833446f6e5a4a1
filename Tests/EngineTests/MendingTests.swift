import Clinic
import Engine
import Ledger
import Testing

@Suite("Taking back and mending")
struct MendingTests {
    private func evening() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([
                TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill"),
                TestClinic.form("M3000", "Cora Thistle"),
            ]))
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        return clinic
    }

    private func attendance(_ clinic: TestClinic) async throws -> [String: AttendanceState] {
        let name = SessionName(unchecked: "evening-iop@2026-11-23")
        return try await clinic.engine.read { store in
            Dictionary(
                try store.attendances(at: name).map { ($0.member.rawValue, $0.state) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    @Test("Undo takes back one's own entries, newest first, and never anybody else's")
    func undo() async throws {
        let clinic = try await evening()
        _ = try await clinic.checkIn("M1042")
        _ = try await clinic.ask(
            CheckIn(member: "M2000", session: nil, at: nil, mode: .inPerson, walkIn: false), as: Caller(uid: 2000))
        await clinic.pass(until: "2026-11-23 19:00")
        _ = try await clinic.checkOut("M1042")
        #expect(try await clinic.ask(Undo()).outcome.type == "attendance.checked_out")
        #expect(try await attendance(clinic) == ["M1042": .present, "M2000": .present])
        #expect(try await clinic.ask(Undo()).outcome.type == "attendance.checked_in")
        #expect(try await attendance(clinic) == ["M2000": .present])
        await #expect(throws: Refusal.self) { try await clinic.ask(Undo()) }
        #expect(try await clinic.ask(Undo(), as: Caller(uid: 2000)).outcome.member?.rawValue == "M2000")
    }

    @Test("A wrong person is mended with the times kept, and the move can be undone")
    func move() async throws {
        let clinic = try await evening()
        _ = try await clinic.checkIn("M1042", at: "17:50")
        let moved = try await clinic.ask(
            MoveAttendance(session: "evening-iop@2026-11-23", from: "M1042", to: "M2000", walkIn: false))
        #expect(moved.outcome.since == TestClinic.at("2026-11-23 17:50"))
        #expect(try await attendance(clinic) == ["M2000": .present])
        _ = try await clinic.ask(Undo())
        #expect(try await attendance(clinic) == ["M1042": .present])
    }

    @Test("The same key again answers the same and changes nothing; for something else it is refused")
    func idempotency() async throws {
        let clinic = try await evening()
        let first = try await clinic.ask(
            CheckIn(member: "M1042", session: nil, at: nil, mode: .inPerson, walkIn: false), key: "scan-1")
        let sequence = try await clinic.lastSequence()
        await clinic.pass(until: "2026-11-23 18:30")
        let again = try await clinic.ask(
            CheckIn(member: "M1042", session: nil, at: nil, mode: .inPerson, walkIn: false), key: "scan-1")
        #expect(again.outcome.changed)
        #expect(again.outcome.since == first.outcome.since)
        #expect(again.cards.count == 1)
        #expect(try await clinic.lastSequence() == sequence)
        await #expect(throws: Refusal.self) {
            try await clinic.ask(
                CheckIn(member: "M2000", session: nil, at: nil, mode: .inPerson, walkIn: false), key: "scan-1")
        }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(
                CheckIn(member: "M1042", session: nil, at: nil, mode: .inPerson, walkIn: false), as: Caller(uid: 7),
                key: "scan-1")
        }
    }

    @Test("Out and in again are two presences, and the time between them earns nothing")
    func twice() async throws {
        let clinic = try await evening()
        _ = try await clinic.checkIn("M1042")
        await clinic.pass(until: "2026-11-23 19:00")
        _ = try await clinic.checkOut("M1042")
        await clinic.pass(until: "2026-11-23 19:30")
        #expect(try await clinic.checkIn("M1042").changed)
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await clinic.week("M1042")?.credited == .minutes(150))
    }

    @Test("Nobody comes into a running session before a time at which they came and went: that is a correction")
    func before() async throws {
        let clinic = try await evening()
        await clinic.pass(until: "2026-11-23 18:40")
        _ = try await clinic.checkIn("M1042")
        await clinic.pass(until: "2026-11-23 19:30")
        _ = try await clinic.checkOut("M1042")
        await clinic.pass(until: "2026-11-23 19:40")
        let sequence = try await clinic.lastSequence()
        let refusal = await #expect(throws: Refusal.self) { try await clinic.checkIn("M1042", at: "18:05") }
        #expect(refusal?.kind == .outsideSession)
        let advice = "'convene attendance correct evening-iop@2026-11-23 M1042 --in 18:05 --reason …'"
        #expect(refusal?.message.contains(advice) == true)
        #expect(try await clinic.lastSequence() == sequence)
        try await clinic.ask(
            CorrectAttendance(
                session: "evening-iop@2026-11-23", member: "M1042", came: ["18:05"], went: [], mode: nil, walkIn: false,
                reason: "the sheet"))
        #expect(try await attendance(clinic) == ["M1042": .left])
        #expect(try await clinic.week("M1042")?.attended == .minutes(85))
    }

    @Test("Whoever is in is checked out, though they came and went after that")
    func openBefore() async throws {
        let clinic = try await evening()
        _ = try await clinic.checkIn("M1042")
        await clinic.pass(until: "2026-11-23 18:30")
        _ = try await clinic.checkOut("M1042")
        await clinic.pass(until: "2026-11-23 18:40")
        let other = Caller(uid: 2000)
        try await clinic.ask(
            CheckIn(member: "M1042", session: nil, at: nil, mode: .inPerson, walkIn: false), as: other)
        await clinic.pass(until: "2026-11-23 19:00")
        try await clinic.ask(CheckOut(member: "M1042", session: nil, at: nil), as: other)
        // The first check-out was wrong.
        try await clinic.ask(Undo())
        #expect(try await attendance(clinic) == ["M1042": .present])
        await clinic.pass(until: "2026-11-23 19:45")
        let outcome = try await clinic.checkOut("M1042")
        #expect(outcome.changed)
        #expect(outcome.since == TestClinic.at("2026-11-23 18:00"))
        #expect(try await attendance(clinic) == ["M1042": .left])
        #expect(try await clinic.week("M1042")?.attended == .minutes(105))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("One's own entry is found behind those of others, however many, for 24 hours")
    func farBack() async throws {
        let clinic = try await evening()
        _ = try await clinic.checkIn("M1042")
        let details = TestClinic.form(nil, "Cora Thistle").details
        let others = (1...5100).map {
            MemberForm(code: "X\($0)", details: details, program: nil, admitted: nil, groups: [])
        }
        let before = try await clinic.lastSequence()
        try await clinic.ask(AddMembers(others), as: Caller(uid: 2000))
        #expect(try await clinic.lastSequence() > before + 5000)
        #expect(try await clinic.ask(Undo()).outcome.member?.rawValue == "M1042")
        let refusal = await #expect(throws: Refusal.self) { try await clinic.ask(Undo()) }
        #expect(refusal?.kind == .nothingToUndo)
        #expect(refusal?.message.contains("within the last 24 hours") == true)
    }

    @Test("An answer that was kept and can't be read any more says so, and nothing is done again")
    func unreadableAnswer() async throws {
        let clinic = try await evening()
        let checkIn = CheckIn(member: "M1042", session: nil, at: nil, mode: .inPerson, walkIn: false)
        try await clinic.ask(checkIn, key: "scan-1")
        try await clinic.engine.keep { store in
            let kept = try #require(try store.answer(for: "scan-1"))
            try store.forgetAnswers(before: clinic.clock.now + .minutes(1))
            let older = KeptAnswer(actor: kept.actor, command: kept.command, digest: kept.digest, outcome: "{}")
            try store.keep(older, for: "scan-1", at: clinic.clock.now)
        }
        let sequence = try await clinic.lastSequence()
        let refusal = await #expect(throws: Refusal.self) { try await clinic.ask(checkIn, key: "scan-1") }
        #expect(refusal?.kind == .keyReused)
        #expect(refusal?.message.contains("can't be read by this version") == true)
        #expect(try await clinic.lastSequence() == sequence)
    }

    @Test("An answer is kept for its key for seven days")
    func answersAreForgotten() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]), key: "intake-1")
        let kept = { try clinic.engine.ledger.read { try $0.answer(for: "intake-1") != nil } }
        await clinic.pass(until: "2026-11-29 07:00")
        #expect(try kept())
        await clinic.pass(until: "2026-11-30 07:00")
        #expect(try !kept())
    }
}
