import Clinic
import Engine
import Ledger
import Testing

@Suite("A session goes through its agenda")
struct AgendaTests {
    private static let monday = "evening-iop@2026-11-23"
    private static let agenda = Agenda(
        name: "Evening",
        phases: [
            Phase(name: "Check-in round", kind: .round, length: .minutes(30)),
            Phase(name: "Topic", kind: .together, length: .minutes(45)),
            Phase(name: "Break", kind: .rest, length: .minutes(15)),
            Phase(name: "Process group", kind: .together, length: .minutes(90)),
        ], advances: false)

    /// A session that runs since 18:00 with three members, who came in the order of their codes.
    private func running(advances: Bool = false) async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(SetAgenda(group: "evening-iop", agenda: Self.agenda.advancing(advances)))
        try await clinic.ask(
            AddMembers([
                TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill"),
                TestClinic.form("M3000", "Cora Thistle"),
            ]))
        for (member, time) in [("M1042", "17:50"), ("M2000", "17:55"), ("M3000", "18:00")] {
            await clinic.pass(until: "2026-11-23 \(time)")
            _ = try await clinic.checkIn(member)
        }
        try await clinic.ask(StartSession(session: nil, at: nil))
        return clinic
    }

    private func next(_ clinic: TestClinic, skipsTurns: Bool = true) async throws {
        try await clinic.ask(NextPhase(session: nil, skipsTurns: skipsTurns))
    }

    private func course(_ clinic: TestClinic) async throws -> SessionCourse {
        try #require(
            try await clinic.engine.read { try $0.session(SessionName(unchecked: Self.monday))?.course })
    }

    private func phase(_ clinic: TestClinic) async throws -> String? { try await course(clinic).current?.name }

    private func waiting(_ clinic: TestClinic) async throws -> [String] {
        let course = try await course(clinic)
        return try await clinic.engine.read {
            course.waiting(of: try $0.arrivals(at: SessionName(unchecked: Self.monday))).map(\.rawValue)
        }
    }

    private func verify(_ clinic: TestClinic) throws {
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("The break of the agenda is a break: as far as the program says, it is credited")
    func phases() async throws {
        let clinic = try await running()
        var names: [String?] = []
        for (minute, step) in [("18:00", false), ("18:30", true), ("19:15", true), ("19:40", true)] {
            await clinic.pass(until: "2026-11-23 \(minute)")
            if step { try await next(clinic) }
            names.append(try await phase(clinic))
        }
        #expect(names == ["Check-in round", "Topic", "Break", "Process group"])
        await clinic.pass(until: "2026-11-23 21:00")
        await #expect(throws: Refusal.self) { try await next(clinic) }
        try await clinic.ask(EndSession(session: nil, at: nil))
        // 25 minutes of break, of which 15 are credited.
        #expect(try await clinic.week("M1042")?.credited == .minutes(170))
        try verify(clinic)
    }

    @Test("'break' and 'resume' take the agenda's break, and another break is none of its phases")
    func breaks() async throws {
        let clinic = try await running()
        await clinic.pass(until: "2026-11-23 18:10")
        try await clinic.ask(PauseSession(session: nil, kind: .rest, at: nil, reason: nil))
        #expect(try await phase(clinic) == "Check-in round")
        await clinic.pass(until: "2026-11-23 18:15")
        try await clinic.ask(ResumeSession(session: nil, at: nil))
        #expect(try await phase(clinic) == "Check-in round")
        // It stood still for five minutes.
        #expect(try await course(clinic).phaseEnd([]) == TestClinic.at("2026-11-23 18:30"))
        try await next(clinic)
        await clinic.pass(until: "2026-11-23 19:20")
        try await clinic.ask(PauseSession(session: nil, kind: .rest, at: nil, reason: nil))
        #expect(try await phase(clinic) == "Break")
        await clinic.pass(until: "2026-11-23 19:35")
        try await clinic.ask(ResumeSession(session: nil, at: nil))
        #expect(try await phase(clinic) == "Process group")
        try verify(clinic)
    }

    @Test("Phases that give way by themselves do so on time, also when nobody was there to see it")
    func advancing() async throws {
        let clinic = try await running(advances: true)
        // The daemon sleeps from 18:20 to 20:00.
        await clinic.pass(until: "2026-11-23 18:20")
        clinic.clock.now = TestClinic.at("2026-11-23 20:00")
        await clinic.engine.runDue()
        let course = try await course(clinic)
        #expect(course.current?.name == "Process group")
        #expect(course.now.since == TestClinic.at("2026-11-23 19:30"))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await clinic.week("M1042")?.credited == .minutes(180))
        try verify(clinic)
    }

    @Test("An interruption stops the clock of the phase, and no step is taken in it")
    func interrupted() async throws {
        let clinic = try await running(advances: true)
        await clinic.pass(until: "2026-11-23 18:20")
        try await clinic.ask(PauseSession(session: nil, kind: .interruption, at: nil, reason: "fire alarm"))
        await clinic.pass(until: "2026-11-23 18:45")
        #expect(try await phase(clinic) == "Check-in round")
        await #expect(throws: Refusal.self) { try await next(clinic) }
        try await clinic.ask(ResumeSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 18:54")
        #expect(try await phase(clinic) == "Check-in round")
        await clinic.pass(until: "2026-11-23 18:55")
        #expect(try await phase(clinic) == "Topic")
    }

    @Test("What is told of time is told once, survives a restart, and moves with an extension")
    func told() async throws {
        let clinic = try await running()
        try await next(clinic)
        let start = try await clinic.lastSequence()
        await clinic.pass(until: "2026-11-23 18:41")
        // Another engine on the same ledger, as after a restart.
        let engine = try Engine(
            ledger: clinic.engine.ledger,
            site: SiteSettings(name: "Test Clinic", zone: TestClinic.zone, firstWeekday: .sunday), clock: clinic.clock,
            settings: Settings())
        await engine.runDue()
        await clinic.pass(until: "2026-11-23 20:46")
        #expect(
            try await clinic.types(after: start)
                == ["session.phase_ends_soon", "session.phase_overran", "session.ends_soon"])
        try await clinic.ask(ExtendSession(session: nil, by: .minutes(30)))
        let extended = try await clinic.lastSequence()
        await clinic.pass(until: "2026-11-23 21:29")
        #expect(
            try await clinic.types(after: extended).filter { $0.hasPrefix("session.") }
                == ["session.ends_soon", "session.ends_soon"])
        try verify(clinic)
    }

    @Test("A clock that is set back tells nothing twice, and one that is set on tells what it passed once")
    func clockSteps() async throws {
        let clinic = try await running(advances: true)
        await clinic.pass(until: "2026-11-23 18:26")
        let told = try await clinic.lastSequence()
        clinic.clock.now = TestClinic.at("2026-11-23 17:55")
        await clinic.engine.runDue()
        #expect(try await clinic.lastSequence() == told)
        #expect(try await phase(clinic) == "Check-in round")
        // It is set on over the end of the round and of the topic.
        clinic.clock.now = TestClinic.at("2026-11-23 19:20")
        await clinic.engine.runDue()
        #expect(try await phase(clinic) == "Break")
        #expect(try await course(clinic).now.since == TestClinic.at("2026-11-23 19:15"))
        #expect(
            try await clinic.types(after: told).filter { $0 == "session.phase_changed" }.count == 2)
        try verify(clinic)
    }

    @Test("A round: in the order of arrival, over who leaves, with who comes late, and back")
    func round() async throws {
        let clinic = try await running()
        #expect(try await waiting(clinic) == ["M1042", "M2000", "M3000"])
        try await next(clinic, skipsTurns: false)
        _ = try await clinic.checkOut("M2000")
        #expect(try await waiting(clinic) == ["M3000"])
        await clinic.pass(until: "2026-11-23 18:10")
        _ = try await clinic.checkIn("M2000")
        // Who comes back keeps the place of their first arrival.
        #expect(try await waiting(clinic) == ["M2000", "M3000"])
        try await next(clinic, skipsTurns: false)
        try await clinic.ask(PreviousPhase(session: nil))
        #expect(try await waiting(clinic) == ["M2000", "M3000"])
        for _ in 0..<2 { try await next(clinic, skipsTurns: false) }
        #expect(try await waiting(clinic) == [])
        try await next(clinic, skipsTurns: false)
        #expect(try await phase(clinic) == "Topic")
        try await clinic.ask(PreviousPhase(session: nil))
        #expect(try await course(clinic).now.turns.map(\.rawValue) == ["M1042", "M2000", "M3000"])
        try verify(clinic)
    }

    @Test("A group's new agenda leaves a session that has started as it is; without one nothing can be stepped through")
    func changed() async throws {
        let clinic = try await running()
        try await clinic.ask(SetAgenda(group: "evening-iop", agenda: nil))
        #expect(try await phase(clinic) == "Check-in round")
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-25 18:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await #expect(throws: Refusal.self) { try await next(clinic) }
        await #expect(throws: Refusal.self) { try await clinic.ask(PreviousPhase(session: nil)) }
        try verify(clinic)
    }

    @Test("An agenda that doesn't fit the group's meetings is taken, and said to be so")
    func warnings() async throws {
        let clinic = try await TestClinic()
        let short = Agenda(name: "Short", phases: [Self.agenda.phases[1]], advances: false)
        let warned = try await clinic.ask(SetAgenda(group: "evening-iop", agenda: short)).outcome.warnings
        #expect(warned == ["the agenda comes to 0 h 45, and evening-iop meets for 3 h 00"])
        #expect(try await clinic.ask(SetAgenda(group: "evening-iop", agenda: Self.agenda)).outcome.warnings == [])
        await #expect(throws: Refusal.self) {
            try await clinic.ask(SetAgenda(group: "no-such-group", agenda: nil))
        }
    }
}
