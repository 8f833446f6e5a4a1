import Clinic
import Engine
import Ledger
import Testing

@Suite("Single sessions of named members")
struct SingleSessionTests {
    private static let supervisor = Caller(uid: 2000, isSupervisor: true)

    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        await clinic.pass(until: "2026-11-24 08:00")
        return clinic
    }

    private func session(
        _ members: [String] = ["M1042"], kind: SessionKind = .individual, with facilitators: [String] = [],
        on day: String = "2026-11-23", at time: String = "14:00", reason: String? = nil
    ) -> AddSession {
        AddSession(
            kind: kind, members: members, facilitators: facilitators.map(StaffInitials.init(unchecked:)),
            on: LocalDate(text: day), at: WallTime(text: time) ?? .midnight, length: .minutes(45), reason: reason)
    }

    private func refusal(_ clinic: TestClinic, _ command: some Command) async throws -> Refusal? {
        let before = try await clinic.lastSequence()
        let refusal = await #expect(throws: Refusal.self) { try await clinic.ask(command) }
        #expect(try await clinic.lastSequence() == before)
        return refusal
    }

    @Test("One of an earlier day is entered as it was held, with a reason that stays on record")
    func afterwards() async throws {
        let clinic = try await clinic()
        let name = try await clinic.ask(session(reason: "not written down")).outcome.session
        let known = try await clinic.engine.read { store in
            let session = try #require(try store.session(name))
            return (session, try store.entry(of: MemberCode(unchecked: "M1042"), at: session))
        }
        #expect(known.0.state == .ended)
        #expect(known.0.started == TestClinic.at("2026-11-23 14:00"))
        #expect(known.0.ended == TestClinic.at("2026-11-23 14:45"))
        #expect(known.1?.presences.map(\.from) == [TestClinic.at("2026-11-23 14:00")])
        #expect(try await clinic.week("M1042")?.credited == .minutes(45))
        #expect(try await clinic.week("M2000")?.credited == .zero)
        let scheduled = try await clinic.engine.read { store in
            try store.events(after: 0, limit: 10_000).last {
                $0.type == "session.scheduled" && $0.subject.session == name
            }
        }
        #expect(scheduled?.body.contains("\"reason\":\"not written down\"") == true)
        #expect(scheduled?.actor == "uid:1000")
        await clinic.pass(until: "2026-11-24 20:00")
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("It needs a reason, later a supervisor, and one that is still to come needs neither")
    func rules() async throws {
        let clinic = try await clinic()
        #expect(try await refusal(clinic, session())?.kind == .badValue(field: "reason"))
        let ahead = session(on: "2026-11-24", reason: "nobody asked")
        #expect(try await refusal(clinic, ahead)?.kind == .badValue(field: "reason"))
        await clinic.pass(until: "2026-11-25 14:46")
        let late = session(reason: "not written down")
        #expect(try await refusal(clinic, late)?.kind == .notAllowed(role: "supervisor"))
        try await clinic.ask(late, as: Self.supervisor)
        #expect(try await clinic.week("M1042")?.credited == .minutes(45))
    }

    @Test("Sessions of one member with the same people share a group; its identifier and label name nobody")
    func groups() async throws {
        let clinic = try await clinic()
        let asked = [
            session(on: "2026-11-24"), session(on: "2026-11-25"), session(["M2000"], on: "2026-11-24"),
            session(["M1042", "M2000"], kind: .family, on: "2026-11-24", at: "16:00"),
            session(["M2000"], kind: .family, on: "2026-11-24", at: "17:00"),
        ]
        var names: [SessionName] = []
        for session in asked { names.append(try await clinic.ask(session).outcome.session) }
        let added = names
        let groups = try await clinic.engine.read { store in
            try added.compactMap { name in try store.session(name).flatMap { try store.group($0.group) } }
        }
        let ids = groups.map(\.id)
        #expect(ids[0] == ids[1])
        #expect(Set(ids).count == 4)
        for group in groups {
            #expect(!"\(group.id) \(group.label)".lowercased().contains("m1042"))
            #expect(!"\(group.id) \(group.label)".lowercased().contains("m2000"))
        }
        #expect(groups.map(\.name).last == "Family session of M2000")
    }

    @Test("Who holds it must work here, once it is known who does")
    func staff() async throws {
        let clinic = try await clinic()
        try await clinic.ask(session(with: ["ZZ"], on: "2026-11-24"))
        try await clinic.ask(
            AddStaff(
                StaffMember(
                    initials: StaffInitials(unchecked: "RK"), name: Personal("Robin Kimball"), credentials: nil,
                    account: nil, roles: [.facilitator])))
        try await clinic.ask(session(with: ["RK"], on: "2026-11-25"))
        let stranger = session(with: ["RK", "ZZ"], on: "2026-11-26")
        #expect(try await refusal(clinic, stranger)?.kind == .noSuchStaff("ZZ"))
    }
}
