import Clinic
import Engine
import Ledger
import Testing

@Suite("Reminders that somebody asks for")
struct AskedReminderTests {
    private func clinic() async throws -> TestClinic {
        var settings = Settings()
        settings.reminders.quietHours = QuietHours(text: "21:00-08:00")
        let clinic = try await TestClinic(settings: settings)
        try await clinic.ask(AlertTests.person("RK", .facilitator, account: "rkim"))
        try await clinic.ask(AlertTests.person("SV", .supervisor, account: "svetch"))
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        return clinic
    }

    private func remind(
        _ clinic: TestClinic, at: String, account: String? = "rkim", as caller: Caller = Caller(uid: 1000),
        key: String? = nil
    ) async throws -> ScheduleReminder.Outcome {
        try await clinic.ask(
            ScheduleReminder(member: "M1042", at: at, about: Personal("call the court"), account: account), as: caller,
            key: key
        ).outcome
    }

    private func events(_ clinic: TestClinic, _ type: String) async throws -> [RecordedEvent] {
        try await clinic.engine.read { store in try store.events(after: 0, limit: 10_000).filter { $0.type == type } }
    }

    @Test("It is told at its time, once, to whoever asked; what it is about stands in no body")
    func told() async throws {
        let clinic = try await clinic()
        let asked = try await remind(clinic, at: "2026-11-23 12:00")
        #expect(asked.told == TestClinic.at("2026-11-23 12:00"))
        let record = try #require(try await clinic.engine.read { try $0.reminder(asked.reminder) })
        #expect(record.scheduled.about?.reveal() == "call the court")
        #expect((record.author, record.actor) == ("RK", "uid:1000"))
        await clinic.pass(until: "2026-11-23 11:59")
        #expect(try await events(clinic, "reminder.due") == [])
        await clinic.pass(until: "2026-11-25 12:00")
        let due = try await events(clinic, "reminder.due")
        #expect(due.map(\.happened) == [TestClinic.at("2026-11-23 12:00")])
        #expect(due.first?.subject.member?.rawValue == "M1042")
        #expect(due.first?.body.hasPrefix(#"{"addressees":["RK"],"#) == true)
        #expect(due.first?.cause == asked.reminder)
        let bodies = try await clinic.engine.read { try $0.events(after: 0, limit: 10_000).map(\.body) }
        #expect(!bodies.contains { $0.contains("court") })
        #expect(try await clinic.engine.read { try $0.reminders() } == [])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Whoever isn't of the staff asks for the case manager, or else the supervisors")
    func addressees() async throws {
        let clinic = try await clinic()
        _ = try await remind(clinic, at: "09:00", account: nil, as: Caller(plugin: "mailer"))
        await clinic.pass(until: "2026-11-22 09:00")
        let due = try #require(try await events(clinic, "reminder.due").first)
        #expect(due.body.contains(#""addressees":["SV"]"#) && due.body.contains(#""by":"plugin:mailer""#))
    }

    @Test(
        "Times are wall times of the site, and those in quiet hours are told at their end",
        arguments: [
            ("09:00", "2026-11-22 09:00", "2026-11-22 09:00"),
            ("07:30", "2026-11-23 07:30", "2026-11-23 08:00"),
            ("2026-12-01 22:00", "2026-12-01 22:00", "2026-12-02 08:00"),
            ("2026-12-01T09:00", "2026-12-01 09:00", "2026-12-01 09:00"),
            ("2026-12-01T14:00:00Z", "2026-12-01 09:00", "2026-12-01 09:00"),
        ])
    func times(text: String, at: String, told: String) async throws {
        let asked = try await remind(clinic(), at: text)
        #expect((asked.at, asked.told) == (TestClinic.at(at), TestClinic.at(told)))
    }

    @Test("A time that has passed, is too far away or can't be read is refused, and so is no text")
    func refusals() async throws {
        let clinic = try await clinic()
        let first = try await clinic.lastSequence()
        for at in ["2026-11-21 12:00", "2029-01-01 12:00", "soon", "", "2026-13-01 09:00"] {
            await #expect(throws: Refusal.self) { try await remind(clinic, at: at) }
        }
        for text in ["", "  ", "two\nlines", String(repeating: "a", count: 201)] {
            let command = ScheduleReminder(member: "M1042", at: "09:00", about: Personal(text), account: nil)
            await #expect(throws: Refusal.self) { try await clinic.ask(command) }
        }
        #expect(try await clinic.lastSequence() == first)
    }

    @Test("The same key asks once")
    func key() async throws {
        let clinic = try await clinic()
        let first = try await remind(clinic, at: "09:00", key: "k")
        #expect(try await remind(clinic, at: "09:00", key: "k").reminder == first.reminder)
        #expect(try await clinic.engine.read { try $0.reminders().count } == 1)
    }

    @Test(
        "What fell due while the service was down is told within a day, and else dropped",
        arguments: [("2026-11-24 11:59", "reminder.due"), ("2026-11-24 12:00", "reminder.expired")])
    func downtime(start: String, type: String) async throws {
        let clinic = try await clinic()
        let asked = try await remind(clinic, at: "2026-11-23 12:00")
        clinic.clock.now = TestClinic.at(start)
        await clinic.engine.runDue()
        await clinic.engine.runDue()
        #expect(try await events(clinic, type).map(\.cause) == [asked.reminder])
        #expect(try await events(clinic, "reminder.due").count + events(clinic, "reminder.expired").count == 1)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A service that starts in quiet hours waits for their end")
    func startsQuietly() async throws {
        let clinic = try await clinic()
        _ = try await remind(clinic, at: "2026-11-23 20:00")
        clinic.clock.now = TestClinic.at("2026-11-24 02:00")
        await clinic.engine.runDue()
        #expect(try await events(clinic, "reminder.due") == [])
        await clinic.pass(until: "2026-11-24 09:00")
        #expect(try await events(clinic, "reminder.due").map(\.happened) == [TestClinic.at("2026-11-24 08:00")])
    }

    @Test("A cancelled reminder isn't told; a plugin cancels its own alone")
    func cancelled() async throws {
        let clinic = try await clinic()
        let asked = try await remind(clinic, at: "2026-11-23 12:00")
        let plugin = Caller(plugin: "mailer")
        await #expect(throws: Refusal.self) { try await clinic.ask(CancelReminder(asked.reminder), as: plugin) }
        let own = try await remind(clinic, at: "2026-11-23 12:00", account: nil, as: plugin)
        try await clinic.ask(CancelReminder(own.reminder), as: plugin)
        #expect(try await clinic.ask(CancelReminder(asked.reminder)).outcome.member.rawValue == "M1042")
        await #expect(throws: Refusal.self) { try await clinic.ask(CancelReminder(asked.reminder)) }
        await clinic.pass(until: "2026-11-25 12:00")
        #expect(try await events(clinic, "reminder.due") == [])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }
}
