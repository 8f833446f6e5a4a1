import Clinic
import ConvenedAPI
import Engine
import Foundation
import Ledger
import Testing

@testable import Daemon

/// Three weeks of a group that meets on Mondays and Wednesdays from 18:00 to 21:00, in a program of six hours.
///
/// Weeks begin on Sunday 2026-11-01, 2026-11-08 and 2026-11-15. A1 comes to everything but the Wednesday of the second
/// week; B2 comes on Mondays, 40 minutes late, is excused on the first Wednesday and absent on the others.
@Suite final class ReportTests {
    private let desk: Desk
    private let clock: ManualClock
    private let folder: String

    init() async throws {
        folder = NSTemporaryDirectory() + "reports-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        clock = ManualClock(Self.at("2026-11-01", "08:00"))
        var settings = Settings()
        settings.measures = [
            Measure(id: MeasureID(unchecked: "craving"), name: "Craving", range: 0...10, better: .lower, alert: 8)
        ]
        let engine = try Engine(
            ledger: Ledger(path: folder + "/ledger.db"),
            site: SiteSettings(name: "Report Clinic", zone: .utc, firstWeekday: .sunday), clock: clock,
            settings: settings)
        desk = Desk(
            engine: engine, roles: Roles(), denials: Denials(clock: clock) { _ in },
            backups: BackupFolder(folder + "/backups"))
        try await found()
        for week in 0..<3 {
            let monday = Self.day("2026-11-02").adding(days: 7 * week)
            try await hold(on: monday, here: ["A1": "18:00", "B2": "18:40"])
            try await ask(RecordMeasures(member: "A1", session: nil, values: [("craving", Personal(1))]))
            try await ask(RecordMeasures(member: "A1", session: nil, values: [("craving", Personal(9 - 2 * week))]))
            try await hold(on: monday.adding(days: 2), here: week == 1 ? [:] : ["A1": "17:50"])
        }
        try await pass(until: Self.at("2026-11-21", "12:00"))
        try await ask(
            ReviewAbsence(session: "duo@2026-11-04", member: "B2", as: .excused, reason: "a test"), supervisor: true)
        for session in ["duo@2026-11-02", "duo@2026-11-04", "duo@2026-11-09"] {
            try await ask(SignSession(session: session, account: nil, summary: nil))
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func day(_ text: String) -> LocalDate { LocalDate(text: text) ?? LocalDate(daysSince1970: 0) }

    private static func at(_ date: String, _ time: String) -> Instant {
        Zone.utc.instant(of: day(date), at: WallTime(text: time) ?? .midnight)
    }

    @discardableResult
    private func ask<Asked: Command>(_ command: Asked, supervisor: Bool = false) async throws -> Asked.Outcome {
        try await desk.engine.submit(command, from: Caller(uid: 1000, isSupervisor: supervisor)).outcome
    }

    private func pass(until end: Instant) async throws {
        while true {
            let next = await desk.engine.runDue()
            if next > end { break }
            clock.now = next
            try await ask(ScheduleAhead())
        }
        clock.now = end
    }

    private func found() async throws {
        let template = try ProgramTemplate.shippedPrograms().first { $0.id.rawValue == "step-down" }
        let plain = try #require(template)
        try await ask(
            DefineProgram(
                Program(
                    id: plain.id, title: plain.title, level: "2.1", effective: plain.effective, cohort: nil,
                    gates: Gates(weeklyMinimum: .hours(6)), credit: plain.credit, partialWeek: .exempt,
                    minimumStayDays: nil, alertMargin: .minutes(30), settling: .minutes(30),
                    stay: StayRule(steps: [Step(afterDays: 14, weeklyMinimum: .hours(3))]))))
        try await ask(
            AddGroup(
                Group(
                    id: GroupID(unchecked: "duo"), name: "Duo", label: "Monday group", kind: .group,
                    programs: [plain.id], cohort: nil, capacity: 4,
                    meetings: [.monday, .wednesday].map {
                        Meeting(weekday: $0, start: WallTime(text: "18:00") ?? .midnight, length: .hours(3))
                    }, facilitators: [StaffInitials(unchecked: "RK"), StaffInitials(unchecked: "LM")],
                    lead: StaffInitials(unchecked: "LM"))))
        try await ask(
            AddStaff(
                StaffMember(
                    initials: StaffInitials(unchecked: "LM"), name: Personal("Lou Milkwort"), credentials: "LPC",
                    account: nil, roles: [.facilitator])))
        let names = ["A1": "Ada Pepper", "B2": "Ben Quillwort"]
        try await ask(
            AddMembers(
                names.sorted { $0.key < $1.key }.map { code, name in
                    MemberForm(
                        code: code,
                        details: MemberDetails(
                            name: Personal(name), born: Personal(LocalDate(daysSince1970: 7000)),
                            contacts: Personal([])),
                        program: "step-down", admitted: Self.day("2026-11-01"), groups: ["duo"])
                }))
        try await ask(ScheduleAhead())
    }

    private func hold(on date: LocalDate, here: [String: String]) async throws {
        for (member, time) in here.sorted(by: { $0.value < $1.value }) {
            try await pass(until: Self.at(date.description, time))
            if time >= "18:00", clock.now >= Self.at(date.description, "18:00") {
                _ = try? await ask(StartSession(session: nil, at: "18:00"))
            }
            try await ask(CheckIn(member: member, session: nil, at: nil, mode: .inPerson, walkIn: false))
        }
        try await pass(until: Self.at(date.description, "20:00"))
        _ = try? await ask(StartSession(session: nil, at: "18:00"))
        if date == Self.day("2026-11-09") {
            try await ask(PauseSession(session: nil, kind: .interruption, at: "19:00", reason: "an alarm"))
            try await ask(ResumeSession(session: nil, at: "19:10"))
        }
        try await pass(until: Self.at(date.description, "21:00"))
        try await ask(EndSession(session: nil, at: nil))
    }

    private func read<Value: Sendable>(_ question: @escaping @Sendable (Store) throws -> Value) async throws -> Value {
        try await desk.engine.read(question)
    }

    @Test("A stay: hours by week beside what held then, attendance, the longest gap, and the step")
    func stay() async throws {
        let desk = desk
        let report = try await read { try desk.stayReport(MemberCode(unchecked: "A1"), nil, $0) }
        // The second Monday lost ten minutes to the alarm; since the Sunday of the third week three hours are asked for.
        #expect(report.weeks.map { $0.creditedSeconds / 60 } == [360, 170, 360])
        #expect(report.weeks.map { $0.attendedSeconds / 60 } == [360, 180, 360])
        #expect(report.weeks.map { $0.requiredSeconds / 60 } == [360, 360, 180])
        #expect(report.weeks.map(\.standing) == ["met", "shortfall", "met"])
        // Of the second week a session isn't signed, and the third one isn't closed.
        #expect(report.weeks.map(\.closed) == [true, true, false])
        #expect(report.weeks.map(\.provisional) == [false, true, true])
        #expect((report.attended, report.missed, report.excused) == (5, 1, 0))
        // Six days lie between the two Mondays, of which the Wednesday in between was missed.
        #expect(report.longestGapDays == 6)
        #expect(report.gapFrom == "2026-11-09")
        #expect(report.gapTo == "2026-11-16")
        #expect(report.stay.marks == [.init(on: "2026-11-15", text: "step-down, 3 h 00 a week (step 1)")])
        // Of two values on a day the last one counts.
        #expect(
            report.measures == [
                API.Reports.Course(
                    measure: "craving", name: "Craving", lowest: 0, highest: 10, better: "lower", alert: 8,
                    points: [
                        .init(date: "2026-11-02", value: 9, alarming: true),
                        .init(date: "2026-11-09", value: 7, alarming: false),
                        .init(date: "2026-11-16", value: 5, alarming: false),
                    ])
            ])
        let other = try await read { try desk.stayReport(MemberCode(unchecked: "B2"), nil, $0) }
        #expect(other.measures.isEmpty)
        #expect(other.weeks.map { $0.creditedSeconds / 60 } == [140, 130, 140])
        #expect((other.attended, other.missed, other.excused) == (3, 2, 1))
        await #expect(throws: Refusal.self) {
            try await read { try desk.stayReport(MemberCode(unchecked: "A1"), Self.day("2026-11-02"), $0) }
        }
    }

    @Test("The longest gap is of days without treatment that counts, and has no days on hold")
    func gap() async throws {
        let desk = desk
        let report = { try await self.read { try desk.stayReport(MemberCode(unchecked: "A1"), nil, $0) } }
        let hold = HoldEnrolment(
            member: "A1", from: Self.day("2026-11-11"), until: Self.day("2026-11-15"), reason: "a trip")
        try await ask(hold, supervisor: true)
        var found = try await report()
        #expect((found.longestGapDays, found.gapFrom, found.gapTo) == (4, "2026-11-04", "2026-11-09"))
        // Ten minutes of that Monday earn nothing, so it is no day of treatment: 11 days lie between, 4 of them on hold.
        try await ask(
            CorrectAttendance(
                session: "duo@2026-11-09", member: "A1", came: ["18:00"], went: ["18:10"], mode: nil, walkIn: false,
                reason: "the sheet"), supervisor: true)
        found = try await report()
        #expect((found.longestGapDays, found.gapFrom, found.gapTo) == (7, "2026-11-04", "2026-11-16"))
    }

    @Test("A month: the weeks that begin in it, with sums")
    func month() async throws {
        let desk = desk
        let report = try await read { try desk.monthReport(Self.day("2026-11-01"), { _ in true }, $0) }
        #expect(report.weeks == ["2026-11-01", "2026-11-08", "2026-11-15"])
        #expect(report.rows.map(\.member) == ["A1", "B2"])
        #expect(report.rows.map { $0.creditedSeconds / 60 } == [890, 410])
        #expect(report.rows.map { $0.attendedSeconds / 60 } == [900, 420])
        #expect(report.rows.map { $0.requiredSeconds / 60 } == [900, 900])
        #expect(report.rows.map { $0.countedSeconds / 60 } == [890, 410])
        #expect(report.rows.map { $0.weeks.map(\.provisional) } == [[false, true, true], [false, true, true]])
        let none = try await read { try desk.monthReport(Self.day("2026-10-01"), { _ in true }, $0) }
        #expect(none.rows.isEmpty)
    }

    @Test("A group: who was expected, who came, who didn't")
    func group() async throws {
        let desk = desk
        let report = try await read { store in
            try desk.groupReport(
                desk.known(group: "duo", in: store), from: Self.day("2026-11-01"), to: Self.day("2026-11-21"), store)
        }
        #expect(report.meetings.map(\.expected) == [2, 2, 2, 2, 2, 2])
        #expect(report.meetings.map(\.present) == [2, 1, 2, 0, 2, 1])
        #expect(report.meetings.map(\.noShows) == [0, 0, 0, 2, 0, 1])
        #expect(report.meetings.map(\.excused) == [0, 1, 0, 0, 0, 0])
        #expect(report.meetings.map { $0.creditedSeconds / 60 } == [320, 180, 300, 0, 320, 180])
        #expect(report.meetings.allSatisfy { $0.treatedSeconds == 3 * 3600 && $0.capacity == 4 })
    }

    @Test("A sheet: start and stop, who led with credentials, who was there and how long")
    func sheet() async throws {
        let desk = desk
        let sheet = try await read { try desk.sheet(desk.engine.session("duo@2026-11-09", in: $0), $0) }
        #expect(sheet.startedAt == "2026-11-09T18:00:00+00:00")
        #expect(sheet.endedAt == "2026-11-09T21:00:00+00:00")
        #expect(sheet.facilitators.map(\.staff) == ["LM", "RK"])
        #expect(sheet.facilitators.map(\.lead) == [true, false])
        #expect(
            sheet.facilitators.map(\.led) == [
                [.init(from: "2026-11-09T18:00:00+00:00", to: "2026-11-09T21:00:00+00:00")], [],
            ])
        #expect(sheet.signedBy == "uid:1000")
        #expect(sheet.sentence == SignSession.sentence)
        #expect(sheet.facilitators.compactMap(\.credentials) == ["LPC"])
        #expect(sheet.facilitators.compactMap(\.name) == ["Lou Milkwort"])
        #expect(sheet.pauses.compactMap(\.reason) == ["an alarm"])
        #expect(sheet.present == 2)
        #expect(sheet.rows.map(\.name) == ["Ada Pepper", "Ben Quillwort"])
        #expect(
            sheet.rows.map { $0.times.map(\.in) } == [["2026-11-09T18:00:00+00:00"], ["2026-11-09T18:40:00+00:00"]])
        #expect(sheet.rows.map { $0.attendedSeconds / 60 } == [180, 140])
        #expect(sheet.rows.map { $0.creditedSeconds / 60 } == [170, 130])
        // A sheet of a session to come is there to be filled in.
        let blank = try await read { try desk.sheet(desk.engine.session("duo@2026-11-23", in: $0), $0) }
        #expect(blank.rows.map(\.state) == ["expected", "expected"])
        #expect(blank.startedAt == nil)
    }

    /// How many sessions behind a week aren't signed, and whose rows of its table that marks.
    private func unsigned(_ week: Week) async throws -> (Int, [String]) {
        let desk = desk
        return try await read { store in
            try (
                store.unsignedCount(behind: week, from: Zone.utc.start(of: week.start)),
                desk.unsignedMembers(among: store.weeks(week), store).map(\.rawValue).sorted()
            )
        }
    }

    @Test("A week is final once it is closed and every session behind it is signed, for those who were behind them")
    func provisional() async throws {
        let desk = desk
        let second = Week(start: Self.day("2026-11-08"))
        var found = try await unsigned(second)
        #expect(found == (1, ["A1", "B2"]))
        try await ask(SignSession(session: "duo@2026-11-11", account: nil, summary: nil))
        found = try await unsigned(second)
        #expect(found == (0, []))
        // A correction of what is signed makes the week of that member, and of whoever else was there, provisional again.
        try await ask(
            CorrectAttendance(
                session: "duo@2026-11-09", member: "A1", came: ["18:10"], went: [], mode: nil, walkIn: false,
                reason: "the sheet"), supervisor: true)
        found = try await unsigned(second)
        #expect(found == (1, ["A1", "B2"]))
        // Where nothing is signed, whoever was at a session or missed one is marked too.
        try await ask(
            CorrectAttendance(
                session: "duo@2026-11-11", member: "A1", came: ["18:00"], went: [], mode: nil, walkIn: false,
                reason: "a test"), supervisor: true)
        found = try await unsigned(second)
        #expect(found == (2, ["A1", "B2"]))
        // The present week is provisional anyway, so nobody is looked for.
        let present = Week(start: Self.day("2026-11-15"))
        #expect(try await read { try desk.unsignedMembers(among: $0.weeks(present), $0) } == [])
    }

    @Test("An extract has all of one member and nothing of another")
    func extract() async throws {
        let desk = desk
        // They had a family session with somebody else, in whose group it stands.
        try await ask(
            AddSession(
                kind: .family, members: ["A1", "B2"], facilitators: [], on: Self.day("2026-11-10"),
                at: WallTime(text: "14:00") ?? .midnight, length: .minutes(45), reason: "not written down"),
            supervisor: true)
        let extract = try await read { try desk.extract(of: MemberCode(unchecked: "B2"), withNotes: true, $0) }
        #expect(extract.name == "Ben Quillwort")
        #expect(extract.visits.map(\.state) == ["left", "excused", "left", "left", "no_show", "left", "no_show"])
        #expect(extract.visits.map(\.label).filter { $0 != "Monday group" } == ["Family session"])
        let text = String(decoding: try JSONEncoder().encode(extract), as: UTF8.self).lowercased()
        for other in ["a1", "ada", "pepper"] { #expect(!text.contains(other), "\(other)") }
    }

    @Test("Weeks that overlap, since they began on different weekdays, are all there, in order")
    func weeksOfTwoKinds() async throws {
        let desk = desk
        let plain = try #require(try await read { try $0.versions(of: ProgramID(unchecked: "step-down")).first })
        try await ask(
            DefineProgram(
                Program(
                    id: ProgramID(unchecked: "own-weeks"), title: plain.title, level: "2.1", effective: plain.effective,
                    cohort: nil, gates: plain.gates, credit: plain.credit, partialWeek: .exempt, minimumStayDays: nil,
                    alertMargin: plain.alertMargin, settling: plain.settling, weekStarts: .admission)))
        let details = MemberDetails(
            name: Personal("Cora Wicklow"), born: Personal(Self.day("1990-01-01")), contacts: Personal([]))
        try await ask(
            AddMembers([
                MemberForm(
                    code: "C3", details: details, program: "own-weeks", admitted: Self.day("2026-11-17"), groups: [])
            ]))
        try await ask(TransferMember(member: "C3", to: "step-down", on: Self.day("2026-11-21"), groups: ["duo"]))
        let extract = try await read { try desk.extract(of: MemberCode(unchecked: "C3"), withNotes: false, $0) }
        #expect(extract.weeks.map(\.week) == ["2026-11-15", "2026-11-17"])
        let month = try await read { try desk.monthReport(Self.day("2026-11-01"), { $0.member.rawValue == "C3" }, $0) }
        #expect(month.rows.map { $0.weeks.map(\.week) } == [["2026-11-15", "2026-11-17"]])
    }

    @Test("Notes are in the member's own extract for whoever may read them, and nobody else's are")
    func notes() async throws {
        let desk = desk
        for (member, text) in [("B2", "found work"), ("A1", "slept badly")] {
            try await ask(
                RecordNote(member: member, session: nil, kind: .success, text: Personal(text), account: nil))
        }
        for isReader in [true, false] {
            let notes = try await read {
                try desk.extract(of: MemberCode(unchecked: "B2"), withNotes: isReader, $0).notes
            }
            #expect(notes == [.init(kind: "success", date: "2026-11-21", text: isReader ? "found work" : nil)])
        }
    }

    @Test(
        "Notes are read by who facilitates a group of the member's, the case manager, the deputy and supervisors",
        arguments: [
            ("LM", [], true), ("RK", [], true), ("CM", [], true), ("DP", [], true), ("XX", [], false),
            ("XX", [.supervisor], true), ("XX", [.facilitator, .caseManager], false),
        ] as [(String, [StaffRole], Bool)])
    func readers(_ example: (initials: String, roles: [StaffRole], reads: Bool)) async throws {
        let desk = desk
        for initials in ["CM", "DP"] {
            try await ask(
                AddStaff(
                    StaffMember(
                        initials: StaffInitials(unchecked: initials), name: Personal("Kit Rowan"), credentials: nil,
                        account: nil, roles: [.caseManager])))
        }
        try await ask(AssignMember("A1", caseManager: "CM", deputy: "DP"))
        let person = StaffMember(
            initials: StaffInitials(unchecked: example.initials), name: Personal("Kit Rowan"), credentials: nil,
            account: nil, roles: example.roles)
        let isReader = { @Sendable (store: Store) in try desk.isReader(person, of: MemberCode(unchecked: "A1"), store) }
        #expect(try await read(isReader) == example.reads)
        // Who has left the group is no concern of its facilitators any more.
        try await ask(RemoveFromRoster(group: "duo", members: ["A1"], from: Self.day("2026-11-21")))
        #expect(try await read(isReader) == (example.reads && !["LM", "RK"].contains(example.initials)))
    }
}
