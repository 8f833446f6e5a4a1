import Clinic
import Engine
import Ledger
import Testing

@Suite("A code scanned at the door")
struct ScanTests {
    /// A clinic before the first evening of its group, which meets from 18:00 to 21:00, with two members on its roster
    /// and one on none.
    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([
                TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill"),
                TestClinic.form("M3000", "Cora Thistle", groups: []),
            ]))
        return clinic
    }

    private func scan(
        _ clinic: TestClinic, _ code: String = "M1042", at: String? = nil, out: Bool = false, session: String? = nil,
        key: String? = nil
    ) async throws -> ScanOutcome {
        let at = at.map { "2026-11-23T\($0)-05:00" }
        return try await clinic.ask(Scan(code: code, session: session, at: at, out: out), key: key).outcome
    }

    private func refusal(_ body: () async throws -> some Any) async -> Refusal? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? Refusal
        }
    }

    /// One scan, the time on the 23rd at which it is made, and what it comes to: with the time that is told beside it.
    struct Step: Sendable, CustomStringConvertible {
        let time: String
        let kind: ScanOutcome.Kind
        let told: String

        init(_ time: String, _ kind: ScanOutcome.Kind, _ told: String) {
            (self.time, self.kind, self.told) = (time, kind, told)
        }

        var description: String { "\(time) \(kind.rawValue) \(told)" }
    }

    @Test(
        "Scans of an evening",
        arguments: [
            [Step("18:02", .in, "18:02"), Step("18:03", .alreadyIn, "18:02"), Step("20:44", .alreadyIn, "18:02")],
            [Step("17:31", .in, "17:31"), Step("20:45", .out, "20:45"), Step("20:50", .alreadyOut, "20:45")],
            // After the planned end, as long as nobody has ended it.
            [Step("18:02", .in, "18:02"), Step("21:10", .out, "21:10"), Step("21:11", .alreadyOut, "21:10")],
            // Who comes in the last minutes isn't thrown out by a scan that the scanner makes twice.
            [Step("20:50", .in, "20:50"), Step("20:50", .alreadyIn, "20:50"), Step("20:52", .out, "20:52")],
            // The clock has ended the session at 21:00, when it was half past.
            [Step("18:02", .in, "18:02"), Step("21:40", .alreadyOut, "21:00")],
        ])
    func evening(steps: [Step]) async throws {
        let clinic = try await clinic()
        var sequence = 0
        for step in steps {
            await clinic.pass(until: "2026-11-23 \(step.time)")
            if step.time >= "18:00", try await clinic.engine.session("evening-iop", in: clinic).state == .open {
                try await clinic.ask(StartSession(session: nil, at: "18:00"))
            }
            sequence = try await clinic.lastSequence()
            let outcome = try await scan(clinic)
            #expect(outcome.kind == step.kind, "\(step)")
            #expect(
                outcome.until ?? outcome.since == TestClinic.at("2026-11-23 \(step.told)"), "\(step): \(outcome)")
            #expect(outcome.label == "Evening group")
            let changes = step.kind == .in || step.kind == .out
            #expect(try await (clinic.lastSequence() > sequence) == changes, "\(step)")
        }
    }

    @Test("It never starts a session, and opens none")
    func neverStarts() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 17:00")
        let early = await refusal { try await scan(clinic) }
        #expect(early?.kind == .wrongState(SessionName(unchecked: "evening-iop@2026-11-23"), .scheduled))
        await clinic.pass(until: "2026-11-23 18:20")
        _ = try await scan(clinic)
        #expect(try await clinic.engine.session("evening-iop", in: clinic).state == .open)
    }

    @Test("Out mode lets members leave at any time, and nobody come")
    func outMode() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:02")
        let refused = await refusal { try await scan(clinic, out: true) }
        #expect(refused?.kind == .notIn(MemberCode(unchecked: "M1042")))
        _ = try await scan(clinic)
        await clinic.pass(until: "2026-11-23 19:00")
        #expect(try await scan(clinic, out: true).kind == .out)
        #expect(try await scan(clinic, out: true).kind == .alreadyOut)
        // Back after an hour with the physician.
        await clinic.pass(until: "2026-11-23 19:45")
        #expect(try await scan(clinic).kind == .in)
    }

    @Test("Whoever has no place isn't let in, and learns of nobody else")
    func refusals() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:02")
        #expect(
            await refusal { try await scan(clinic, "M3000") }?.kind
                == .notOnRoster(MemberCode(unchecked: "M3000"), GroupID(unchecked: "evening-iop")))
        let mistyped = await refusal { try await scan(clinic, "M1024") }
        #expect(mistyped?.kind == .noSuchMember("M1024", nearest: []))
        #expect(mistyped?.message.contains("check digit") == true)
        #expect(await refusal { try await scan(clinic, "Ada") }?.message.contains("Pepper") == false)
        #expect(await refusal { try await scan(clinic, "Ada Pepper") }?.kind == .noSuchMember("ADAPEPPER", nearest: []))
        #expect(await refusal { try await scan(clinic, "?!") }?.kind == .noSuchMember("", nearest: []))
        await clinic.pass(until: "2026-11-24 12:00")
        #expect(await refusal { try await scan(clinic) }?.kind == .noneOpen)
    }

    @Test("After the end and after a cancellation that is said")
    func closed() async throws {
        let clinic = try await clinic()
        let name = SessionName(unchecked: "evening-iop@2026-11-23")
        await clinic.pass(until: "2026-11-23 18:02")
        _ = try await scan(clinic, "M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:05")
        #expect(await refusal { try await scan(clinic) }?.kind == .wrongState(name, .ended))
        await clinic.pass(until: "2026-11-25 12:00")
        let next = SessionName(unchecked: "evening-iop@2026-11-25")
        try await clinic.ask(CancelSession(session: next.rawValue, reason: "snow"))
        await clinic.pass(until: "2026-11-25 18:00")
        #expect(await refusal { try await scan(clinic) }?.kind == .wrongState(next, .cancelled))
    }

    @Test("With two sessions possible the one that is named counts")
    func ambiguous() async throws {
        let clinic = try await clinic()
        try await clinic.ask(AddGroup(TestClinic.group("late-iop", days: [.monday], start: "18:30")))
        try await clinic.ask(AddToRoster(group: "late-iop", members: ["M1042"], from: nil, to: nil))
        await clinic.pass(until: "2026-11-23 18:05")
        let names = ["evening-iop@2026-11-23", "late-iop@2026-11-23"].map(SessionName.init(unchecked:))
        #expect(await refusal { try await scan(clinic) }?.kind == .ambiguousSession(names))
        #expect(try await scan(clinic, session: "late-iop").session == names[1])
    }

    @Test("The same key answers the same, whatever has happened since")
    func repeated() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:02")
        let first = try await scan(clinic, at: "18:02:00", key: "a")
        #expect(first.kind == .in)
        let sequence = try await clinic.lastSequence()
        await clinic.pass(until: "2026-11-23 18:05")
        #expect(try await scan(clinic, at: "18:02:00", key: "a").kind == .in)
        #expect(try await clinic.lastSequence() == sequence)
    }

    @Test("What was scanned while the daemon was away counts as of then")
    func toldLate() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 17:50")
        try await clinic.ask(StartSession(session: "evening-iop@2026-11-23", at: "17:50"))
        await clinic.pass(until: "2026-11-23 18:40")
        let late = try await scan(clinic, at: "18:02:30")
        #expect(late.kind == .in)
        #expect(late.since == TestClinic.at("2026-11-23 18:02") + Seconds(30))
        // A time that is still ahead is now.
        #expect(try await scan(clinic, "M2000", at: "19:30:00").since == TestClinic.at("2026-11-23 18:40"))

        // The clock has ended the session since, checked out whoever was in, and marked M3000 as a no-show.
        try await clinic.ask(AddToRoster(group: "evening-iop", members: ["M3000"], from: nil, to: nil))
        await clinic.pass(until: "2026-11-23 22:00")
        let left = try await scan(clinic, at: "20:50:00")
        #expect(left.kind == .out)
        #expect(left.until == TestClinic.at("2026-11-23 20:50"))
        #expect(try await scan(clinic, at: "20:50:30").kind == .alreadyOut)
        #expect(try await scan(clinic, "M2000", at: "20:30:00").kind == .alreadyIn)
        #expect(try await scan(clinic, "M3000", at: "19:00:00").kind == .in)
        let ended = try await clinic.engine.read { store in
            let session = try #require(try store.session(Self.name))
            return try ["M1042", "M2000", "M3000"].map { code in
                try store.presences(of: MemberCode(unchecked: code), at: session).map(\.presence.to)
            }
        }
        let ends = ["20:50", "21:00", "21:00"].map { [TestClinic.at("2026-11-23 \($0)")] }
        #expect(ended == ends)
        await clinic.pass(until: "2026-11-25 12:00")
        #expect(await refusal { try await scan(clinic, at: "20:50:00") }?.kind == .outsideSession)
        #expect(
            await refusal { try await clinic.ask(Scan(code: "M1042", session: nil, at: "20:50", out: false)) }?.kind
                == .badValue(field: "at"))
    }

    /// Each row: whether the first session is ended before its planned end or called off, when, and the seconds after
    /// that at which the member scans for the next one.
    @Test(
        "Whoever a session's end has put out comes to the next one at once",
        arguments: [
            (true, "20:57", 40), (true, "20:59", 40), (true, "21:00", 40), (true, "21:00", 5), (false, "20:50", 40),
        ])
    func nextSession(ends: Bool, time: String, seconds: Int) async throws {
        let clinic = try await clinic()
        try await clinic.ask(AddGroup(TestClinic.group("late-iop", days: [.monday], start: "21:15")))
        try await clinic.ask(AddToRoster(group: "late-iop", members: ["M1042"], from: nil, to: nil))
        await clinic.pass(until: "2026-11-23 18:02")
        _ = try await scan(clinic)
        if ends { try await clinic.ask(StartSession(session: Self.name.rawValue, at: nil)) }
        await clinic.pass(until: "2026-11-23 \(time)")
        let end = TestClinic.at("2026-11-23 \(time)") + Seconds(10)
        clinic.clock.now = end
        if ends {
            try await clinic.ask(EndSession(session: Self.name.rawValue, at: nil))
        } else {
            try await clinic.ask(CancelSession(session: Self.name.rawValue, reason: "nobody could lead it"))
        }
        clinic.clock.now = end + Seconds(seconds)
        let outcome = try await scan(clinic)
        #expect(outcome.kind == .in && outcome.session.rawValue == "late-iop@2026-11-23")
        // Made twice, it is the first one once more.
        #expect(try await scan(clinic).kind == .alreadyIn)
    }

    @Test("A scan before the planned end at which a session was ended a little early isn't one that is told late")
    func endStillAhead() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:02")
        _ = try await scan(clinic)
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 20:59")
        clinic.clock.now = TestClinic.at("2026-11-23 20:59") + Seconds(10)
        try await clinic.ask(EndSession(session: nil, at: nil))
        let sequence = try await clinic.lastSequence()
        clinic.clock.now = TestClinic.at("2026-11-23 20:59") + Seconds(30)
        let outcome = try await scan(clinic)
        #expect(outcome.kind == .alreadyOut && outcome.until == TestClinic.at("2026-11-23 21:00"))
        #expect(await refusal { try await scan(clinic, "M2000") }?.kind == .wrongState(Self.name, .ended))
        #expect(try await clinic.lastSequence() == sequence)
    }

    @Test("What was scanned before the end of a session that is signed changes nothing of it")
    func signed() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 18:02")
        _ = try await scan(clinic)
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        try await clinic.ask(SignSession(session: nil, account: nil, summary: nil))
        let sequence = try await clinic.lastSequence()
        #expect(try await scan(clinic, at: "20:50:00").kind == .alreadyOut)
        #expect(
            await refusal { try await scan(clinic, "M2000", at: "18:05:00") }?.kind == .wrongState(Self.name, .closed))
        #expect(try await clinic.lastSequence() == sequence)
    }

    @Test("A session that was opened by hand before its time takes who comes")
    func openedEarly() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 16:00")
        try await clinic.ask(OpenSession(session: nil))
        clinic.clock.now = TestClinic.at("2026-11-23 16:00") + Seconds(2)
        #expect(try await scan(clinic, at: "16:00:01").kind == .in)
    }

    private static let name = SessionName(unchecked: "evening-iop@2026-11-23")
}

extension Engine {
    fileprivate func session(_ text: String, in clinic: TestClinic) async throws -> Session {
        try await read { try self.session(text, in: $0) }
    }
}
