import Clinic
import Engine
import Ledger
import Testing

@Suite("Alerts: who is told what, and when")
struct AlertTests {
    private static let monday = "evening-iop@2026-11-23"

    static func person(_ initials: String, _ roles: StaffRole..., account: String? = nil) -> AddStaff {
        AddStaff(
            StaffMember(
                initials: StaffInitials(unchecked: initials), name: Personal("Rae Kimball"), credentials: "LCSW",
                account: account, roles: roles))
    }

    /// Two members, a case manager, a deputy and a supervisor.
    private func staffed() async throws -> TestClinic {
        let clinic = try await TestClinic()
        for staff in [
            Self.person("RK", .caseManager), Self.person("LM", .caseManager), Self.person("SV", .supervisor),
        ] { try await clinic.ask(staff) }
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper"), TestClinic.form("M2000", "Ben Quill")]))
        return clinic
    }

    /// Nobody but `present` comes to an evening from 18:00 to 21:00.
    private func hold(_ clinic: TestClinic, _ day: String, present: String...) async throws {
        await clinic.pass(until: "\(day) 18:00")
        for member in present { _ = try await clinic.checkIn(member) }
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "\(day) 21:00")
        try await clinic.ask(EndSession(session: nil, at: nil))
    }

    private func alerts(_ clinic: TestClinic) async throws -> [AlertRecord] {
        try await clinic.engine.read { try $0.alerts(all: true).reversed() }
    }

    /// The events of some types after the first ones, each as `type alert by`.
    private func events(_ clinic: TestClinic, _ type: String) async throws -> [RecordedEvent] {
        try await clinic.engine.read { try $0.events(after: 0, limit: 10_000).filter { $0.type == type } }
    }

    @Test(
        "An alert is for the case manager, else the deputy, else the supervisors",
        arguments: [
            (nil, nil, nil, ["SV"]), ("RK", nil, nil, ["RK"]), (nil, "LM", nil, ["LM"]), ("RK", "LM", nil, ["RK"]),
            ("RK", "LM", "RK", ["LM"]), ("RK", nil, "RK", ["SV"]), ("RK", nil, "SV", ["RK"]),
        ] as [(String?, String?, String?, [String])])
    func addressees(caseManager: String?, deputy: String?, gone: String?, expected: [String]) async throws {
        let clinic = try await staffed()
        try await clinic.ask(AssignMember("M1042", caseManager: caseManager, deputy: deputy))
        if let gone { try await clinic.ask(RemoveStaff(gone)) }
        try await hold(clinic, "2026-11-23", present: "M2000")
        await clinic.pass(until: "2026-11-23 21:31")
        let alert = try #require(try await alerts(clinic).first)
        #expect(alert.addressees.map(\.rawValue) == expected)
        let event = try #require(try await events(clinic, "hours.out_of_reach").first)
        #expect(event.body.contains("\"addressees\":[\"\(expected[0])\"]"))
    }

    /// Each row: how long it is extended by, when it is ended (by the clock if nobody does), and when the alert comes.
    @Test(
        "An alert waits until half an hour after the session's real end",
        arguments: [
            (0, "21:00", "21:30"), (30, "21:30", "22:00"), (0, "21:20", "21:50"), (0, "20:40", "21:10"),
            (0, nil, "22:00"),
        ] as [(Int, String?, String)])
    func realEnd(extended: Int, ended: String?, told: String) async throws {
        let clinic = try await staffed()
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M2000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-23 18:40")
        _ = try await clinic.checkIn("M1042")
        await clinic.pass(until: "2026-11-23 20:30")
        if extended > 0 { try await clinic.ask(ExtendSession(session: nil, by: .minutes(extended))) }
        if let ended {
            await clinic.pass(until: "2026-11-23 \(ended)")
            try await clinic.ask(EndSession(session: nil, at: nil))
        }
        await clinic.pass(until: "2026-11-24 08:00")
        let alert = try #require(try await alerts(clinic).first { $0.member?.rawValue == "M1042" })
        #expect(TestClinic.zone.wallTime(at: alert.raised).description == told)
    }

    @Test("It says the rule, the figures, the dates and the sessions in one sentence")
    func sentence() async throws {
        let clinic = try await staffed()
        try await hold(clinic, "2026-11-23", present: "M2000")
        await clinic.pass(until: "2026-11-23 21:31")
        #expect(
            try await alerts(clinic).map(\.sentence) == [
                "9 h a week from the program iop-adult of 2026-01-01: 3 h missing, and no session left to make it up; "
                    + "lost on Mon 2026-11-23 (evening-iop): 3 h by the member"
            ])
    }

    /// Each row: when it is raised, the end of a session; and when the supervisor gets it.
    @Test(
        "After a working day without acknowledgement it goes to the supervisors, once",
        arguments: [
            ("2026-11-23", "2026-11-24 21:30"), ("2026-11-25", "2026-11-26 21:30"), ("2026-11-27", "2026-11-30 21:30"),
        ])
    func escalation(day: String, due: String) async throws {
        let clinic = try await staffed()
        try await clinic.ask(AssignMember("M1042", caseManager: "RK", deputy: nil))
        for evening in ["2026-11-23", "2026-11-25", "2026-11-27"] where evening <= day {
            let present = evening == day ? ["M2000"] : ["M2000", "M1042"]
            await clinic.pass(until: "\(evening) 18:00")
            for member in present { _ = try await clinic.checkIn(member) }
            try await clinic.ask(StartSession(session: nil, at: nil))
            await clinic.pass(until: "\(evening) 21:00")
            try await clinic.ask(EndSession(session: nil, at: nil))
        }
        let first = TestClinic.at(due) - .minutes(1)
        await clinic.pass(until: "\(TestClinic.zone.date(at: first)) \(TestClinic.zone.wallTime(at: first))")
        let raised = try await alerts(clinic).filter { $0.kind == .outOfReach }
        #expect(raised.map(\.addressees) == [[StaffInitials(unchecked: "RK")]])
        #expect(raised.first?.escalated == nil)
        await clinic.pass(until: due)
        await clinic.engine.runDue()
        await clinic.pass(until: "2026-12-05 09:00")
        let escalated = try await events(clinic, "alert.escalated").filter { $0.cause == raised.first?.alert }
        if day == "2026-11-27" {
            // The week was closed on Sunday: the shortfall has taken the alert's place, and is escalated in its stead.
            #expect(escalated.isEmpty)
            let shortfall = try #require(try await alerts(clinic).first { $0.kind == .shortfall })
            #expect(shortfall.escalated == TestClinic.at("2026-12-01 00:00"))
        } else {
            #expect(escalated.map(\.recorded) == [TestClinic.at(due)])
            #expect(escalated.first?.body.contains("\"to\":[\"SV\"]") == true)
            let alert = try await alerts(clinic).first { $0.alert == raised.first?.alert }
            #expect(alert?.addressees.map(\.rawValue) == ["RK", "SV"])
        }
    }

    @Test("What fell due while the daemon slept is escalated at the start, once; what was acknowledged is not")
    func restart() async throws {
        let clinic = try await staffed()
        for member in ["M1042", "M2000"] {
            try await clinic.ask(AssignMember(member, caseManager: "RK", deputy: nil))
        }
        try await hold(clinic, "2026-11-23")
        await clinic.pass(until: "2026-11-23 22:00")
        let raised = try await alerts(clinic)
        #expect(raised.count == 2)
        try await clinic.ask(AcknowledgeAlert(raised[0].alert))
        clinic.clock.now = TestClinic.at("2026-11-25 12:00")
        for _ in 0..<3 { await clinic.engine.runDue() }
        let escalated = try await events(clinic, "alert.escalated")
        #expect(escalated.map(\.cause) == [raised[1].alert])
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }

    @Test("A worse alert supersedes the first; a correction withdraws it and cites itself")
    func superseded() async throws {
        let clinic = try await staffed()
        try await clinic.ask(
            AddGroup(TestClinic.group("saturday-iop", days: [.saturday], start: "09:00", capacity: 9)))
        try await clinic.ask(
            AddToRoster(group: "saturday-iop", members: ["M1042"], from: LocalDate(text: "2026-11-01"), to: nil))
        try await hold(clinic, "2026-11-23", present: "M2000")
        await clinic.pass(until: "2026-11-25 17:00")
        #expect(try await alerts(clinic).map(\.kind) == [.atRisk])
        try await hold(clinic, "2026-11-25", present: "M2000")
        await clinic.pass(until: "2026-11-26 08:00")
        let after = try await alerts(clinic)
        #expect(after.map(\.kind) == [.atRisk, .outOfReach])
        #expect(after.map(\.state) == [.superseded, .raised])
        #expect(after[0].endedBy == after[1].alert)
        let corrected = try await clinic.lastSequence() + 1
        try await clinic.ask(
            CorrectAttendance(
                session: "evening-iop@2026-11-25", member: "M1042", came: ["18:00"], went: ["21:00"], mode: nil,
                walkIn: false, reason: "was there"))
        await clinic.pass(until: "2026-11-26 20:00")
        let corrections = try await alerts(clinic)
        #expect(corrections.map(\.kind) == [.atRisk, .outOfReach, .atRisk])
        #expect(corrections.map(\.state) == [.superseded, .withdrawn, .raised])
        #expect(corrections[1].endedBy == corrected)
        // What is over needs nobody, and says so: the first gave way to the second, which was taken back.
        for (alert, reason) in [
            (corrections[0], "alert \(after[1].alert) has taken its place"), (corrections[1], "withdrawn"),
        ] {
            let refusal = await #expect(throws: Refusal.self) { try await clinic.ask(AcknowledgeAlert(alert.alert)) }
            #expect(refusal?.message.contains(reason) == true)
        }
    }

    @Test("Nobody is told twice when the clinic cancels: one alert names how many fell below")
    func cancelled() async throws {
        let clinic = try await staffed()
        try await clinic.ask(AssignMember("M1042", caseManager: "RK", deputy: nil))
        await clinic.pass(until: "2026-11-23 12:00")
        try await clinic.ask(CancelSession(session: Self.monday, reason: "the therapist is ill"))
        await clinic.pass(until: "2026-11-24 12:00")
        let lost = try await alerts(clinic)
        #expect(lost.map(\.kind) == [.sessionLost])
        #expect(lost.first?.session?.rawValue == Self.monday)
        #expect(lost.first?.addressees.map(\.rawValue) == ["RK", "SV"])
        #expect(
            lost.first?.sentence == "9 h a week from the program iop-adult of 2026-01-01: the cancelled session of "
                + "Mon 2026-11-23 (evening-iop) leaves 2 members in danger, up to 3 h short")
        #expect(try await clinic.week("M1042")?.standing == .outOfReach)
        // What a member then loses is told by itself.
        try await hold(clinic, "2026-11-25", present: "M2000")
        await clinic.pass(until: "2026-11-26 12:00")
        #expect(try await alerts(clinic).map(\.member?.rawValue) == [nil, "M1042"])
        // At the week's close the member whom only the clinic left short has no alert of their own.
        try await hold(clinic, "2026-11-27", present: "M2000", "M1042")
        await clinic.pass(until: "2026-11-29 12:00")
        let shortfalls = try await alerts(clinic).filter { $0.kind == .shortfall }
        #expect(shortfalls.map(\.member?.rawValue) == ["M1042"])
    }

    @Test("A make-up group withdraws the alert about a cancelled session, citing what did it")
    func madeUp() async throws {
        let clinic = try await staffed()
        await clinic.pass(until: "2026-11-23 12:00")
        try await clinic.ask(CancelSession(session: Self.monday, reason: "the therapist is ill"))
        try await clinic.ask(
            AddGroup(TestClinic.group("saturday-iop", days: [.saturday], start: "09:00", capacity: 9)))
        for member in ["M1042", "M2000"] {
            #expect(try await alerts(clinic).map(\.state) == [.raised])
            try await clinic.ask(BookMakeup(member: member, session: "saturday-iop@2026-11-28", makesUp: nil))
        }
        let booked = try await clinic.lastSequence()
        let alert = try #require(try await alerts(clinic).first)
        #expect(alert.state == .withdrawn)
        let cause = try #require(alert.endedBy)
        #expect(cause < booked)
        #expect(
            try await clinic.engine.read { try $0.events(after: cause - 1, limit: 1).first?.type } == "makeup.booked")
    }

    @Test("A group that meets too little is one alert a week, for the supervisors")
    func underScheduled() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(Self.person("SV", .supervisor))
        try await clinic.ask(Self.person("RK", .caseManager))
        try await clinic.ask(AddGroup(TestClinic.group("short-iop", days: [.monday, .wednesday])))
        try await clinic.ask(
            AddMembers(
                ["M1042", "M2000", "M3000"].map { TestClinic.form($0, "Ada Pepper", groups: ["short-iop"]) }))
        try await clinic.ask(AssignMember("M1042", caseManager: "RK", deputy: nil))
        await clinic.pass(until: "2026-11-29 12:00")
        let first = try await alerts(clinic).filter { $0.kind == .underScheduled }
        // The week in which the group began counts too, and each week has its own alert.
        #expect(Set(first.map(\.week)).count == first.count)
        let alert = try #require(first.last)
        #expect(alert.week == LocalDate(text: "2026-11-29"))
        #expect(alert.group?.rawValue == "short-iop")
        #expect(alert.addressees.map(\.rawValue) == ["SV"])
        #expect(
            alert.sentence == "9 h a week from the program iop-adult of 2026-01-01, but short-iop has only 6 h in the "
                + "week of 2026-11-29: too little for 3 members")
        #expect(try await alerts(clinic).allSatisfy { $0.week != alert.week || $0.kind == .underScheduled })
        // A third evening mends the weeks to come.
        try await clinic.ask(
            AddSession(
                kind: .group, members: ["M1042", "M2000", "M3000"], facilitators: [],
                on: LocalDate(text: "2026-12-04"), at: WallTime(text: "18:00") ?? .midnight, length: .hours(3)))
        let ended = try await alerts(clinic).first { $0.alert == alert.alert }
        #expect(ended?.state == .withdrawn)
    }

    @Test("Who leaves a group whose sessions were cancelled is told of what is left, and no more of those sessions")
    func leftGroup() async throws {
        let clinic = try await TestClinic()
        try await clinic.ask(Self.person("SV", .supervisor))
        try await clinic.ask(AddGroup(TestClinic.group("short-iop", days: [.tuesday], start: "09:00")))
        try await clinic.ask(
            AddMembers([TestClinic.form("M1042", "Ada Pepper", groups: ["evening-iop", "short-iop"])]))
        await clinic.pass(until: "2026-11-23 12:00")
        for session in ["evening-iop@2026-11-25", "evening-iop@2026-11-27"] {
            try await clinic.ask(CancelSession(session: session, reason: "the therapist is ill"))
        }
        #expect(try await alerts(clinic).map(\.kind) == [.sessionLost, .sessionLost])
        try await clinic.ask(
            RemoveFromRoster(group: "evening-iop", members: ["M1042"], from: LocalDate(text: "2026-11-24")))
        let left = try await clinic.lastSequence()
        #expect(try await alerts(clinic).map(\.state) == [.withdrawn, .withdrawn])
        await clinic.pass(until: "2026-11-23 12:31")
        let told = try #require(try await alerts(clinic).last)
        #expect(told.alert > left)
        #expect(told.kind == .underScheduled)
        #expect(told.group?.rawValue == "short-iop")
    }

    @Test("Initials and accounts belong to one person each")
    func staff() async throws {
        let clinic = try await staffed()
        await #expect(throws: Refusal.self) { try await clinic.ask(Self.person("RK", .supervisor)) }
        try await clinic.ask(EditStaff("RK", name: nil, credentials: nil, account: "rkim", roles: nil))
        await #expect(throws: Refusal.self) {
            try await clinic.ask(EditStaff("LM", name: nil, credentials: nil, account: "rkim", roles: nil))
        }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(AssignMember("M1042", caseManager: "ZZ", deputy: nil))
        }
        await #expect(throws: Refusal.self) {
            try await clinic.ask(AssignMember("M1042", caseManager: "RK", deputy: "RK"))
        }
        try await clinic.ask(AssignMember("M1042", caseManager: "RK", deputy: "LM"))
        #expect(try await clinic.ask(RemoveStaff("RK")).outcome.orphans.map(\.rawValue) == ["M1042"])
        let events = try await clinic.engine.read { try $0.events(after: 0, limit: 10_000) }
        #expect(events.allSatisfy { !$0.body.contains("Kimball") })
        #expect(try Verification(path: clinic.folder + "/ledger.db").problems() == [])
    }
}
