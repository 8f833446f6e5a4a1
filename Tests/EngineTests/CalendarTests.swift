import Clinic
import Engine
import Ledger
import Testing

@Suite("Calendar, rosters and weeks")
struct CalendarTests {
    @Test("Sessions stand in the calendar four weeks ahead at any time")
    func ahead() async throws {
        let clinic = try await TestClinic()
        for day in ["2026-11-22 08:00", "2026-12-02 08:00", "2027-01-15 08:00"] {
            await clinic.pass(until: day)
            let today = TestClinic.zone.date(at: clinic.clock.now)
            let sessions = try await clinic.engine.read { try $0.sessions(from: today, to: today.adding(days: 28)) }
            #expect(sessions.count >= 12)
            #expect(sessions.allSatisfy { [.monday, .wednesday, .friday].contains($0.date.weekday) })
        }
    }

    @Test("A group of 18:00 is at 18:00 on both sides of a clock change")
    func clockChange() async throws {
        let clinic = try await TestClinic()
        await clinic.pass(until: "2027-03-01 08:00")
        let sessions = try await clinic.engine.read { store in
            try store.sessions(
                from: LocalDate(daysSince1970: TestClinic.zone.date(at: clinic.clock.now).daysSince1970),
                to: LocalDate(daysSince1970: TestClinic.zone.date(at: clinic.clock.now).daysSince1970 + 27))
        }
        #expect(Set(sessions.map { TestClinic.zone.wallTime(at: $0.plannedStart).description }) == ["18:00"])
        #expect(Set(sessions.map { TestClinic.zone.offset(at: $0.plannedStart).count }) == [-18000, -14400])
    }

    @Test("A full roster has a waitlist, and a place that comes free goes to whoever waited longest")
    func waitlist() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddGroup(TestClinic.group("small", days: [.tuesday], capacity: 2)))
        let names = ["Ada Pepper", "Ben Quill", "Cora Thistle", "Dan Bramble"]
        try await clinic.ask(
            AddMembers(zip(["M1", "M2", "M3", "M4"], names).map { TestClinic.form($0 + "0", $1, groups: []) }))
        let added = try await clinic.ask(
            AddToRoster(group: "small", members: ["M10", "M20", "M30", "M40"], from: nil, to: nil)
        ).outcome
        #expect(added.waitlisted.map(\.rawValue) == ["M30", "M40"])
        let left = try await clinic.ask(RemoveFromRoster(group: "small", members: ["M10"], from: nil)).outcome
        #expect(left.promoted.map(\.rawValue) == ["M30"])
        await #expect(throws: Refusal.self) {
            try await clinic.ask(RemoveFromRoster(group: "small", members: ["M10"], from: nil))
        }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(AddToRoster(group: "small", members: ["M40"], from: nil, to: nil))
        }
    }

    @Test("A change of the roster leaves past attendance as it was")
    func past() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-24 08:00")
        try await clinic.ask(RemoveFromRoster(group: "evening-iop", members: ["M1042"], from: nil))
        #expect(try await clinic.week("M1042")?.credited == .hours(3))
        #expect(try await clinic.week("M1042")?.planned == .hours(3))
    }

    @Test("A cancelled session is the clinic's loss: no no-show, and the week is worked out anew")
    func cancelled() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        try await clinic.ask(CancelSession(session: "evening-iop@2026-11-25", reason: "snow"))
        let week = try #require(try await clinic.week("M1042"))
        #expect(week.possible == .hours(6))
        #expect(week.standing == .outOfReach)
        #expect(week.lost.map(\.rawValue) == ["evening-iop@2026-11-25"])
        #expect(try await !clinic.types(after: 0).contains("attendance.no_show"))
    }

    @Test("A session that is called off half-way credits what was real and makes nobody a no-show")
    func cancelledHalfWay() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 19:00")
        try await clinic.ask(CancelSession(session: "evening-iop@2026-11-23", reason: "no heating"))
        let week = try #require(try await clinic.week("M1042"))
        #expect(week.credited == .hours(1))
        #expect(week.lostByClinic == .hours(2))
        #expect(week.lostByMember == .zero)
        let session = try await clinic.engine.read { try $0.session(SessionName(unchecked: "evening-iop@2026-11-23")) }
        #expect(session?.state == .ended)
        #expect(session?.reason == "no heating")
        #expect(try await !clinic.types(after: 0).contains("attendance.no_show"))
    }

    @Test("More members than the program wants in one group are a warning and never a refusal")
    func groupMaximum() async throws {
        let clinic = try await TestClinic()
        let plain = TestClinic.program(effective: "2026-01-02")
        let small = Program(
            id: plain.id, title: "Small groups", level: "2.1", effective: plain.effective, cohort: nil,
            gates: plain.gates, credit: plain.credit, partialWeek: .exempt, minimumStayDays: nil,
            alertMargin: plain.alertMargin, settling: plain.settling, groupMaximum: 2, sessionMinimum: .hours(4))
        try await clinic.ask(DefineProgram(small))
        let added = try await clinic.ask(
            AddGroup(TestClinic.group("second", days: [.sunday], capacity: 5))
        ).outcome
        #expect(
            added.warnings == [
                "iop-adult is for groups of at most 2", "iop-adult is for sessions of at least 4 h 00",
            ])
        let codes = ["M1042", "M2000", "M3000"]
        try await clinic.ask(AddMembers(codes.map { TestClinic.form($0, "Ada Pepper") }))
        await clinic.pass(until: "2026-11-23 18:00")
        var warnings: [[String]] = []
        for code in codes { warnings.append(try await clinic.checkIn(code).warnings) }
        let warning = "3 are present, and Small groups is for 2"
        #expect(warnings == [[], [], [warning]])
        let onSheet = try await clinic.engine.read { store in
            let session = try #require(try store.session(SessionName(unchecked: "evening-iop@2026-11-23")))
            return try [codes, codes.dropLast()].map { came in
                try clinic.engine.sizeWarning(
                    at: session, came: came.map(MemberCode.init(unchecked:)), in: store)
            }
        }
        #expect(onSheet == [warning, nil])
    }

    @Test("A session that nobody came to and nobody started is cancelled by the clock")
    func nobody() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        await clinic.pass(until: "2026-11-24 08:00")
        let session = try await clinic.engine.read { try $0.session(SessionName(unchecked: "evening-iop@2026-11-23")) }
        #expect(session?.state == .cancelled)
        #expect(try await !clinic.types(after: 0).contains("attendance.no_show"))
    }

    @Test("A week is closed six hours after its end: who fell short is an alert, once, also after a weekend asleep")
    func closed() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        for day in ["2026-11-23", "2026-11-25", "2026-11-27"] {
            await clinic.pass(until: "\(day) 18:00")
            _ = try await clinic.checkIn("M1042")
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "\(day) 21:00")
            try await clinic.ask(EndSession(session: nil, at: nil))
        }
        // The daemon sleeps from Friday night to Tuesday.
        clinic.clock.now = TestClinic.at("2026-12-01 09:00")
        await clinic.engine.runDue()
        let week = Week(start: LocalDate(text: "2026-11-22") ?? LocalDate(daysSince1970: 0))
        let records = try await clinic.engine.read { try $0.weeks(week) }
        #expect(records.map(\.figures.standing) == [.met, .shortfall])
        #expect(records.allSatisfy { $0.closed })
        let shortfalls = try await clinic.engine.read { try $0.alerts(all: true).filter { $0.kind == .shortfall } }
        #expect(shortfalls.map(\.member?.rawValue) == ["M2000"])
        let closings = try await clinic.engine.read {
            try $0.events(after: 0, limit: 10_000).filter { $0.type == "week.closed" }
        }
        #expect(closings.count == 1)
        #expect(closings.first?.body.contains("\"late\":true") == true)
        // The new week runs, although nobody was there when it began.
        let now = try await clinic.engine.read { try $0.weeks(week.next) }
        #expect(now.count == 2)
    }
}
