import Clinic
import Engine
import Ledger
import Testing

@Suite("What was said of an absence, after an entry that was wrong")
struct SaidAbsenceTests {
    private static let monday = "evening-iop@2026-11-23"

    /// How a check-in of M1042, who was absent as they had said, is set right.
    enum Way: CaseIterable {
        case undone, moved, movedAfterTheEnd
    }

    /// Monday noon.
    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-23 12:00")
        return clinic
    }

    private func callOut(_ clinic: TestClinic, withdraws: Bool = false) async throws {
        try await clinic.ask(CallOut(session: Self.monday, member: "M1042", withdraws: withdraws, reason: nil))
    }

    private func review(_ clinic: TestClinic, as state: AttendanceState) async throws {
        try await clinic.ask(
            ReviewAbsence(session: Self.monday, member: "M1042", as: state, reason: "told by telephone"))
    }

    private func move(_ clinic: TestClinic, reason: String? = nil) async throws {
        try await clinic.ask(
            MoveAttendance(session: Self.monday, from: "M1042", to: "M2000", walkIn: false, reason: reason))
    }

    private func entry(_ clinic: TestClinic, _ member: String = "M1042") async throws -> AttendanceEntry? {
        try await clinic.engine.read { store in
            let session = try #require(try store.session(SessionName(unchecked: Self.monday)))
            return try store.entry(of: MemberCode(unchecked: member), at: session)
        }
    }

    /// When M1042 called out of Monday's session, as the rule for late notices knows it.
    private func calledOut(_ clinic: TestClinic) async throws -> Instant? {
        try await clinic.engine.read { store in
            let first = try #require(LocalDate(text: "2026-11-01"))
            return try store.outcomes(of: MemberCode(unchecked: "M1042"), from: first).last?.calledOut
        }
    }

    @Test(
        "It holds again, and makes nobody a no-show",
        arguments: [AttendanceState.calledOut, .excused, .lateCancel, .unexcused], Way.allCases)
    func mistaken(state: AttendanceState, way: Way) async throws {
        let clinic = try await clinic()
        if state == .calledOut || state == .lateCancel { try await callOut(clinic) }
        if state != .calledOut { try await review(clinic, as: state) }
        await clinic.pass(until: "2026-11-23 17:50")
        _ = try await clinic.checkIn("M1042")
        switch way {
        case .undone:
            try await clinic.ask(Undo())
            _ = try await clinic.checkIn("M2000")
        case .moved: try await move(clinic)
        case .movedAfterTheEnd: break
        }
        await clinic.pass(until: "2026-11-23 18:00")
        try await clinic.ask(StartSession(session: nil, at: nil))
        // What runs is as what would be read anew: Wednesday and Friday are left.
        if way != .movedAfterTheEnd { #expect(try await clinic.week("M1042")?.remaining == .hours(6)) }
        await clinic.pass(until: "2026-11-23 21:00")
        let ended = try await clinic.ask(EndSession(session: nil, at: nil)).outcome
        #expect(ended.noShows.map(\.rawValue) == (way == .movedAfterTheEnd ? ["M2000"] : []))
        if way == .movedAfterTheEnd { try await move(clinic, reason: "wrong card") }
        #expect(try await entry(clinic) == AttendanceEntry(state: state, origin: .rostered))
        #expect(try await entry(clinic, "M2000")?.state == .left)
        #expect(try await clinic.week("M1042")?.remaining == .hours(6))
        let noon: Instant? = state == .calledOut || state == .lateCancel ? TestClinic.at("2026-11-23 12:00") : nil
        #expect(try await calledOut(clinic) == noon)
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A move that is taken back and made again leaves it as it was")
    func movedTwice() async throws {
        let clinic = try await clinic()
        try await callOut(clinic)
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        let known = try await entry(clinic)
        try await move(clinic)
        try await clinic.ask(Undo())
        #expect(try await entry(clinic) == known)
        try await move(clinic)
        #expect(try await entry(clinic) == AttendanceEntry(state: .calledOut, origin: .rostered))
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-24 08:00")
        #expect(try await calledOut(clinic) == TestClinic.at("2026-11-23 12:00"))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A call-out that is brought back was told when it was", arguments: [true, false])
    func broughtBack(withdrawn: Bool) async throws {
        let clinic = try await clinic()
        try await callOut(clinic)
        await clinic.pass(until: "2026-11-23 17:00")
        if withdrawn {
            try await callOut(clinic, withdraws: true)
        } else {
            try await clinic.ask(VoidAttendance(session: Self.monday, member: "M1042", reason: "another one called"))
        }
        #expect(try await entry(clinic) == nil)
        try await clinic.ask(Undo())
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-24 08:00")
        #expect(try await entry(clinic)?.state == .calledOut)
        #expect(try await calledOut(clinic) == TestClinic.at("2026-11-23 12:00"))
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("Once it is taken back itself, it doesn't come back")
    func withdrawn() async throws {
        let clinic = try await clinic()
        try await callOut(clinic)
        try await callOut(clinic, withdraws: true)
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1042")
        try await clinic.ask(Undo())
        #expect(try await entry(clinic) == nil)
    }
}
