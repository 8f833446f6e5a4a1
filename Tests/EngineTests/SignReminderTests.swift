import Clinic
import Engine
import Foundation
import Ledger
import Testing

@Suite("Whoever leads a session is reminded to sign it")
struct SignReminderTests {
    private static let session = "evening-iop@2026-11-23"

    /// A clinic whose group is led by RK, with a session that ended on Monday at 21:00.
    private func ended(settings: Settings = Settings()) async throws -> TestClinic {
        let clinic = try await TestClinic(settings: settings)
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(LeadSession(staff: "RK", session: Self.session, from: nil))
        try await clinic.ask(StartSession(session: Self.session, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: Self.session, at: nil))
        return clinic
    }

    private func reminders(_ clinic: TestClinic) async throws -> [RecordedEvent] {
        try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).filter {
                $0.type == "session.unsigned" && $0.subject.session?.rawValue == Self.session
            }
        }
    }

    private func times(_ clinic: TestClinic) async throws -> [String] {
        try await reminders(clinic).map { event in
            "\(TestClinic.zone.date(at: event.happened)) \(TestClinic.zone.wallTime(at: event.happened))"
        }
    }

    @Test("An hour after the end, then each working day at the same time, three times in all")
    func three() async throws {
        let clinic = try await ended()
        await clinic.pass(until: "2026-11-23 21:59")
        #expect(try await times(clinic) == [])
        await clinic.pass(until: "2026-12-10 12:00")
        #expect(try await times(clinic) == ["2026-11-23 22:00", "2026-11-24 22:00", "2026-11-25 22:00"])
        let first = try #require(try await reminders(clinic).first)
        #expect(first.body.hasPrefix(#"{"addressees":["RK"],"count":1,"next":"#))
        #expect(first.actor == "clock")
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Over a weekend nobody is reminded")
    func weekend() async throws {
        let clinic = try await TestClinic()
        await clinic.pass(until: "2026-11-27 18:00")
        try await clinic.ask(StartSession(session: "evening-iop@2026-11-27", at: nil))
        await clinic.pass(until: "2026-11-27 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: "2026-12-10 12:00")
        let dates = try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).filter { $0.type == "session.unsigned" }
                .map { TestClinic.zone.date(at: $0.happened).description }
        }
        #expect(dates == ["2026-11-27", "2026-11-30", "2026-12-01"])
    }

    @Test("Signing and reopening end it; what is to be signed again is begun anew")
    func cleared() async throws {
        let clinic = try await ended()
        try await clinic.ask(SignSession(session: nil, account: nil, summary: nil))
        await clinic.pass(until: "2026-11-24 09:00")
        #expect(try await times(clinic) == [])
        let supervisor = Caller(uid: 7, isSupervisor: true)
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        try await clinic.ask(
            CorrectAttendance(
                session: Self.session, member: "M1042", came: ["18:00"], went: ["21:00"], mode: nil, walkIn: false,
                reason: "the sheet"), as: supervisor)
        await clinic.pass(until: "2026-11-24 09:59")
        #expect(try await times(clinic) == [])
        await clinic.pass(until: "2026-11-24 10:00")
        #expect(try await times(clinic) == ["2026-11-24 10:00"])
        try await clinic.ask(SignSession(session: nil, account: nil, summary: nil))
        try await clinic.ask(Undo())
        try await clinic.ask(ReopenSession(session: Self.session, reason: "a test"))
        await clinic.pass(until: "2026-11-24 10:29")
        #expect(try await times(clinic) == ["2026-11-24 10:00"])
        // Nobody has ended it, so the clock does; what is signed late is reminded of from then on.
        await clinic.pass(until: "2026-11-24 11:30")
        #expect(try await times(clinic) == ["2026-11-24 10:00", "2026-11-24 10:30"])
    }

    @Test("A reminder that fell due while the daemon was down is given once, after the start")
    func restart() async throws {
        let clinic = try await ended()
        clinic.clock.now = TestClinic.at("2026-11-26 09:00")
        let next = await clinic.engine.runDue()
        #expect(try await times(clinic) == ["2026-11-26 09:00"])
        #expect(next > clinic.clock.now)
        await clinic.engine.runDue()
        #expect(try await times(clinic) == ["2026-11-26 09:00"])
        await clinic.pass(until: "2026-12-10 12:00")
        #expect(try await times(clinic) == ["2026-11-26 09:00", "2026-11-27 09:00", "2026-11-30 09:00"])
    }

    @Test("A clinic that doesn't sign isn't reminded")
    func never() async throws {
        var settings = Settings()
        settings.signReminders = 0
        let clinic = try await ended(settings: settings)
        await clinic.pass(until: "2026-12-10 12:00")
        #expect(try await times(clinic) == [])
    }
}
