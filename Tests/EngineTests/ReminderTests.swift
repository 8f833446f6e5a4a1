import Clinic
import Engine
import Foundation
import Ledger
import Testing

@Suite("Reminders")
struct ReminderTests {
    private static let session = "evening-iop@2026-11-23"

    private func clinic(_ change: (inout Settings) -> Void = { _ in }) async throws -> TestClinic {
        var settings = Settings()
        settings.reminders = .usual
        change(&settings)
        let clinic = try await TestClinic(settings: settings)
        try await clinic.ask(AlertTests.person("RK", .facilitator, account: "rkim"))
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        return clinic
    }

    /// The reminders of Monday's session and those asked for: when, what, about whom.
    private func told(_ clinic: TestClinic) async throws -> [String] {
        try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).filter {
                $0.type.hasPrefix("reminder.") && $0.type != "reminder.scheduled"
                    && ($0.subject.session?.rawValue ?? Self.session) == Self.session
            }.map { event in
                let date = TestClinic.zone.date(at: event.happened)
                let time = TestClinic.zone.wallTime(at: event.happened)
                let member = event.subject.member.map { " \($0)" } ?? ""
                return "\(date) \(time) \(event.type.dropFirst("reminder.".count))\(member)"
            }
        }
    }

    private func problems(_ clinic: TestClinic) throws -> [String] {
        try Verification(path: clinic.folder + "/ledger.db").problems()
    }

    private func start(_ clinic: TestClinic) async throws {
        try await clinic.ask(StartSession(session: Self.session, at: nil))
    }

    @Test("Two hours before a session each member who is expected is reminded, once")
    func soon() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 15:59")
        #expect(try await told(clinic) == [])
        await clinic.pass(until: "2026-11-23 17:59")
        #expect(
            try await told(clinic) == ["2026-11-23 16:00 session_soon M1042", "2026-11-23 16:00 session_soon M2000"])
        let body = try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).first { $0.type == "reminder.session_soon" }?.body
        }
        #expect(body?.contains(#""date":"2026-11-23","label":"Evening group","start":"18:00""#) == true)
        #expect(try problems(clinic) == [])
    }

    @Test("Nobody is reminded who has called out, is on hold, has left the roster or was discharged")
    func unexpected() async throws {
        let clinic = try await clinic()
        try await clinic.ask(
            AddMembers([
                TestClinic.form("M3000", "Cora Test"), TestClinic.form("M4000", "Dan Test"),
                TestClinic.form("M5000", "Eve Test"),
            ]))
        let monday = try #require(LocalDate(text: "2026-11-23"))
        try await clinic.ask(CallOut(session: Self.session, member: "M2000", withdraws: false, reason: nil))
        try await clinic.ask(HoldEnrolment(member: "M3000", from: monday, reason: "in hospital"))
        try await clinic.ask(RemoveFromRoster(group: "evening-iop", members: ["M4000"], from: nil))
        try await clinic.ask(DischargeMember(member: "M5000", on: nil, ending: .completed))
        await clinic.pass(until: "2026-11-23 18:00")
        try await start(clinic)
        await clinic.pass(until: "2026-11-23 19:00")
        #expect(
            try await told(clinic) == ["2026-11-23 16:00 session_soon M1042", "2026-11-23 18:15 member_late M1042"])
    }

    @Test("Who isn't there 15 minutes after treatment began is late, once; who came in the meantime isn't")
    func late() async throws {
        let clinic = try await clinic { $0.reminders.sessionSoon = nil }
        await clinic.pass(until: "2026-11-23 18:20")
        try await start(clinic)
        await clinic.pass(until: "2026-11-23 18:30")
        _ = try await clinic.checkIn("M1042")
        await clinic.pass(until: "2026-11-23 20:59")
        #expect(try await told(clinic) == ["2026-11-23 18:35 member_late M2000"])
    }

    @Test("Who left before isn't late")
    func left() async throws {
        let clinic = try await clinic { $0.reminders.sessionSoon = nil }
        await clinic.pass(until: "2026-11-23 18:00")
        try await start(clinic)
        for member in ["M1042", "M2000"] { _ = try await clinic.checkIn(member) }
        await clinic.pass(until: "2026-11-23 18:10")
        _ = try await clinic.checkOut("M1042")
        await clinic.pass(until: "2026-11-23 20:00")
        #expect(try await told(clinic) == [])
    }

    @Test("Who is in another session meanwhile isn't late")
    func elsewhere() async throws {
        let clinic = try await clinic { $0.reminders.sessionSoon = nil }
        try await clinic.ask(AddGroup(TestClinic.group("other", days: [.monday])))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.ask(
            CheckIn(member: "M1042", session: "other", at: nil, mode: .inPerson, walkIn: true))
        try await start(clinic)
        await clinic.pass(until: "2026-11-23 19:00")
        #expect(try await told(clinic) == ["2026-11-23 18:15 member_late M2000"])
    }

    @Test("Members still in 15 minutes after the planned end are told of, in quiet hours too; an extension moves that")
    func missing() async throws {
        let clinic = try await clinic { $0.reminders.sessionSoon = nil }
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(LeadSession(staff: "RK", session: Self.session, from: nil))
        try await start(clinic)
        for member in ["M1042", "M2000"] { _ = try await clinic.checkIn(member) }
        await clinic.pass(until: "2026-11-23 20:50")
        try await clinic.ask(ExtendSession(session: Self.session, by: .minutes(10)))
        await clinic.pass(until: "2026-11-23 21:12")
        _ = try await clinic.checkOut("M2000")
        await clinic.pass(until: "2026-11-24 08:00")
        #expect(try await told(clinic) == ["2026-11-23 21:25 checkout_missing"])
        let body = try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).last { $0.type == "reminder.checkout_missing" }?.body
        }
        #expect(body?.contains(#"{"addressees":["RK"],"members":["M1042"],"#) == true)
        #expect(try problems(clinic) == [])
    }

    @Test("A session that is ended in time, or called off, is not told of")
    func calledOff() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 15:00")
        try await clinic.ask(CancelSession(session: Self.session, reason: "snow"))
        await clinic.pass(until: "2026-11-24 12:00")
        #expect(try await told(clinic) == [])
        let other = try await self.clinic { $0.reminders.sessionSoon = nil }
        await other.pass(until: "2026-11-23 18:00")
        try await start(other)
        for member in ["M1042", "M2000"] { _ = try await other.checkIn(member) }
        await other.pass(until: "2026-11-23 21:00")
        try await other.ask(EndSession(session: nil, at: nil))
        await other.pass(until: "2026-11-24 12:00")
        #expect(try await told(other) == [])
    }

    @Test(
        "What fell due while the service was down is told while it is of use, and else dropped, once",
        arguments: [
            ("2026-11-23 17:00", ["2026-11-23 17:00 session_soon M1042", "2026-11-23 17:00 session_soon M2000"]),
            ("2026-11-23 18:00", ["2026-11-23 18:00 expired"]),
            ("2026-11-24 12:00", ["2026-11-24 12:00 expired"]),
        ])
    func downtime(until: String, expected: [String]) async throws {
        let clinic = try await clinic { $0.reminders.memberLate = nil }
        await clinic.pass(until: "2026-11-23 15:00")
        clinic.clock.now = TestClinic.at(until)
        await clinic.engine.runDue()
        await clinic.engine.runDue()
        #expect(try await told(clinic) == expected)
        #expect(try problems(clinic) == [])
    }

    @Test("A clock that is set back tells nothing again")
    func clockStep() async throws {
        let clinic = try await clinic()
        await clinic.pass(until: "2026-11-23 16:00")
        clinic.clock.now = TestClinic.at("2026-11-23 15:00")
        await clinic.pass(until: "2026-11-23 17:00")
        #expect(try await told(clinic).count == 2)
    }

    @Test(
        "In quiet hours a reminder waits for their end, and is dropped if that is too late",
        arguments: [
            ("15:00-17:00", ["2026-11-23 17:00 session_soon M1042", "2026-11-23 17:00 session_soon M2000"]),
            ("15:00-18:00", ["2026-11-23 16:00 expired"]),
            ("22:00-16:00", ["2026-11-23 16:00 session_soon M1042", "2026-11-23 16:00 session_soon M2000"]),
        ])
    func quiet(hours: String, expected: [String]) async throws {
        let clinic = try await clinic { settings in
            settings.reminders.quietHours = QuietHours(text: hours)
        }
        await clinic.pass(until: "2026-11-23 17:59")
        #expect(try await told(clinic) == expected)
    }

    @Test("What is switched off isn't told, and another length holds for sessions that are planned already")
    func lengths() async throws {
        let clinic = try await clinic { settings in settings.reminders = ReminderSettings() }
        await clinic.pass(until: "2026-11-23 10:00")
        #expect(try await told(clinic) == [])
        try clinic.engine.ledger.close()
        var settings = Settings()
        settings.reminders.sessionSoon = .hours(6)
        let engine = try Engine(
            ledger: Ledger(path: clinic.folder + "/ledger.db"),
            site: SiteSettings(name: "Test Clinic", zone: TestClinic.zone, firstWeekday: .sunday), clock: clinic.clock,
            settings: settings)
        #expect(await engine.runDue() == TestClinic.at("2026-11-23 12:00"))
    }
}
