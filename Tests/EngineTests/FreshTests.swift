import Clinic
import Engine
import Ledger
import Testing

@Suite("What is read while a session runs is so now")
struct FreshTests {
    private static let name = SessionName(unchecked: "evening-iop@2026-11-23")

    private func evening() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        return clinic
    }

    private func fresh(_ clinic: TestClinic) async throws -> [String: WeekFigures] {
        let today = TestClinic.zone.date(at: clinic.clock.now)
        let now = Week(holding: today, firstWeekday: .sunday)
        return try await clinic.engine.read { store in
            let all = try clinic.engine.weeks(on: today, in: store)
            for record in all {
                let one = try clinic.engine.week(now, of: record.member, in: store)
                #expect(one?.figures.possible == record.figures.possible)
                #expect(one?.figures.standing == record.figures.standing)
            }
            return Dictionary(all.map { ($0.member.rawValue, $0.figures) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Minutes that are possible for somebody who hasn't come by a time, and where that leaves them.
    @Test(arguments: [("18:05", 540, Standing.onTrack), ("18:06", 534, .outOfReach), ("19:00", 480, .outOfReach)])
    func unseen(time: String, possible: Int, standing: Standing) async throws {
        let clinic = try await evening()
        await clinic.pass(until: "2026-11-23 \(time)")
        let figures = try await fresh(clinic)
        #expect(figures["M1042"]?.possible == .minutes(possible))
        #expect(figures["M1042"]?.standing == standing)
        #expect(figures["M2000"]?.possible == .hours(9))
        #expect(figures["M2000"]?.standing == .onTrack)
    }

    @Test("A break that lasts for longer than is credited costs everybody, minute by minute")
    func longBreak() async throws {
        let clinic = try await evening()
        await clinic.pass(until: "2026-11-23 19:00")
        try await clinic.ask(PauseSession(session: nil, kind: .rest, at: nil, reason: nil))
        await clinic.pass(until: "2026-11-23 19:25")
        #expect(try await fresh(clinic)["M2000"]?.possible == .minutes(530))
    }

    @Test("An alert about somebody who never came is raised once, half an hour after the end")
    func told() async throws {
        let clinic = try await evening()
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-24 08:00")
        let alerts = try await clinic.engine.read { try $0.alerts(all: true) }
        #expect(alerts.map(\.kind) == [.outOfReach])
        #expect(alerts.map(\.raised) == [TestClinic.at("2026-11-23 21:30")])
    }

    @Test("Who has gone on to another session is away from the first one until that is over")
    func away() async throws {
        let clinic = try await evening()
        let individual = try await clinic.ask(
            AddSession(
                kind: .individual, members: ["M2000"], facilitators: [], on: nil,
                at: WallTime(text: "19:00") ?? .midnight, length: .minutes(30))
        ).outcome.session.rawValue
        let present = {
            try await clinic.engine.read { store in
                try ([Self.name, SessionName(unchecked: individual)]).map { try store.presentCount(at: $0) }
            }
        }
        await clinic.pass(until: "2026-11-23 19:00")
        #expect(try await present() == [1, 0])
        try await clinic.ask(
            CheckIn(member: "M2000", session: individual, at: nil, mode: .inPerson, walkIn: false))
        try await clinic.ask(StartSession(session: individual, at: nil))
        #expect(try await present() == [0, 1])
        #expect(try await clinic.engine.read { try $0.arrivals(at: Self.name) } == [])
        await clinic.pass(until: "2026-11-23 19:30")
        try await clinic.ask(EndSession(session: individual, at: nil))
        #expect(try await present() == [1, 0])
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: Self.name.rawValue, at: nil))
        let figures = try await clinic.week("M2000")
        #expect(figures?.credited == .minutes(180))
        #expect(figures?.attended == .minutes(180))
    }
}
