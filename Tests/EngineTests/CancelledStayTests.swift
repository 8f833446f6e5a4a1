import Clinic
import Engine
import Ledger
import Testing

@Suite("What was known of a stay that never begins")
struct CancelledStayTests: StayExamples {
    private static let member = MemberCode(unchecked: "M2000")

    /// Monday morning of a clinic in which M2000 is to be admitted on a day, with a place in the evening group.
    ///
    /// - Parameter weeks: Where the weeks of the stay begin.
    private func clinic(admitting day: String, weeks: WeekStart? = nil) async throws -> TestClinic {
        let clinic = try await clinic()
        let plain = TestClinic.program(effective: "2026-01-02")
        try await clinic.ask(
            DefineProgram(
                Program(
                    id: plain.id, title: plain.title, level: "2.1", effective: plain.effective, cohort: nil,
                    gates: plain.gates, credit: plain.credit, partialWeek: .exempt, minimumStayDays: 90,
                    alertMargin: plain.alertMargin, settling: plain.settling, weekStarts: weeks)))
        let form = TestClinic.form("M2000", "Ben Quill", groups: [])
        try await clinic.ask(
            AddMembers([
                MemberForm(code: form.code, details: form.details, program: nil, admitted: nil, groups: [])
            ]))
        await clinic.pass(until: "2026-11-23 08:00")
        try await clinic.ask(
            AdmitMember(member: "M2000", program: "iop-adult", on: date(day), groups: ["evening-iop"]))
        return clinic
    }

    private func excuse(_ clinic: TestClinic, _ day: String) async throws {
        try await clinic.ask(
            ReviewAbsence(session: "evening-iop@\(day)", member: "M2000", as: .excused, reason: "a trip"))
    }

    private func record(_ clinic: TestClinic, of week: String) async throws -> WeekRecord? {
        let week = Week(start: try date(week))
        return try await clinic.engine.read { try $0.week(week, of: Self.member) }
    }

    private func alerts(_ clinic: TestClinic) async throws -> [AlertRecord.State] {
        try await clinic.engine.read { store in
            try store.alerts(all: true).filter { $0.member == Self.member }.map(\.state)
        }
    }

    /// Each row: the first day of the stay, the first day of its week, where its weeks begin, and when the week is closed.
    @Test(
        "Its weeks alarm nobody any more, and are closed like all others",
        arguments: [
            ("2026-11-25", "2026-11-22", nil, "2026-11-30 08:00"),
            ("2026-11-30", "2026-11-29", nil, "2026-12-07 08:00"),
            ("2026-11-25", "2026-11-25", .admission, "2026-12-03 08:00"),
            ("2026-12-02", "2026-12-02", .admission, "2026-12-10 08:00"),
        ] as [(String, String, WeekStart?, String)])
    func excused(day: String, week: String, weeks: WeekStart?, close: String) async throws {
        let clinic = try await clinic(admitting: day, weeks: weeks)
        try await excuse(clinic, day)
        #expect(try await record(clinic, of: week)?.figures.standing.alarms == true)
        await clinic.pass(until: "2026-11-24 09:00")
        try await clinic.ask(DischargeMember(member: "M2000", on: nil, ending: .left))
        #expect(try await record(clinic, of: week)?.figures.standing.alarms == false)
        #expect(try await record(clinic, of: week)?.figures.planned == .zero)
        await clinic.pass(until: close)
        #expect(try await record(clinic, of: week)?.closed == true)
        #expect(try await record(clinic, of: week)?.figures.standing == .exempt)
        #expect(try await alerts(clinic) == [])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("An alert about one of its weeks is withdrawn with it", arguments: ["2026-11-25", "2026-11-30"])
    func withdrawn(day: String) async throws {
        let clinic = try await clinic(admitting: day)
        try await clinic.ask(
            CallOut(session: "evening-iop@\(day)", member: "M2000", withdraws: false, reason: nil))
        await clinic.pass(until: "2026-11-23 09:00")
        #expect(try await alerts(clinic) == [.raised])
        try await clinic.ask(DischargeMember(member: "M2000", on: nil, ending: .left))
        #expect(try await alerts(clinic) == [.withdrawn])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    /// What an older version left behind: the stay is gone, and its week has yet to settle.
    @Test("A week that still alarms when its stay is gone settles without an alert")
    func leftBehind() async throws {
        let clinic = try await clinic(admitting: "2026-11-25")
        try await excuse(clinic, "2026-11-25")
        let settles = try #require(
            try await clinic.engine.read { try $0.due(of: .alertSettles, "M2000 2026-11-22") })
        let stay = try date("2026-11-25")
        let subject = Subject(member: Self.member, group: GroupID(unchecked: "evening-iop"))
        try append(.rosterRemoved(RosterRemoved(from: stay)), about: subject, to: clinic)
        try append(.enrolmentCancelled(EnrolmentCancelled(stay: stay, ending: .left)), about: subject, to: clinic)
        #expect(try await record(clinic, of: "2026-11-22")?.figures.standing.alarms == true)
        clinic.clock.now = settles
        let engine = try engine(on: clinic)
        #expect(await engine.runDue() > settles)
        #expect(try await engine.read { try !$0.hasTimer(.alertSettles, "M2000 2026-11-22") })
        #expect(try await alerts(clinic) == [])
    }

    @Test("What is due and stays so though it was carried out is tried again a minute later, and not at once")
    func stuck() async throws {
        let clinic = try await clinic(admitting: "2026-11-25")
        let now = clinic.clock.now
        // Nothing is written down of that week, so there is nothing to settle and nothing to record.
        let unknown = Week(start: try date("2026-11-29"))
        let nobodys = StandingChanged(week: unknown, from: nil, to: .atRisk, settles: now)
        try append(.standingChanged(nobodys), about: Subject(member: Self.member), to: clinic)
        let engine = try engine(on: clinic)
        let before = try await clinic.lastSequence()
        #expect(await engine.runDue() == now + .minutes(1))
        #expect(try await clinic.lastSequence() == before)
    }

    /// Records an event that brings no weeks along.
    private func append(_ body: EventBody, about subject: Subject, to clinic: TestClinic) throws {
        let now = clinic.clock.now
        let event = NewEvent(
            body: body, subject: subject, actor: "uid:1000", cause: nil, happened: now, recorded: now)
        try clinic.engine.ledger.transaction { store in
            var head = try store.chainHead()
            try store.apply(event, at: head)
            try store.append(event, weeks: [], to: &head)
        }
    }

    /// An engine that knows of nothing but what is in the ledger.
    private func engine(on clinic: TestClinic) throws -> Engine {
        try Engine(
            ledger: clinic.engine.ledger,
            site: SiteSettings(name: "Test Clinic", zone: TestClinic.zone, firstWeekday: .sunday), clock: clinic.clock,
            settings: Settings())
    }
}
