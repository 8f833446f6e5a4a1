import Clinic
import Engine
import Ledger
import Testing

@Suite("Making up for lost time")
struct MakeupTests {
    private static let saturday = "saturday-iop@2026-11-28"

    /// Monday was missed; there is a group on Saturday with one free place, and one for others.
    private func clinicAfterMissedMonday() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(DefineProgram(TestClinic.program("php")))
        try await clinic.ask(
            AddGroup(TestClinic.group("saturday-iop", days: [.saturday], start: "09:00", capacity: 1)))
        try await clinic.ask(AddGroup(TestClinic.group("php-day", days: [.thursday], programs: ["php"])))
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        return clinic
    }

    @Test("Options are what is open to the member, and a booking turns the week")
    func booked() async throws {
        let clinic = try await clinicAfterMissedMonday()
        #expect(try await clinic.week("M1042")?.standing == .needsMakeup)
        #expect(try await clinic.week("M1042")?.missing == .hours(3))
        let date = TestClinic.zone.date(at: clinic.clock.now)
        let options = try await clinic.engine.read { store in
            try clinic.engine.makeupOptions(for: MemberCode(unchecked: "M1042"), on: date, in: store)
                .map(\.session.name.rawValue)
        }
        #expect(options == [Self.saturday])
        let booked = try await clinic.ask(BookMakeup(member: "M1042", session: Self.saturday, makesUp: nil)).outcome
        #expect(booked.makesUp?.rawValue == "evening-iop@2026-11-23")
        #expect(booked.week.figures.standing == .onTrack)
        #expect(booked.week.figures.remaining == .hours(9))
        #expect(booked.week.figures.planned == .hours(9))
    }

    @Test(
        "A make-up is for a session of the same week at which the member lost time, and for each once",
        arguments: [
            // Still to come; of another week; nothing was lost there by this member.
            ("M1042", "evening-iop@2026-11-25"), ("M1042", "evening-iop@2026-11-30"),
            ("M2000", "evening-iop@2026-11-23"),
        ])
    func madeUp(member: String, lost: String) async throws {
        let clinic = try await clinicAfterMissedMonday()
        let before = try await clinic.lastSequence()
        let refusal = await #expect(throws: Refusal.self) {
            try await clinic.ask(BookMakeup(member: member, session: Self.saturday, makesUp: lost))
        }
        #expect(refusal?.kind == .badValue(field: "makesUp"))
        #expect(try await clinic.lastSequence() == before)
        if member == "M1042" {
            #expect(refusal?.message.contains("name one of evening-iop@2026-11-23, or none") == true)
        }
    }

    @Test("What is made up already isn't made up again")
    func madeUpTwice() async throws {
        let clinic = try await clinicAfterMissedMonday()
        try await clinic.ask(AddGroup(TestClinic.group("noon", days: [.thursday], start: "12:00")))
        let monday = "evening-iop@2026-11-23"
        try await clinic.ask(BookMakeup(member: "M1042", session: Self.saturday, makesUp: monday))
        let refusal = await #expect(throws: Refusal.self) {
            try await clinic.ask(BookMakeup(member: "M1042", session: "noon@2026-11-26", makesUp: monday))
        }
        #expect(refusal?.message.contains("a make-up is booked for it already") == true)
        let booked = try await clinic.ask(BookMakeup(member: "M1042", session: "noon@2026-11-26", makesUp: nil))
        #expect(booked.outcome.makesUp == nil)
    }

    @Test("A booked member is expected, comes without being a walk-in, and is credited in that week")
    func attended() async throws {
        let clinic = try await clinicAfterMissedMonday()
        try await clinic.ask(BookMakeup(member: "M1042", session: Self.saturday, makesUp: nil))
        for day in ["2026-11-25", "2026-11-27"] {
            await clinic.pass(until: "\(day) 18:00")
            _ = try await clinic.checkIn("M1042")
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "\(day) 21:00")
            try await clinic.ask(EndSession(session: nil, at: nil))
        }
        await clinic.pass(until: "2026-11-28 09:00")
        #expect(try await clinic.checkIn("M1042").origin == .makeUp)
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-28 12:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await clinic.week("M1042")?.standing == .met)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Who booked and didn't come is a no-show, and the week says so")
    func missedAgain() async throws {
        let clinic = try await clinicAfterMissedMonday()
        try await clinic.ask(BookMakeup(member: "M1042", session: Self.saturday, makesUp: nil))
        await clinic.pass(until: "2026-11-28 09:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-28 12:00")
        #expect(try await clinic.ask(EndSession(session: nil, at: nil)).outcome.noShows.map(\.rawValue) == ["M1042"])
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
    }

    private func standing(_ clinic: TestClinic) async throws -> Standing? {
        try await clinic.week("M1042")?.standing
    }

    @Test("A week is judged anew when a make-up option appears, fills, is free again, starts or is cancelled")
    func optionsComeAndGo() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill", groups: [])]))
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await standing(clinic) == .outOfReach)
        try await clinic.ask(
            AddGroup(TestClinic.group("saturday-iop", days: [.saturday], start: "09:00", capacity: 1)))
        #expect(try await standing(clinic) == .needsMakeup)
        try await clinic.ask(AddToRoster(group: "saturday-iop", members: ["M2000"], from: nil, to: nil))
        #expect(try await standing(clinic) == .outOfReach)
        let from = LocalDate(text: "2026-11-28")
        try await clinic.ask(RemoveFromRoster(group: "saturday-iop", members: ["M2000"], from: from))
        #expect(try await standing(clinic) == .needsMakeup)
        try await clinic.ask(BookMakeup(member: "M2000", session: Self.saturday, makesUp: nil))
        #expect(try await standing(clinic) == .outOfReach)
        try await clinic.ask(CancelMakeup(member: "M2000", session: Self.saturday))
        #expect(try await standing(clinic) == .needsMakeup)
        try await clinic.ask(AddGroup(TestClinic.group("thursday-iop", days: [.thursday], start: "09:00")))
        try await clinic.ask(CancelSession(session: Self.saturday, reason: "snow"))
        #expect(try await standing(clinic) == .needsMakeup)
        await clinic.pass(until: "2026-11-26 09:00")
        #expect(try await standing(clinic) == .needsMakeup)
        try await clinic.ask(StartSession(session: "thursday-iop@2026-11-26", at: nil))
        #expect(try await standing(clinic) == .outOfReach)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Where the program allows it, individual time is an option until as much has been planned as is allowed")
    func individualTime() async throws {
        let clinic = try await TestClinic()
        let adult = TestClinic.program()
        try await clinic.ask(
            DefineProgram(
                Program(
                    id: adult.id, title: adult.title, level: adult.level, effective: adult.effective.adding(days: 1),
                    cohort: nil, gates: adult.gates, credit: adult.credit, partialWeek: .exempt, minimumStayDays: nil,
                    alertMargin: adult.alertMargin, settling: adult.settling, individualMakeup: .hours(1))),
            as: Caller(uid: 1000, isSupervisor: true))
        try await clinic.ask(AddMembers([TestClinic.form("M1042", "Ada Pepper")]))
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
        #expect(try await standing(clinic) == .needsMakeup)
        let code = MemberCode(unchecked: "M1042")
        let left = {
            try await clinic.engine.read { store in
                try clinic.engine.individualMakeup(
                    for: code, on: TestClinic.zone.date(at: clinic.clock.now), in: store)
            }
        }
        #expect(try await left() == .hours(1))
        for (time, remains) in [("14:00", Seconds.minutes(15)), ("16:00", .zero)] {
            try await clinic.ask(
                AddSession(
                    kind: .individual, members: ["M1042"], facilitators: [], on: LocalDate(text: "2026-11-24"),
                    at: WallTime(text: time) ?? .midnight, length: .minutes(45)))
            #expect(try await left() == remains)
        }
        #expect(try await standing(clinic) == .outOfReach)
        #expect(try await clinic.week("M1042")?.missing == .minutes(90))
    }

    /// What is asked for, and the day from which it holds.
    @Test(
        "A booking ends with a hold, a discharge or a program that may not attend, and frees the place",
        arguments: [
            ("hold", "2026-11-26", false), ("hold", "2026-11-29", true), ("discharge", "2026-11-27", false),
            ("discharge", "2026-11-28", true), ("transfer", "2026-11-27", false),
        ])
    func endsWithTheStay(what: String, on: String, remains: Bool) async throws {
        let clinic = try await clinicAfterMissedMonday()
        try await clinic.ask(BookMakeup(member: "M1042", session: Self.saturday, makesUp: nil))
        let date = LocalDate(text: on)
        switch what {
        case "hold": try await clinic.ask(HoldEnrolment(member: "M1042", from: date, reason: "a test"))
        case "discharge": try await clinic.ask(DischargeMember(member: "M1042", on: date, ending: .left))
        default: try await clinic.ask(TransferMember(member: "M1042", to: "php", on: date, groups: []))
        }
        let code = MemberCode(unchecked: "M1042")
        let (bookings, cancelled) = try await clinic.engine.read { store in
            (
                try store.bookings(of: code).count,
                try store.events(after: 0, limit: 10_000).count { $0.type == "makeup.cancelled" }
            )
        }
        #expect(bookings == (remains ? 1 : 0))
        #expect(cancelled == (remains ? 0 : 1))
        if !remains {
            try await clinic.ask(BookMakeup(member: "M2000", session: Self.saturday, makesUp: nil))
            await clinic.pass(until: "2026-11-28 09:00")
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "2026-11-28 12:00")
            let missed = try await clinic.ask(EndSession(session: nil, at: nil)).outcome.noShows
            #expect(missed.map(\.rawValue) == ["M2000"])
        }
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("The last free place is taken once, and a cancelled booking gives it back")
    func places() async throws {
        let clinic = try await clinicAfterMissedMonday()
        try await clinic.ask(BookMakeup(member: "M1042", session: Self.saturday, makesUp: nil))
        await #expect(throws: Refusal.self) {
            try await clinic.ask(BookMakeup(member: "M2000", session: Self.saturday, makesUp: nil))
        }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(BookMakeup(member: "M1042", session: "php-day@2026-11-26", makesUp: nil))
        }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(BookMakeup(member: "M1042", session: "evening-iop@2026-11-25", makesUp: nil))
        }
        try await clinic.ask(CancelMakeup(member: "M1042", session: Self.saturday))
        #expect(try await clinic.week("M1042")?.standing == .needsMakeup)
        try await clinic.ask(BookMakeup(member: "M2000", session: Self.saturday, makesUp: nil))
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
        await #expect(throws: Refusal.self) {
            try await clinic.ask(CancelMakeup(member: "M1042", session: Self.saturday))
        }
    }
}
