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
        let lines = API.Hours.Week.Reply(ahead: false, week: "2026-11-22", end: "2026-11-28", rows: rows).lines(
            on: screen)
        #expect(lines[0] == "Week of Sun 2026-11-22 to Sat 2026-11-28")
        #expect(lines[1] == "Provisional: the week isn't closed.")
        #expect(lines.count == standings.count + 3)
        #expect(lines.allSatisfy { displayWidth($0) <= 80 })
        for (line, standing) in zip(lines.dropFirst(3), standings) {
            #expect(line.hasSuffix("\(Standing(standing).sign) \(inWords(standing))"))
        }
        let lost = standings.filter { ["✗", "+", "!"].contains(Standing($0).sign) }
        #expect(lost == ["at_risk", "needs_makeup", "out_of_reach", "shortfall"])
    }

    @Test("A week that isn't the site's is named")
    func ownWeek() {
        let rows = [API.Hours.Row(name: "Ada P.", standing: "met")]
        let other = API.Hours.Week.Reply(ahead: false, week: "2026-11-20", end: "2026-11-26", rows: rows)
        #expect(other.lines(on: screen).contains("From Sun 2026-11-22 on: M1042"))
        #expect(other.report.csv(.minutes).hasPrefix("member,name,week,program,"))
        let same = API.Hours.Week.Reply(ahead: false, week: "2026-11-22", end: "2026-11-28", rows: rows)
        #expect(!same.lines(on: screen).contains { $0.hasPrefix("From") })
        #expect(same.report.csv(.minutes).hasPrefix("member,name,program,"))
    }

    private func row(closed: Bool, provisional: Bool) -> API.Hours.Row {
        API.Hours.Row(name: "Ada P.", standing: "met", closed: closed, provisional: provisional)
    }

    @Test(
        "Hours say what they lack to be final",
        arguments: [
            (false, true, 0, "Provisional: the week isn't closed.", "✓ met"),
            (false, true, 2, "Provisional: the week isn't closed, and 2 sessions of it aren't signed.", "✓ met"),
            (true, true, 1, "* Provisional: 1 session of it isn't signed.", "✓ met *"),
            (true, false, 0, "MEMBER", "✓ met"),
        ])
    func provisional(_ example: (closed: Bool, provisional: Bool, unsigned: Int, line: String, standing: String)) {
        let lines = API.Hours.Week.Reply(
            ahead: false, week: "2026-11-22", end: "2026-11-28",
            rows: [row(closed: example.closed, provisional: example.provisional)], unsignedSessions: example.unsigned
        ).lines(on: screen)
        #expect(lines[1].hasPrefix(example.line))
        #expect(lines.contains { $0.hasPrefix("M1042") && $0.hasSuffix(example.standing) })
    }

    private func session(_ state: String, leads: [API.Sessions.LedStretch] = []) -> API.Sessions.Session {
        API.Sessions.Session(
            session: "evening-iop@2026-11-23", group: "evening-iop", groupName: "Evening IOP", label: "Evening group",
            kind: "group", date: "2026-11-23", plannedStart: "2026-11-23T18:00:00-05:00",
            plannedEnd: "2026-11-23T21:00:00-05:00", state: state, startedAt: "2026-11-23T18:00:00-05:00",
            endedAt: "2026-11-23T21:00:00-05:00", expected: 2, present: 0, left: 1, lead: leads.last?.staff,
            leads: leads, signedAt: state == "closed" ? "2026-11-23T21:05:00-05:00" : nil,
            signedBy: state == "closed" ? "RK" : nil)
    }

    @Test("What is signed is shown first: times, who led, who was there and who wasn't, and the sentence")
    func statement() {
        let reply = API.Sessions.Show.Reply(
            session: session(
                "ended",
                leads: [
                    .init(staff: "RK", from: "2026-11-23T18:00:00-05:00", to: "2026-11-23T18:20:00-05:00"),
                    .init(staff: "TM", from: "2026-11-23T18:20:00-05:00", to: "2026-11-23T21:00:00-05:00"),
                ]),
            attendances: [
                .init(
                    member: "M1042", shortName: names[1], initials: "M.Q.", state: "left", origin: "rostered",
                    in: "2026-11-23T18:02:00-05:00", out: "2026-11-23T20:57:00-05:00", attendedSeconds: 10_500,
                    creditedSeconds: 10_800, standing: "on_track"),
                .init(
                    member: "M2000", shortName: "Ben Q.", initials: "B.Q.", state: "no_show", origin: "rostered",
                    attendedSeconds: 0, creditedSeconds: 0, standing: "out_of_reach"),
            ], sentence: "So it was.", caller: "RK")
        let lines = reply.statement(on: screen)
        #expect(
            Array(lines.prefix(6)) == [
                "Session    Evening IOP, evening-iop@2026-11-23", "Treatment  18:00 to 21:00",
                "Led by     RK from 18:00 to 18:20", "           TM from 18:20 to 21:00", "Present    1",
                "Absent     Ben Q. (no-show)",
            ])
        #expect(lines.contains { $0.contains("18:02  20:57    2 h 55    3 h 00") })
        #expect(lines.last == "So it was. You sign as RK.")
        #expect(lines.allSatisfy { displayWidth($0) <= 80 })
    }

    @Test("A session says whether it is signed, and what was said of it only where that came")
    func signatures() {
        #expect(
            session("closed").headline
                == "Evening IOP is closed: signed by RK on 2026-11-23 at 21:05 · evening-iop@2026-11-23")
        let table = API.Sessions.List.Reply(sessions: [session("ended"), session("closed")]).lines(on: screen)
        #expect(table.allSatisfy { displayWidth($0) <= 80 })
        #expect(table[1].contains("ended, unsigned") && table[1].hasSuffix("1 came"))
        #expect(table[2].contains("signed") && table[2].hasSuffix("1 came"))
        let show = { (summary: String?) in
            API.Sessions.Show.Reply(
                session: self.session("closed"), attendances: [],
                signatures: [
                    .init(
                        actor: "uid:7", staff: "RK", signedAt: "2026-11-23T21:01:00-05:00", supersededBy: 31,
                        hasSummary: false),
                    .init(
                        actor: "uid:7", staff: "RK", signedAt: "2026-11-23T21:05:00-05:00", hasSummary: true,
                        summary: summary),
                ]
            ).lines(on: self.screen)
        }
        #expect(
            Array(show(nil)[2...3]) == [
                "Signed by RK (uid:7), which holds no more, on 2026-11-23 at 21:01",
                "Signed by RK (uid:7) on 2026-11-23 at 21:05, with a summary, which --summary shows to those it is for",
            ])
        #expect(
            Array(show("Calm.\nLong.")[3...5]) == ["Signed by RK (uid:7) on 2026-11-23 at 21:05", "  Calm.", "  Long."])
    }

    @Test("A late start is asked about, and an empty answer is no answer")
    func lateStart() {
        let late = API.Sessions.StartsLate(
            session: "evening-iop@2026-11-23", plannedStart: "2026-11-23T18:00:00-05:00",
            now: "2026-11-23T18:20:11-05:00", message: "")
        #expect(late.time(for: " 1 ") == late.plannedStart)
        #expect(late.time(for: "2") == late.now)
        #expect(late.time(for: "18:10") == "18:10")
        for answer in ["", " ", "y", "3", "18"] { #expect(late.time(for: answer) == nil) }
    }

    @Test("A member's record has measures and notes, and says of notes that are for others only that they are there")
    func notes() {
        let show = { (text: String?) in
            API.Members.Show.Reply(
                member: .init(
                    code: "M1042", name: "Ada Pepper", shortName: "Ada P.", initials: "A.P.", born: "1988-04-02",
                    groups: []),
                contacts: [], enrolments: [], rosters: [],
                measures: [
                    .init(
                        measure: "craving", name: "Craving", lowest: 0, highest: 10, better: "lower", alert: 8,
                        points: [.init(date: "2026-11-23", value: 4, alarming: false)])
                ],
                notes: [
                    .init(event: 7, kind: "success", by: "RK", at: "2026-11-23T18:40:00-05:00", text: text)
                ], readsNotes: text != nil
            ).lines(on: self.screen)
        }
        let read = show("found work")
        #expect(read.contains("Craving  4 (0 to 10; lower is better; ! at 8 and above; 2026-11-23)"))
        #expect(read.last == "Notes    2026-11-23 18:40 success, by RK: found work")
        let unread = show(nil)
        #expect(unread.contains("Notes    2026-11-23 18:40 success, by RK"))
        #expect(unread.contains { $0.contains("They are for who facilitates the member's groups") })
    }

    @Test("A group that was changed is shown as it is now, with who moved up")
    func editedGroup() {
        let reply = API.Groups.Edit.Reply(
            group: .init(
                group: "evening-iop", name: "Evening IOP", label: "Evening group", kind: "group",
                programs: ["iop-adult"], capacity: 14,
                meetings: [.init(weekday: "monday", start: "18:00", durationSeconds: 10_800)],
                facilitators: ["RK", "TM"], lead: "TM", measures: ["craving", "mood"], members: 13, waiting: 0),
            promoted: ["M1042"], warnings: ["iop-adult is for groups of at most 12"])
        let lines = reply.lines(on: screen)
        #expect(lines.contains("Led by    RK, TM (lead)"))
        #expect(lines.contains("Asks for  craving, mood"))
        #expect(
            Array(lines.suffix(2)) == [
                "M1042 moves up from the waitlist.", "Mind: iop-adult is for groups of at most 12.",
            ])
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
    fileprivate init(name: String, standing: String, closed: Bool = false, provisional: Bool = true) {
        self.init(
            member: "M1042", shortName: name, program: "iop-adult", week: "2026-11-22", requiredSeconds: 32_400,
            attendedSeconds: 21_300, creditedSeconds: 21_600, remainingSeconds: 10_800, possibleSeconds: 32_400,
            missingSeconds: 1500, lostByClinicSeconds: 1200, lostByMemberSeconds: 0, standing: standing, rule: "9 h",
            closed: closed, provisional: provisional)
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
