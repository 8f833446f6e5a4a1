import ConvenedAPI
import Testing

@testable import convene

struct BoardLinesTests {
    typealias Example = BoardExample

    private func lines(_ board: Board, columns: Int = 80, rows: Int = 24, at time: String = "18:50") -> [String] {
        board.lines(columns: columns, rows: rows, on: .plain, at: Example.at(time))
    }

    @Test(
        "Whatever the size, it has exactly its rows and no line is wider than the screen",
        arguments: [
            (80, 24), (200, 50), (40, 12), (20, 5), (10, 3), (80, 1),
        ])
    func sizes(columns: Int, rows: Int) {
        let turns = [API.Sessions.Turn(member: "M1042", shortName: "Ada P.", initials: "A.P.", state: "now")]
        for reply in [
            Example.show(course: Example.course()), Example.show(course: Example.course(phase: 0, turns: turns)),
            Example.show(state: "open"), Example.show(state: "ended"),
            Example.show(members: (1...60).map { Example.member("M\($0)", "李.\($0)", in: "18:00") }),
        ] {
            let lines = lines(Example.board(reply), columns: columns, rows: rows)
            #expect(lines.count == rows)
            for line in lines where columns >= 40 { #expect(displayWidth(line) <= columns, "\(line)") }
        }
    }

    @Test("Neither names nor hours are on the screen, but for ten seconds after H")
    func discreet() {
        var board = Example.board(Example.show(course: Example.course()))
        let before = lines(board).joined(separator: "\n")
        #expect(before.contains("1 ● A.P. 17:58"))
        for word in ["Short", "Name", "6 h 00", "on track"] { #expect(!before.contains(word)) }
        _ = board.press(.character("H"), at: Example.at("18:50"))
        #expect(lines(board).joined().contains("1 ● A.P. 17:58 6 h 00 of 9 h ·"))
        #expect(!lines(board, at: "18:51").joined().contains("6 h 00"))
        let named = lines(Example.board(names: true)).joined()
        #expect(named.contains("Name of A.P."))
    }

    @Test(
        "The clock counts what matters now",
        arguments: [
            ("scheduled", nil, "17:40", "20:00", "until the start"),
            ("open", nil, "18:20", "+20:00", "late: S starts treatment"),
            ("running", nil, "18:50", "2:10:00", "left of the session"),
            ("running", nil, "21:03", "+3:00", "over: E ends the session"),
            ("running", 1, "18:50", "25:00", "left of Topic"), ("running", 1, "19:18", "+3:00", "over: N goes on"),
        ] as [(String, Int?, String, String, String)])
    func clock(state: String, phase: Int?, time: String, text: String, caption: String) throws {
        let reply = Example.show(state: state, course: phase.map { Example.course(phase: $0) })
        let clock = try #require(BoardClock(reply, at: Example.at(time)))
        #expect(clock.text == text)
        #expect(clock.caption == caption)
    }

    @Test("A clock that stands still shows what was left when it was asked")
    func standing() throws {
        let reply = Example.show(pause: "interruption", course: Example.course(ends: nil))
        #expect(BoardClock(reply, at: Example.at("18:50"))?.text == "25:00")
        #expect(BoardClock(reply, at: Example.at("19:50"))?.text == "25:00")
    }

    @Test("In lines, each thing that changes is said once")
    func plain() {
        var board = Example.board(Example.show(course: Example.course()))
        var before = Board(named: "evening-iop@2026-11-23")
        let at = Example.at("18:50")
        #expect(
            board.said(since: before, at: at) == [
                "Connected.", "Evening IOP is running since 18:00 · evening-iop@2026-11-23",
                "Topic, phase 2 of 3, 25 min left", "1 A.P. in 17:58", "2 B.Q. late", "3 C.T. late",
            ])
        before = board
        #expect(board.said(since: before, at: at) == [])
        _ = board.answer(
            Example.show(
                course: Example.course(),
                members: [
                    Example.member("M3000", "C.T."), Example.member("M1042", "A.P.", in: "17:58"),
                    Example.member("M2000", "B.Q.", in: "18:49"),
                ]))
        #expect(board.said(since: before, at: at) == ["2 B.Q. in 18:49"])
    }

    @Test(
        "Instants are read with their offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0), ("2026-11-23T18:00:00-05:00", 1_795_474_800_000, -18_000),
            ("2024-02-29T23:59:59+05:30", 1_709_231_399_000, 19_800),
            ("2026-11-23T23:00:00.250Z", 1_795_474_800_000, 0),
        ])
    func instants(text: String, milliseconds: Int, offset: Int) throws {
        let read = try #require(instant(text))
        #expect(read.milliseconds == milliseconds)
        #expect(read.offset == offset)
        for broken in ["", "2026", "2026-13-01T00:00:00Z", "2026-11-23T18:00:00", "2026-11-23T18:00:00+05"] {
            #expect(instant(broken) == nil)
        }
    }
}
