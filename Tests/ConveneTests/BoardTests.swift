import ConvenedAPI
import Testing
import Varlink

@testable import convene

/// A session from 18:00 to 21:00 in New York with three members.
enum BoardExample {
    /// Milliseconds of a wall time such as `18:05` of that day.
    static func at(_ time: String) -> Int { instant("2026-11-23T\(time):00-05:00")?.milliseconds ?? 0 }

    static func show(
        state: String = "running", pause: String? = nil, course: API.Sessions.Course? = nil, measures: [String]? = nil,
        members: [API.Sessions.Attendance] = [
            member("M3000", "C.T."), member("M1042", "A.P.", in: "17:58"), member("M2000", "B.Q."),
        ]
    ) -> API.Sessions.Show.Reply {
        API.Sessions.Show.Reply(
            session: session(state: state, pause: pause, present: members.count { $0.state == "present" }),
            attendances: members, course: course, measures: measures)
    }

    static func session(
        _ name: String = "evening-iop@2026-11-23", state: String, pause: String? = nil, present: Int = 0
    ) -> API.Sessions.Session {
        API.Sessions.Session(
            session: name, group: "evening-iop", groupName: "Evening IOP", label: "Evening group", kind: "group",
            date: "2026-11-23", plannedStart: "2026-11-23T18:00:00-05:00", plannedEnd: "2026-11-23T21:00:00-05:00",
            state: state, startedAt: state == "running" ? "2026-11-23T18:00:00-05:00" : nil, expected: 3,
            present: present, left: 0, lead: "RK",
            pausedSince: pause == nil ? nil : "2026-11-23T19:15:00-05:00", pause: pause)
    }

    static func member(
        _ code: String, _ initials: String, in time: String? = nil, state: String? = nil
    ) -> API.Sessions.Attendance {
        API.Sessions.Attendance(
            member: code, shortName: "Short \(initials)", initials: initials,
            state: state ?? (time == nil ? "expected" : "present"), origin: "rostered",
            in: time.map { "2026-11-23T\($0):00-05:00" }, attendedSeconds: 0, creditedSeconds: 0, standing: "on_track",
            weekCreditedSeconds: 21_600, weekRequiredSeconds: 32_400, name: "Name of \(initials)")
    }

    static func course(phase: Int = 1, ends: String? = "19:15", turns: [API.Sessions.Turn] = []) -> API.Sessions.Course
    {
        let phases = [("Check-in round", "round", 1800), ("Topic", "together", 2700), ("Break", "break", 900)]
        return API.Sessions.Course(
            agenda: "Evening", advances: false,
            phases: phases.map { API.Sessions.Phase(name: $0.0, kind: $0.1, lengthSeconds: $0.2) }, phase: phase,
            since: "2026-11-23T18:30:00-05:00", ends: ends.map { "2026-11-23T\($0):00-05:00" }, leftSeconds: 1500,
            turns: turns)
    }

    static func event(_ type: String, _ body: JSONObject = [:]) -> API.Events.Event {
        API.Events.Event(
            site: "s", sequence: 1, type: type, version: 1, happened: "", recorded: "", actor: "clock",
            session: "evening-iop@2026-11-23", body: .object(body))
    }

    /// A board that is connected and shows a session.
    static func board(_ reply: API.Sessions.Show.Reply = show(), names: Bool = false) -> Board {
        var board = Board(named: "evening-iop@2026-11-23", showsNames: names)
        _ = board.take([])
        _ = board.answer(reply)
        return board
    }
}

struct BoardTests {
    typealias Example = BoardExample

    private func press(_ keys: String, _ board: inout Board, at time: String = "18:05") -> [Board.Action] {
        keys.flatMap { board.press(.character($0), at: Example.at(time)) }
    }

    @Test(
        "A key of a member, or of the session, asks for one thing",
        arguments: [
            // Members are in the order of their initials: 1 is A.P., who is in, 2 and 3 are expected.
            ("2", [.ask(.checkIn("M2000"))]), ("3", [.ask(.checkIn("M3000"))]), ("1", []), ("9", []),
            ("O1", [.ask(.checkOut("M1042"))]),
            ("OO2", [.ask(.checkIn("M2000"))]), ("N", [.ask(.next)]), ("P", [.ask(.back)]), ("B", [.ask(.pause)]),
            ("X", [.ask(.extend)]), ("U", [.ask(.undo)]), ("E", []), ("EY", [.ask(.end)]), ("Ey", [.ask(.end)]),
            ("En", []),
            ("E2", []), ("H", []), ("?", []), ("?N", []), ("Q", [.leave]), ("q", [.leave]),
        ] as [(String, [Board.Action])])
    func keys(keys: String, expected: [Board.Action]) {
        var board = Example.board()
        #expect(press(keys, &board) == expected)
    }

    @Test("A second press of the same member changes nothing and says since when")
    func alreadyIn() {
        var board = Example.board()
        #expect(press("1", &board).isEmpty)
        #expect(board.note?.text == "A.P. is in since 17:58; O and 1 checks out")
    }

    @Test("What was paused goes on")
    func resumes() {
        var board = Example.board(Example.show(pause: "break"))
        #expect(press("B", &board) == [.ask(.resume)])
    }

    @Test(
        "Starting late asks when treatment began; starting in time doesn't",
        arguments: [
            ("17:55", "S", [.ask(.start(at: nil))]), ("18:00", "S", [.ask(.start(at: nil))]), ("18:20", "S", []),
            ("18:20", "SP", [.ask(.start(at: "2026-11-23T18:00:00-05:00"))]), ("18:20", "SN", [.ask(.start(at: nil))]),
            ("18:20", "Sx", []),
        ] as [(String, String, [Board.Action])])
    func starting(time: String, keys: String, expected: [Board.Action]) {
        var board = Example.board(Example.show(state: "open"))
        #expect(press(keys, &board, at: time) == expected)
    }

    @Test("Members keep their keys when others come, and leave")
    func order() {
        var board = Example.board()
        let more = [
            Example.member("M0001", "A.A.", in: "18:01"), Example.member("M1042", "A.P.", in: "17:58"),
            Example.member("M2000", "B.Q.", in: "18:02"), Example.member("M3000", "C.T.", state: "left"),
        ]
        _ = board.answer(Example.show(members: more))
        #expect(board.visible.map { "\($0.key) \($0.member.initials)" } == ["1 A.P.", "2 B.Q.", "3 C.T.", "4 A.A."])
    }

    @Test("Events are followed by one question each time, however many come while it is being answered")
    func refreshing() {
        var board = Example.board()
        #expect(board.take([Example.event("attendance.checked_in")]) == [.ask(.show)])
        #expect(board.take([Example.event("attendance.checked_in")]) == [])
        #expect(board.take([Example.event("attendance.checked_in")]) == [])
        #expect(board.answer(Example.show()) == [.ask(.show)])
        #expect(board.answer(Example.show()) == [])
    }

    @Test("What is nearly over is said, and rings")
    func warnings() {
        var board = Example.board()
        let actions = board.take([Example.event("session.phase_ends_soon", ["phase": "Topic", "left": .int(300)])])
        #expect(actions == [.ring, .ask(.show)])
        #expect(board.note?.text == "Topic: 5 min left")
    }

    @Test("Without a connection nothing is asked, and what is shown is said to be old")
    func lost() {
        var board = Example.board()
        board.lost("convened isn't answering", at: Example.at("18:10"))
        board.lost("convened isn't answering", at: Example.at("18:11"))
        #expect(press("2", &board, at: "18:12") == [])
        let lines = board.lines(columns: 80, rows: 24, on: .plain, at: Example.at("18:12"))
        #expect(lines[1] == "! NOT LIVE since 18:10, this is old: convened isn't answering; trying again")
        #expect(lines.contains { $0.contains("nothing was done") })
        #expect(board.take([]) == [.ask(.show)])
        _ = board.answer(Example.show())
        #expect(
            !board.lines(columns: 80, rows: 24, on: .plain, at: Example.at("18:12")).contains {
                $0.contains("NOT LIVE")
            })
    }

    @Test("Without a name it is about the only session that is on, asks which if there are several, and waits for one")
    func choosing() {
        let day = { (sessions: [API.Sessions.Session]) in
            API.Sessions.Today.Reply(date: "2026-11-23", zone: "America/New_York", sessions: sessions)
        }
        var board = Board()
        #expect(board.take([]) == [.ask(.today)])
        #expect(board.answer(day([Example.session(state: "scheduled")])) == [])
        #expect(board.lines(columns: 80, rows: 24, on: .plain, at: 0)[2].hasPrefix("No session is open"))
        _ = board.take([Example.event("session.opened")])
        #expect(board.answer(day([Example.session(state: "open")])) == [.ask(.show)])
        #expect(board.session == "evening-iop@2026-11-23")
        var several = Board()
        _ = several.take([])
        _ = several.answer(
            day([Example.session(state: "open"), Example.session("late-iop@2026-11-23", state: "running")]))
        #expect(several.session == nil)
        #expect(several.press(.character("2"), at: 0) == [.ask(.show)])
        #expect(several.session == "late-iop@2026-11-23")
    }

    @Test(
        "Signs need no colour",
        arguments: [
            ("present", "17:59", Mark.present), ("expected", "17:59", .expected), ("expected", "18:01", .late),
            ("left", "18:01", .left), ("no_show", "21:01", .missed), ("called_out", "18:01", .notComing),
        ])
    func marks(state: String, time: String, expected: Mark) {
        let one = Example.member("M1042", "A.P.", state: state)
        #expect(Mark(one, in: Example.session(state: "open"), at: Example.at(time)) == expected)
    }

    @Test(
        "Measures are asked for one after the other, only as numbers of their ranges, and aren't shown",
        arguments: [
            ("M2", "4\r7\r", [4, 7]), ("M2", "\r7\r", [7]), ("M2", "99\r4\r\r", [4]), ("M2", "x4\r-\r7\r", [4, 7]),
            ("M2", "\r\r", nil), ("M2", "4\u{1B}", nil), ("MM", "4\r", nil),
        ] as [(String, String, [Int]?)])
    func measures(keys: String, typed: String, expected: [Int]?) {
        var board = Example.board(Example.show(measures: ["craving", "mood"]))
        let craving = API.Measures.Definition(
            measure: "craving", name: "Craving", lowest: 0, highest: 10, better: "lower")
        let mood = API.Measures.Definition(measure: "mood", name: "Mood", lowest: 0, highest: 10, better: "higher")
        #expect(press("M", &board) == [.ask(.measures)])
        board.answer(API.Measures.List.Reply(measures: [craving, mood]))
        #expect(press(String(keys.dropFirst()), &board) == [])
        var actions: [Board.Action] = []
        for character in typed {
            let key: Key = character == "\r" ? .enter : character == "\u{1B}" ? .escape : .character(character)
            actions += board.press(key, at: Example.at("18:05"))
            let screen = board.lines(columns: 80, rows: 24, on: .plain, at: Example.at("18:05")).joined()
            #expect(!screen.contains("4 ") && !screen.contains("99"))
        }
        let recorded: [[Int]] = actions.compactMap { action in
            if case .ask(.record(let entry)) = action { entry.values.map(\.value) } else { nil }
        }
        #expect(recorded == (expected.map { [$0] } ?? []))
    }

    @Test("A group that asks for no measures says so")
    func noMeasures() {
        var board = Example.board()
        #expect(press("M", &board) == [])
        #expect(board.note?.text == "This group asks for no measures")
    }
}
