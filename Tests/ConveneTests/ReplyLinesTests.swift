import ConvenedAPI
import Testing

@testable import convene

/// What people read, from replies with the worst that a clinic may have: long names, several scripts, every standing.
struct ReplyLinesTests {
    private let screen = Screen(width: 80, colour: false)
    private let names = [
        "Ada P.", "Maximilian-Alexander-Sebastian-Konstantin-Balthasar Q.", "李小 L.", "محمد ع.", "Zoe\u{308} R.",
    ]

    private func week(_ standing: String, missing: Int = 0, credited: Int = 21_600) -> API.Attendance.Week {
        .init(
            week: "2026-11-22", requiredSeconds: 32_400, attendedSeconds: 21_300, creditedSeconds: credited,
            remainingSeconds: 10_800, possibleSeconds: 32_400, missingSeconds: missing, standing: standing,
            rule: "9 h", provisional: true)
    }

    private func checkIn(
        _ week: API.Attendance.Week, alreadyIn: Bool = false, origin: String = "rostered", warnings: [String] = []
    ) -> API.Attendance.CheckIn.Reply {
        .init(
            member: "M1042", shortName: "Ada P.", initials: "A.P.", session: "evening-iop@2026-11-23",
            groupName: "Evening IOP", since: "2026-11-23T18:02:00-05:00", alreadyIn: alreadyIn, origin: origin,
            week: week, warnings: warnings)
    }

    @Test("A check-in is one line with the week, and a second one says since when")
    func checkIns() {
        #expect(
            checkIn(week("on_track")).lines(on: screen) == [
                "Ada P. is in · Evening IOP · 6 h 00 of 9 h this week, on track"
            ])
        #expect(
            checkIn(week("needs_makeup", missing: 1500), alreadyIn: true).lines(on: screen) == [
                "Ada P. is already in since 18:02 · Evening IOP · 6 h 00 of 9 h this week, needs make-up of 25 min"
            ])
        #expect(
            checkIn(week("out_of_reach", missing: 3541), origin: "walk_in", warnings: ["9 of 8 are in."]).lines(
                on: screen)
                == [
                    "Ada P. is in as a walk-in · Evening IOP · 6 h 00 of 9 h this week, out of reach by 1 h 00",
                    "  Note: 9 of 8 are in.",
                ])
    }

    @Test("A check-out says attended and credited time as two figures")
    func checkOut() {
        let reply = API.Attendance.CheckOut.Reply(
            member: "M1042", shortName: "Ada P.", initials: "A.P.", session: "evening-iop@2026-11-23",
            groupName: "Evening IOP", since: "2026-11-23T18:02:00-05:00", until: "2026-11-23T20:57:00-05:00",
            attendedSeconds: 10_500, creditedSeconds: 10_800, alreadyOut: false, week: week("met", credited: 32_400))
        #expect(
            reply.lines(on: screen) == [
                "Ada P. is out · Evening IOP · 2 h 55 attended, 3 h 00 credited · 9 h 00 of 9 h this week, met"
            ])
    }

    @Test("The week's table fits 80 columns and shows every standing with a sign of its own kind")
    func hoursTable() {
        let standings = [
            "met", "on_track", "at_risk", "needs_makeup", "over_maximum", "out_of_reach", "shortfall", "exempt",
        ]
        let rows = standings.enumerated().map { index, standing in
            API.Hours.Row(name: names[index % names.count], standing: standing)
        }
        let lines = API.Hours.Week.Reply(week: "2026-11-22", end: "2026-11-28", rows: rows).lines(on: screen)
        #expect(lines[0] == "Week of Sun 2026-11-22 to Sat 2026-11-28")
        #expect(lines.count == standings.count + 2)
        #expect(lines.allSatisfy { displayWidth($0) <= 80 })
        for (line, standing) in zip(lines.dropFirst(2), standings) {
            #expect(line.hasSuffix("\(Standing(standing).sign) \(inWords(standing))"))
        }
        let lost = standings.filter { ["✗", "+", "!"].contains(Standing($0).sign) }
        #expect(lost == ["at_risk", "needs_makeup", "out_of_reach", "shortfall"])
    }

    @Test("Alerts of every kind and state fit 80 columns in their table, and each says its sentence and its end")
    func alertTable() {
        let kinds = [
            "at_risk", "needs_makeup", "out_of_reach", "shortfall", "under_scheduled", "session_lost",
            "consecutive_absences", "frequent_absences", "late_notice",
        ]
        let states = ["undelivered", "delivered", "acknowledged", "withdrawn", "superseded"]
        let alerts = kinds.enumerated().map { index, kind in
            API.Hours.Alert(kind: kind, state: states[index % states.count], number: 10_000 + index)
        }
        let lines = API.Hours.Alerts.Reply(alerts: alerts).lines(on: screen)
        #expect(lines.prefix(10).allSatisfy { displayWidth($0) <= 80 }, "\(lines)")
        #expect(lines[1].hasPrefix("10000  11-23 21:30  M1042 "))
        #expect(lines[6].contains("cancelled"))
        #expect(lines.filter { $0.hasSuffix(": 9 h a week: 1 h 30 missing") }.count == kinds.count)
        #expect(lines.contains("Alert 10004: superseded by alert 99"))
        #expect(lines.contains("Alert 10003: withdrawn because of event 99"))
    }

    @Test("Sessions are never cut in their names, since names are what commands take")
    func sessionTables() {
        let sessions = [
            API.Sessions.Session(name: "adolescent-afternoon", title: "Adolescent Afternoon Group", state: "running"),
            API.Sessions.Session(name: "evening-iop", title: "Evening IOP", state: "scheduled"),
        ]
        let today = API.Sessions.Today.Reply(date: "2026-11-23", zone: "America/New_York", sessions: sessions)
        #expect(today.lines(on: screen)[2].hasPrefix("18:00–21:00  adolescent-afternoon@2026-11-23"))
        let list = API.Sessions.List.Reply(sessions: sessions)
        #expect(list.lines(on: screen)[1].hasPrefix("Mon 18:00  adolescent-afternoon@2026-11-23"))
        for lines in [today.lines(on: screen), list.lines(on: screen)] {
            #expect(lines.allSatisfy { displayWidth($0) <= 80 })
            #expect(lines.contains { $0.contains("adolescent-afternoon@2026-11-23") })
        }
    }

    @Test("A session's page fits 80 columns with its longest states and names")
    func sessionPage() {
        let attendances = names.map { name in
            API.Sessions.Attendance(
                member: "M1042", shortName: name, initials: "A.", state: "left", origin: "walk_in",
                in: "2026-11-23T18:02:00-05:00", out: "2026-11-23T20:57:00-05:00", attendedSeconds: 10_500,
                creditedSeconds: 10_800, standing: "needs_makeup")
        }
        let session = API.Sessions.Session(name: "evening-iop", title: "Evening IOP", state: "running")
        let lines = API.Sessions.Show.Reply(session: session, attendances: attendances).lines(on: screen)
        #expect(lines[0] == "Evening IOP is running since 18:04 · evening-iop@2026-11-23")
        #expect(lines[1] == "Mon 2026-11-23, 18:00 to 21:00 · led by RK · 7 of 9 here, 1 left")
        #expect(lines.allSatisfy { displayWidth($0) <= 80 })
        #expect(lines[3].contains("18:02  20:57    2 h 55    3 h 00  + needs make-up"))
    }

    @Test("Meetings at the same time stand together")
    func meetings() {
        let weekdays = ["monday", "wednesday", "friday"]
        let evenings = weekdays.map { API.Groups.Meeting(weekday: $0, start: "18:00", durationSeconds: 10_800) }
        let morning = API.Groups.Meeting(weekday: "saturday", start: "09:30", durationSeconds: 9000)
        #expect(meetingPhrases(evenings + [morning]) == ["Mon Wed Fri 18:00 3 h", "Sat 09:30 2 h 30"])
    }
}

extension API.Hours.Row {
    fileprivate init(name: String, standing: String) {
        self.init(
            member: "M1042", shortName: name, program: "iop-adult", week: "2026-11-22", requiredSeconds: 32_400,
            attendedSeconds: 21_300, creditedSeconds: 21_600, remainingSeconds: 10_800, possibleSeconds: 32_400,
            missingSeconds: 1500, lostByClinicSeconds: 1200, lostByMemberSeconds: 0, standing: standing, rule: "9 h",
            provisional: true)
    }
}

extension API.Hours.Alert {
    fileprivate init(kind: String, state: String, number: Int) {
        let isAboutSession = kind == "session_lost"
        self.init(
            alert: number, kind: kind, member: isAboutSession ? nil : "M1042", group: isAboutSession ? "evening" : nil,
            session: isAboutSession ? "adolescent-afternoon-iop@2026-11-23" : nil, week: "2026-11-22",
            raised: "2026-11-23T21:30:00-05:00", missingSeconds: 5400, rule: "weekly-minimum",
            sentence: "9 h a week: 1 h 30 missing", addressees: isAboutSession ? ["RK", "LM", "DF", "SV"] : ["RK"],
            state: state, endedBy: ["withdrawn", "superseded"].contains(state) ? 99 : nil)
    }
}

extension API.Sessions.Session {
    fileprivate init(name: String, title: String, state: String) {
        self.init(
            session: "\(name)@2026-11-23", group: name, groupName: title, label: title, kind: "group",
            date: "2026-11-23", plannedStart: "2026-11-23T18:00:00-05:00", plannedEnd: "2026-11-23T21:00:00-05:00",
            state: state, startedAt: state == "running" ? "2026-11-23T18:04:00-05:00" : nil, expected: 9, present: 7,
            left: 1, lead: "RK")
    }
}
