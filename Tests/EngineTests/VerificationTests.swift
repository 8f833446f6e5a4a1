import Clinic
import Foundation
import Ledger
import Testing

@testable import Engine

@Suite("The ledger held against itself")
struct VerificationTests {
    /// A few weeks of random commands, among them many that are refused.
    private func history(seed: UInt64, steps: Int) async throws -> TestClinic {
        var random = Seeded(seed)
        let clinic = try await TestClinic()
        try await clinic.ask(AddGroup(TestClinic.group("small", days: [.tuesday, .thursday], capacity: 3)))
        try await clinic.ask(
            DefineProgram(
                TestClinic.program(
                    effective: "2026-02-01",
                    absences: AbsenceRule(consecutive: 2, frequent: 3, lateNotices: 2, ofLast: 6))))
        let low = TestClinic.program("low", weekly: .hours(3))
        try await clinic.ask(DefineProgram(low))
        try await clinic.ask(
            AddGroup(TestClinic.group("any", days: [.monday, .saturday], start: "10:00", programs: [])))
        try await clinic.ask(AlertTests.person("SV", .supervisor))
        let codes = (10..<18).map { "M\($0)00" }
        try await clinic.ask(AddMembers(codes.map { TestClinic.form($0, "Ada Pepper") }))
        var now = clinic.clock.now
        for _ in 0..<steps {
            now = now + .minutes(Int.random(in: 1...240, using: &random))
            await clinic.pass(until: "\(TestClinic.zone.date(at: now)) \(TestClinic.zone.wallTime(at: now))")
            let member = codes.randomElement(using: &random) ?? "M1000"
            let other = codes.randomElement(using: &random) ?? "M1000"
            let live = try await clinic.engine.read { try $0.liveSessions().first?.name.rawValue }
            switch Int.random(in: 0..<34, using: &random) {
            case 0...4: _ = try? await clinic.checkIn(member, walkIn: Bool.random(using: &random))
            case 5, 6: _ = try? await clinic.checkOut(member)
            case 7:
                _ = try? await clinic.ask(Undo())
                let (one, two) = (MemberCode(unchecked: member), MemberCode(unchecked: other))
                let looks = RecordDisclosure(
                    .record, about: Subject(member: one), members: [one, two, two], account: nil)
                _ = try await clinic.ask(looks)
            case 8: _ = try? await clinic.ask(StartSession(session: live, at: nil))
            case 9: _ = try? await clinic.ask(EndSession(session: live, at: nil))
            case 10: _ = try? await clinic.ask(AddToRoster(group: "small", members: [member], from: nil, to: nil))
            case 11: _ = try? await clinic.ask(RemoveFromRoster(group: "small", members: [member], from: nil))
            case 12:
                guard let live else { continue }
                _ = try? await clinic.ask(MoveAttendance(session: live, from: member, to: other, walkIn: true))
            case 13:
                _ = try? await clinic.ask(DischargeMember(member: member, on: nil, ending: .left))
            case 14:
                let groups = Bool.random(using: &random) ? ["evening-iop"] : []
                _ = try? await clinic.ask(
                    AdmitMember(member: member, program: "iop-adult", on: nil, groups: groups))
            case 15: _ = try? await clinic.ask(PauseSession(session: live, kind: .rest, at: nil, reason: nil))
            case 16:
                _ = try? await clinic.ask(PauseSession(session: live, kind: .interruption, at: nil, reason: "a test"))
            case 17: _ = try? await clinic.ask(ResumeSession(session: live, at: nil))
            case 18: _ = try? await clinic.ask(ExtendSession(session: live, by: .minutes(10)))
            case 19:
                let next = try await clinic.engine.read { try $0.scheduledSessions().first?.name.rawValue }
                guard let next else { continue }
                _ = try? await clinic.ask(BookMakeup(member: member, session: next, makesUp: nil))
                if let live { _ = try? await clinic.ask(MergeSessions(session: live, into: next)) }
            case 20...24:
                let days = try await clinic.engine.read { store in
                    try store.sessions(from: clinic.today.adding(days: -3), to: clinic.today.adding(days: 3))
                }
                guard let session = days.randomElement(using: &random)?.name.rawValue else { continue }
                await clinic.mend(session, member, using: &random)
            case 25:
                let open = try await clinic.engine.read { try $0.alerts(all: false).map(\.alert) }
                guard let alert = open.randomElement(using: &random) else { continue }
                _ = try? await clinic.ask(AcknowledgeAlert(alert))
            case 26, 27: await clinic.change(stayOf: member, using: &random)
            case 28: await clinic.waive(member, using: &random)
            case 29:
                let week = Week(holding: clinic.today, firstWeekday: .sunday)
                let next = try await clinic.engine.read { store in
                    try store.scheduledSessions().filter { week.contains($0.date) }.map(\.name.rawValue)
                }
                guard let session = next.randomElement(using: &random) else { continue }
                _ = try? await clinic.ask(CancelSession(session: session, reason: "a test"))
            case 30: _ = try? await clinic.ask(SignSession(session: nil, account: nil, summary: Personal("a test")))
            case 31:
                _ = try? await clinic.ask(LeadSession(staff: "SV", session: live, from: nil))
                _ = try? await clinic.ask(CountGuests(guests: Int.random(in: 0...4, using: &random), session: live))
            default:
                guard let live, Bool.random(using: &random) else { continue }
                _ = try? await clinic.ask(CancelSession(session: live, reason: "a test"))
            }
        }
        return clinic
    }

    @Test(
        "After any history the tables are what the events say, and no number is left out",
        arguments: 1...6 as ClosedRange<UInt64>)
    func replay(seed: UInt64) async throws {
        let clinic = try await history(seed: seed, steps: 150)
        let problems = try Verification(path: clinic.folder + "/ledger.db").problems()
        #expect(problems == [], "seed \(seed)")
        // Who is expected at one session and at all of a time is the same.
        let (all, each) = try await clinic.engine.read { store in
            let sessions = try store.sessions(from: clinic.today.adding(days: -400), to: clinic.today.adding(days: 60))
            return (
                try store.expectedCounts(at: sessions),
                try sessions.reduce(into: [:]) { $0[$1.name] = try store.expected(at: $1).count }
            )
        }
        #expect(all == each && !all.isEmpty, "seed \(seed)")
        let count = try await clinic.lastSequence()
        #expect(count > 100, "seed \(seed)")
        let events = try await clinic.engine.read { try $0.events(after: 0, limit: count) }
        #expect(events.map(\.sequence) == Array(1...count), "seed \(seed)")
        #expect(Set(events.map(\.site)).count == 1)
    }

    @Test(
        "After any history the weeks are what they come to when nothing is remembered",
        arguments: 11...22 as ClosedRange<UInt64>)
    func nothingRemembered(seed: UInt64) async throws {
        let clinic = try await history(seed: seed, steps: 150)
        // Early on a Sunday nobody is in any room, and no session has come near since the last event.
        let today = TestClinic.zone.date(at: clinic.clock.now)
        let sunday = Week(holding: today, firstWeekday: .sunday).end
        await clinic.pass(until: "\(sunday) 05:00")
        try clinic.engine.ledger.read { store in
            var compared = 0
            for weeks in (1...8).map({ Week(start: sunday.adding(days: -7 * $0)) }) {
                for written in try store.weeks(weeks) {
                    let work = try Work(reading: store, engine: clinic.engine)
                    let key = WeekKey(member: written.member, week: weeks)
                    let fresh = try #require(try work.record(of: key, closed: written.closed))
                    #expect(fresh.figures.attended == written.figures.attended, "seed \(seed), \(key)")
                    #expect(fresh.figures.credited == written.figures.credited, "seed \(seed), \(key)")
                    #expect(fresh.figures.planned == written.figures.planned, "seed \(seed), \(key)")
                    #expect(fresh.figures.lost == written.figures.lost, "seed \(seed), \(key)")
                    compared += 1
                }
            }
            #expect(compared > 8)
        }
    }

    @Test(
        "After any history no alert has been raised twice without a withdrawal between, and none holds that is wrong",
        arguments: 21...32 as ClosedRange<UInt64>)
    func alertsOnce(seed: UInt64) async throws {
        let clinic = try await history(seed: seed, steps: 200)
        let today = TestClinic.zone.date(at: clinic.clock.now)
        await clinic.pass(until: "\(Week(holding: today, firstWeekday: .sunday).end.adding(days: 1)) 12:00")
        let alerts = try await clinic.engine.read { try Array($0.alerts(all: true).reversed()) }
        #expect(!alerts.isEmpty)
        for (index, alert) in alerts.enumerated() {
            let same = alerts[..<index].last { $0.hasKey(of: alert) }
            guard let same else { continue }
            // The first has been withdrawn, or what took its place has; or a cancelled session leaves others short now.
            let between = alerts[..<index].filter { $0.alert >= same.alert && $0.isAbout(alert) }
            let isMended = alert.kind == .sessionLost && same.endedBy == alert.alert && same.sentence != alert.sentence
            #expect(
                isMended || between.contains { $0.state == .withdrawn && ($0.endedBy ?? .max) < alert.alert },
                "seed \(seed): \(same) and \(alert)")
        }
        for alert in alerts where alert.isLive && alert.kind.isAboutHours {
            let week = Week(start: alert.week)
            let member = try #require(alert.member)
            let now = try #require(try await clinic.engine.read { try $0.week(week, of: member) })
            #expect(now.figures.standing.rawValue == alert.kind.rawValue, "seed \(seed): \(alert)")
        }
        let escalated = try await clinic.engine.read {
            try $0.events(after: 0, limit: 100_000).filter { $0.type == "alert.escalated" }.map(\.cause)
        }
        #expect(Set(escalated).count == escalated.count, "seed \(seed)")
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [], "seed \(seed)")
    }

    @Test(
        "Whatever is changed behind the daemon's back is found",
        arguments: [
            ("UPDATE event SET happened = happened - 60000 WHERE sequence = 40", "event 40 has been changed"),
            ("UPDATE event SET body = '{}' WHERE sequence = 3", "event 3 has been changed"),
            ("DELETE FROM event WHERE sequence = 20", "event 20 is missing"),
            (
                "UPDATE event SET personal = replace(personal, 'Ada', 'Eve') WHERE type = 'member.added'",
                "personal values"
            ),
            ("UPDATE week SET credited = credited + 60", "the table week isn't what the events say"),
            ("DELETE FROM roster", "the table roster isn't what the events say"),
        ])
    func tampering(sql: String, problem: String) async throws {
        let clinic = try await history(seed: 7, steps: 20)
        let path = clinic.folder + "/ledger.db"
        let tool = Process()
        tool.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        tool.arguments = [path, sql]
        try tool.run()
        tool.waitUntilExit()
        #expect(tool.terminationStatus == 0)
        let problems = try Verification(path: path).problems()
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }

    @Test("A ledger that another process writes to is refused")
    func inUse() async throws {
        let clinic = try await TestClinic()
        #expect(throws: LedgerError.self) { try Ledger(path: clinic.folder + "/ledger.db") }
    }
}

extension TestClinic {
    fileprivate var today: LocalDate { Self.zone.date(at: clock.now) }

    /// A random change of a stay, which may well be refused.
    fileprivate func change(stayOf member: String, using random: inout Seeded) async {
        let caller = Caller(uid: 1000, isSupervisor: Bool.random(using: &random))
        let date = today.adding(days: Int.random(in: -9...6, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
            let asked = SetEnrolment(
                member: member, program: Bool.random(using: &random) ? "low" : "iop-adult",
                weekly: .hours(Int.random(in: 0...10, using: &random)),
                transitionWeeks: Int.random(in: 0...1, using: &random), from: date, reason: "a test")
            _ = try? await ask(asked, as: caller)
        case 2: _ = try? await ask(HoldEnrolment(member: member, from: date, reason: "a test"), as: caller)
        case 3: _ = try? await ask(ResumeEnrolment(member: member, on: date), as: caller)
        case 4: _ = try? await ask(TransferMember(member: member, to: "low", on: date, groups: ["any"]), as: caller)
        default:
            let waits = Bool.random(using: &random)
            _ = try? await ask(
                AdmitMember(member: member, program: "low", on: date, groups: waits ? [] : ["any"], waits: waits),
                as: caller)
        }
    }

    /// A random waiver, or the end of one.
    fileprivate func waive(_ member: String, using random: inout Seeded) async {
        let caller = Caller(uid: 1000, isSupervisor: true)
        let first = today.adding(days: Int.random(in: -9...6, using: &random))
        let known = try? await engine.read { try $0.waivers().map(\.waiver) }
        if let waiver = known?.randomElement(using: &random), Bool.random(using: &random) {
            _ = try? await ask(RemoveWaiver(waiver, reason: "a test"), as: caller)
            return
        }
        let terms = WaiverTerms(weekly: .hours(Int.random(in: 0...6, using: &random)), days: nil)
        _ = try? await ask(
            AddWaiver(
                member: Bool.random(using: &random) ? member : nil, program: nil, from: first,
                to: first.adding(days: Int.random(in: 0...8, using: &random)), terms: terms, reason: "a test"),
            as: caller)
    }

    /// A random correction, which may well be refused.
    fileprivate func mend(_ session: String, _ member: String, using random: inout Seeded) async {
        let caller = Caller(uid: 1000, isSupervisor: Bool.random(using: &random))
        let minutes = (0..<2).map { _ in Int.random(in: 0..<240, using: &random) }.sorted()
        let times = minutes.map { "\(17 + $0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" }
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
            let correction = CorrectAttendance(
                session: session, member: member, came: [times[0]], went: Bool.random(using: &random) ? [times[1]] : [],
                mode: nil, walkIn: true, reason: "a test")
            _ = try? await ask(correction, as: caller)
        case 2:
            _ = try? await ask(
                CallOut(session: session, member: member, withdraws: minutes[0] < 20, reason: nil), as: caller)
        case 3:
            _ = try? await ask(
                ReviewAbsence(session: session, member: member, as: .excused, reason: "a test"), as: caller)
        case 4:
            _ = try? await ask(VoidAttendance(session: session, member: member, reason: "a test"), as: caller)
        default:
            _ = try? await ask(ReopenSession(session: session, reason: "a test"), as: caller)
        }
    }
}

extension AlertRecord {
    /// Whether both say the same: of a member, week, version and rule, of a group, of a session, or of an absence.
    fileprivate func hasKey(of other: AlertRecord) -> Bool {
        guard kind == other.kind, isAbout(other) else { return false }
        return kind.isAboutHours ? rule == other.rule && effective == other.effective : true
    }

    /// Whether both are about the same member's week, the same group's, the same session or some absence in common.
    fileprivate func isAbout(_ other: AlertRecord) -> Bool {
        guard member == other.member, session == other.session, group == other.group,
            kind.isAboutHours == other.kind.isAboutHours
        else { return false }
        if member == nil || kind.isAboutHours { return week == other.week }
        return kind == other.kind && !Set(sessions).isDisjoint(with: other.sessions)
    }
}
