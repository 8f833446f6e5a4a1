import Clinic
import Engine
import Ledger
import Testing

@Suite("A facilitator's evening")
struct EveningTests {
    @Test("A session opens itself 30 minutes before its start, and a week of three evenings is met")
    func wholeWeek() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        for (day, hours) in [("2026-11-23", 3), ("2026-11-25", 6), ("2026-11-27", 9)] {
            await clinic.pass(until: "\(day) 17:29")
            await #expect(throws: Refusal.self) { try await clinic.checkIn("M1042") }
            await clinic.pass(until: "\(day) 17:31")
            let inside = try await clinic.checkIn("M1042")
            #expect(inside.changed)
            #expect(inside.session.rawValue == "evening-iop@\(day)")
            await clinic.pass(until: "\(day) 18:00")
            try await clinic.ask(StartSession(session: nil, at: nil))
            #expect(try await clinic.week("M1042")?.standing == .onTrack)
            await clinic.pass(until: "\(day) 21:00")
            let ended = try await clinic.ask(EndSession(session: nil, at: nil)).outcome
            #expect(ended.checkedOut == 1)
            #expect(try await clinic.week("M1042")?.credited == .hours(hours))
        }
        #expect(try await clinic.week("M1042")?.standing == .met)
        #expect(try await !clinic.types(after: 0).contains { $0.hasPrefix("hours.at") })
    }

    @Test("A second check-in of the same stay says since when and changes nothing")
    func second() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        await clinic.pass(until: "2026-11-23 18:02")
        let first = try await clinic.checkIn("M1042")
        let sequence = try await clinic.lastSequence()
        await clinic.pass(until: "2026-11-23 18:30")
        let again = try await clinic.checkIn("m1042")
        #expect(!again.changed)
        #expect(again.since == first.since)
        #expect(try await clinic.lastSequence() == sequence)
    }

    @Test("Nobody came: a no-show, an alert after it has settled, once, and with the session that was lost")
    func noShow() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        let ended = try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(ended.outcome.noShows.map(\.rawValue) == ["M1042"])
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
        #expect(try await clinic.engine.read { try $0.alerts(all: true) }.isEmpty)
        await clinic.pass(until: "2026-11-23 21:29")
        #expect(try await clinic.engine.read { try $0.alerts(all: true) }.isEmpty)
        await clinic.pass(until: "2026-11-24 08:00")
        let alerts = try await clinic.engine.read { try $0.alerts(all: true) }
        #expect(alerts.map(\.kind) == [.outOfReach])
        #expect(alerts.first?.missing == .hours(3))
        #expect(alerts.first?.delivered == false)
    }

    @Test("Nobody ended the session: the clock does at its planned end, and says so")
    func forgotten() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        await clinic.pass(until: "2026-11-23 18:04")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(StartSession(session: nil, at: "18:00"))
        await clinic.pass(until: "2026-11-23 23:00")
        #expect(try await clinic.week("M1042")?.credited == .hours(3))
        let session = try await clinic.engine.read { try $0.session(SessionName(unchecked: "evening-iop@2026-11-23")) }
        #expect(session?.state == .ended)
        #expect(session?.ended == TestClinic.at("2026-11-23 21:00"))
    }

    @Test(
        "A session that nobody held doesn't take place, whatever was said of absences from it",
        arguments: [AttendanceState.calledOut, .excused, .lateCancel, .unexcused])
    func nobodyHeld(state: AttendanceState) async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        let name = SessionName(unchecked: "evening-iop@2026-11-23")
        await clinic.pass(until: "2026-11-23 12:00")
        if state == .calledOut {
            try await clinic.ask(CallOut(session: name.rawValue, member: "M1042", withdraws: false, reason: nil))
        } else {
            try await clinic.ask(
                ReviewAbsence(session: name.rawValue, member: "M1042", as: state, reason: "told by telephone"))
        }
        await clinic.pass(until: "2026-11-23 23:00")
        let (session, attendances) = try await clinic.engine.read { store in
            (try store.session(name), try store.attendances(at: name))
        }
        #expect(session?.state == .cancelled)
        #expect(attendances.map(\.state) == [state])
        #expect(try await clinic.week("M2000")?.lostByClinic == .hours(3))
        #expect(try await clinic.week("M2000")?.lostByMember == .zero)
    }

    @Test("What was corrected before it settled raises no alert")
    func settled() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:10")
        let late = CheckIn(
            member: "M1042", session: "evening-iop@2026-11-23", at: "18:05", mode: .inPerson, walkIn: false,
            reason: "forgotten")
        #expect(try await clinic.ask(late).outcome.changed)
        #expect(try await clinic.week("M1042")?.standing == .onTrack)
        await clinic.pass(until: "2026-11-24 08:00")
        #expect(try await clinic.engine.read { try $0.alerts(all: true) }.isEmpty)
    }
}
