import Clinic
import Engine
import Ledger
import Testing

@Suite("Waivers: weeks in which less is asked for")
struct WaiverTests {
    private static let supervisor = Caller(uid: 2000, isSupervisor: true)
    private static let week = Week(start: LocalDate(text: "2026-11-22") ?? LocalDate(daysSince1970: 0))

    /// M1042 misses Monday, M2000 is there.
    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        try await hold(clinic, "2026-11-23", present: ["M2000"])
        await clinic.pass(until: "2026-11-23 22:00")
        return clinic
    }

    private func hold(_ clinic: TestClinic, _ day: String, present: [String]) async throws {
        await clinic.pass(until: "\(day) 18:00")
        for member in present { _ = try await clinic.checkIn(member) }
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "\(day) 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
    }

    private func waiver(
        member: String? = nil, program: String? = nil, on day: String, to last: String? = nil,
        terms: WaiverTerms = .nothing
    ) -> AddWaiver {
        AddWaiver(
            member: member, program: program, from: LocalDate(text: day), to: last.flatMap(LocalDate.init(text:)),
            terms: terms, reason: "a holiday")
    }

    private func standings(_ clinic: TestClinic) async throws -> [Standing] {
        try await clinic.engine.read { try $0.weeks(Self.week).map(\.figures.standing) }
    }

    private func alerts(_ clinic: TestClinic) async throws -> [AlertRecord.State] {
        try await clinic.engine.read { try $0.alerts(all: true).map(\.state) }
    }

    @Test(
        "A waiver of everything withdraws the alert, closes the week as waived, and taken back raises a shortfall once")
    func everything() async throws {
        let clinic = try await clinic()
        #expect(try await standings(clinic) == [.outOfReach, .onTrack])
        #expect(try await alerts(clinic) == [.raised])
        let waiver = try await clinic.ask(waiver(member: "M1042", on: "2026-11-26")).outcome.waiver
        #expect(try await standings(clinic) == [.waived, .onTrack])
        #expect(try await alerts(clinic) == [.withdrawn])
        for day in ["2026-11-25", "2026-11-27"] { try await hold(clinic, day, present: ["M1042", "M2000"]) }
        await clinic.pass(until: "2026-11-30 01:00")
        #expect(try await standings(clinic) == [.waived, .met])
        let closed = try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).filter { $0.type == "week.closed" }.map(\.body)
        }
        #expect(closed.count == 1)
        #expect(closed[0].contains("\"met\":1"))
        #expect(closed[0].contains("\"shortfall\":0"))
        #expect(closed[0].contains("\"waived\":1"))
        // With the hours of both, and what each one's week came to.
        #expect(closed[0].contains("\"creditedSeconds\":54000,\"exempt\":0"))
        #expect(closed[0].contains("\"requiredSeconds\":32400"))
        #expect(
            closed[0].contains(
                """
                {"creditedSeconds":21600,"member":"M1042","outcome":"waived","requiredSeconds":0},\
                {"creditedSeconds":32400,"member":"M2000","outcome":"met","requiredSeconds":32400}
                """))
        #expect(try await alerts(clinic) == [.withdrawn])
        await #expect(throws: Refusal.self) { try await clinic.ask(RemoveWaiver(waiver, reason: "a mistake")) }
        try await clinic.ask(RemoveWaiver(waiver, reason: "a mistake"), as: Self.supervisor)
        #expect(try await standings(clinic) == [.shortfall, .met])
        #expect(try await alerts(clinic) == [.raised, .withdrawn])
        #expect(try await clinic.engine.read { try $0.waivers() }.isEmpty)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A waiver for everybody that leaves 6 hours: who reaches them is waived, who reaches 9 has met the week")
    func part() async throws {
        let clinic = try await clinic()
        try await clinic.ask(waiver(on: "2026-11-26", terms: WaiverTerms(weekly: .hours(6), days: nil)))
        #expect(try await standings(clinic) == [.atRisk, .onTrack])
        try await hold(clinic, "2026-11-25", present: ["M1042", "M2000"])
        #expect(try await standings(clinic) == [.atRisk, .waived])
        try await hold(clinic, "2026-11-27", present: ["M1042", "M2000"])
        #expect(try await standings(clinic) == [.waived, .met])
    }

    /// Each row: for whom, the hours and days that are left, and whether that is less than the 9 hours of the program.
    @Test(
        "A waiver that waives nothing is refused",
        arguments: [
            ("everybody", 99, nil, false), ("everybody", 9, nil, false), ("everybody", 9, 2, true),
            ("everybody", 8, nil, true), ("M1042", 30, nil, false), ("M1042", 12, nil, false), ("M1042", 11, nil, true),
            ("M2000", 11, nil, false), ("iop-adult", 12, nil, false), ("iop-adult", 11, nil, true),
            ("three-days", 9, 3, false), ("three-days", 9, 2, true), ("three-days", 10, 2, false),
        ] as [(String, Int, Int?, Bool)])
    func nothing(whom: String, hours: Int, days: Int?, isLess: Bool) async throws {
        let clinic = try await clinic()
        let plain = TestClinic.program("three-days")
        try await clinic.ask(
            DefineProgram(
                Program(
                    id: plain.id, title: plain.title, level: plain.level, effective: plain.effective, cohort: nil,
                    gates: Gates(weeklyMinimum: .hours(9), minimumDays: 3), credit: plain.credit,
                    partialWeek: .exempt, minimumStayDays: 90, alertMargin: plain.alertMargin,
                    settling: plain.settling)))
        if whom != "everybody" {
            try await clinic.ask(
                SetEnrolment(
                    member: "M1042", weekly: .hours(12), from: LocalDate(text: "2026-11-22"), reason: "a plan"))
        }
        let terms = WaiverTerms(weekly: .hours(hours), days: days)
        let asked = waiver(
            member: whom.hasPrefix("M") ? whom : nil, program: whom.contains("-") ? whom : nil, on: "2026-11-26",
            terms: terms)
        if isLess {
            try await clinic.ask(asked)
        } else {
            let refusal = await #expect(throws: Refusal.self) { try await clinic.ask(asked) }
            #expect(refusal?.message.contains("waives nothing") == true)
        }
    }

    @Test("An alert in a waived week says that a waiver holds")
    func sentence() async throws {
        let clinic = try await clinic()
        try await clinic.ask(
            waiver(program: "iop-adult", on: "2026-11-26", terms: WaiverTerms(weekly: .hours(6), days: nil)))
        try await hold(clinic, "2026-11-25", present: ["M2000"])
        await clinic.pass(until: "2026-11-25 22:00")
        let sentence = try await clinic.engine.read { try $0.alerts(all: false).first?.sentence }
        #expect(
            sentence?.hasPrefix("6 h a week from a waiver of the program iop-adult of 2026-01-01: 3 h missing") == true)
    }

    @Test("An alert about a cancelled session says anew whom it leaves short when a waiver comes or goes")
    func cancelledSession() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 12:00")
        let lost = {
            try await clinic.engine.read { try $0.alerts(all: true).filter { $0.kind == .sessionLost } }.map {
                "\($0.state.rawValue) \($0.missing.hoursAndMinutes)"
            }
        }
        try await clinic.ask(CancelSession(session: "evening-iop@2026-11-23", reason: "a burst pipe"))
        #expect(try await lost() == ["raised 3 h 00"])
        let half = try await clinic.ask(waiver(on: "2026-11-26", terms: WaiverTerms(weekly: .hours(8), days: nil)))
        #expect(try await lost() == ["raised 2 h 00", "superseded 3 h 00"])
        try await clinic.ask(RemoveWaiver(half.outcome.waiver, reason: "a mistake"))
        #expect(try await lost() == ["raised 3 h 00", "superseded 2 h 00", "superseded 3 h 00"])
        try await clinic.ask(waiver(member: "M2000", on: "2026-11-26"))
        #expect(try await lost().count == 4)
        let alert = try await clinic.engine.read { try $0.alerts(all: false).first }
        #expect(alert?.sentence.contains("1 member") == true, "\(alert?.sentence ?? "")")
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A waiver ahead of time holds when its week begins")
    func ahead() async throws {
        let clinic = try await clinic()
        try await clinic.ask(waiver(on: "2026-12-24", to: "2027-01-01"))
        #expect(try await standings(clinic) == [.outOfReach, .onTrack])
        await clinic.pass(until: "2026-12-20 12:00")
        #expect(try await clinic.week("M2000")?.standing == .waived)
        await clinic.pass(until: "2026-12-27 12:00")
        #expect(try await clinic.week("M2000")?.standing == .waived)
        await clinic.pass(until: "2027-01-03 12:00")
        #expect(try await clinic.week("M2000")?.standing == .onTrack)
    }

    @Test(
        "What can't be is refused with a reason",
        arguments: [
            (
                AddWaiver(member: "M1042", program: "iop-adult", from: nil, to: nil, terms: .nothing, reason: "a test"),
                "a member, for a program or for everybody"
            ),
            (
                AddWaiver(
                    member: nil, program: nil, from: LocalDate(text: "2026-12-01"), to: LocalDate(text: "2026-11-30"),
                    terms: .nothing, reason: "a test"), "from 2026-12-01 to 2026-11-30 is none"
            ),
            (
                AddWaiver(member: nil, program: nil, from: nil, to: nil, terms: .nothing, reason: " "),
                "a waiver needs a reason"
            ),
        ])
    func refusals(command: AddWaiver, reason: String) async throws {
        let clinic = try await clinic()
        do {
            try await clinic.ask(command)
            Issue.record("nothing was refused")
        } catch let refusal as Refusal {
            #expect(refusal.message.contains(reason), "\(refusal.message)")
        }
    }
}
