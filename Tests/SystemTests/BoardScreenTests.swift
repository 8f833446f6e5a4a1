import Foundation
import Testing

/// The board as a facilitator sees it, against a real daemon on a real terminal.
@Suite struct BoardScreenTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        #expect(try daemon.convene("agenda", "set", "evening", "three-hours").status == 0)
        try daemon.importMembers(
            """
            A1,Ada Quillfeather,1990-02-28,,,iop-adult,2026-01-05,evening
            A2,伊 吹,1990-02-28,,,iop-adult,2026-01-05,evening
            A3,שרה לוין,1990-02-28,,,iop-adult,2026-01-05,evening
            A4,Ben Osierholt,1990-02-28,,,iop-adult,2026-01-05,evening

            """)
    }

    /// The key that stands before somebody's initials.
    private func key(of initials: String, on screen: TerminalScreen) throws -> String {
        let line = try #require(screen.lines.first { $0.contains(initials) }, "\(screen.text)")
        let start = try #require(line.range(of: initials)).lowerBound
        return String(try #require(line[..<start].last { $0.isNumber }))
    }

    @Test func anEveningByKeys() throws {
        let board = try daemon.terminal()
        let first = try board.wait(for: "○ 4 expected")
        #expect(first.isAlternate && !first.showsCursor)
        #expect(first.title == "convene board")
        #expect(first.lines[0].hasPrefix("Evening IOP · ") && first.lines[0].contains("led by RK"))
        for name in ["Ada", "Quillfeather", "伊 吹", "0 h 00"] { #expect(!first.text.contains(name), "\(first.text)") }

        try board.type(key(of: "A.Q.", on: first) + key(of: "B.O.", on: first))
        let two = try board.wait(for: "● 2 in   ○ 2 expected")
        #expect(two.style(of: "A.Q.")?.foreground == "green", "\(two.runs)")
        try board.type("S")
        let running = try board.wait(for: "phase 1 of 5, then Topic")
        #expect(running.text.contains("now A.Q., then B.O. · 2 without a turn"), "\(running.text)")
        try board.type("N")
        try board.wait(for: "now B.O. · 1 without a turn")
        try board.type("NN")
        try board.wait(for: "phase 2 of 5, then Break")
        try board.type("B")
        try board.wait(for: "on a break since")
        try board.type("B")
        try board.wait(for: "phase 4 of 5, then Check-out round")
        try board.type("PX")
        try board.wait(for: "Ten minutes more")
        // Somebody else's entry is seen without asking.
        #expect(try daemon.convene("in", "A3").status == 0)
        try board.wait(for: "● 3 in   ○ 1 expected")
        try board.type("H")
        let hours = try board.wait(for: "0 h 00 of 9 h")
        #expect(!hours.text.contains("Quillfeather"))
        try board.type("H")
        try board.wait(for: "no hours") { !$0.text.contains("0 h 00 of") }
        try board.type("O" + key(of: "A.Q.", on: hours))
        try board.wait(for: "A.Q. is out")
        try board.type("U")
        try board.wait(for: "is taken back")
        try board.type("En")
        try board.wait(for: "the clock goes on") { !$0.text.contains("End the session") }
        try board.type("EY")
        try board.wait(for: "Evening IOP ended at")
        try board.type("q")
        #expect(try board.end() == 0)
        let usual = try board.screen()
        #expect(!usual.isAlternate && usual.showsCursor)
    }

    @Test func aResizeIsFollowedAndNamesAlign() throws {
        let board = try daemon.terminal("board", "--names")
        try board.wait(for: "Ada Quillfeather")
        for (columns, rows) in [(40, 12), (200, 50), (80, 24), (20, 5)] {
            try board.resize(columns: columns, rows: rows)
            let screen = try board.wait(for: "a board of \(columns) columns") { screen in
                screen.lines.count == rows && screen.lines[0].hasPrefix("Evening")
                    && (columns < 80 || screen.text.contains("Q leave"))
            }
            #expect(screen.lines.count == rows)
            if columns >= 80 {
                for name in ["Ada Quillfeather", "伊 吹", "Ben Osierholt"] { #expect(screen.text.contains(name)) }
            }
        }
    }

    @Test func aLostDaemonIsSaidAndFoundAgain() throws {
        let board = try daemon.terminal("board")
        let first = try board.wait(for: "○ 4 expected")
        daemon.end()
        let lost = try board.wait(for: "NOT LIVE since")
        #expect(lost.text.contains("this is old"))
        try board.type(key(of: "A.Q.", on: first))
        try board.wait(for: "nothing was done")
        try daemon.start()
        let back = try board.wait(for: "a live board") { !$0.text.contains("NOT LIVE") }
        #expect(back.text.contains("○ 4 expected"))
        #expect(try daemon.convene("in", "A1").status == 0)
        try board.wait(for: "● 1 in   ○ 3 expected")
        try board.send(SIGTERM)
        #expect(try board.end() == 0)
        #expect(try !board.screen().isAlternate)
    }

    @Test func withoutColourSignsSayAll() throws {
        let board = try daemon.terminal("board", environment: ["NO_COLOR": "1"])
        #expect(try daemon.convene("in", "A1").status == 0)
        let screen = try board.wait(for: "● 1 in   ○ 3 expected")
        #expect(!screen.hasColour)
        try board.type("\u{3}")
        #expect(try board.end() == 0)
    }

    @Test func inAPipeItIsLines() throws {
        let run = try daemon.convene("board", input: "1\nS\nq\n")
        #expect(run.status == 0, "\(run.all)")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "Connected.")
        #expect(lines.contains { $0.hasPrefix("1 A.Q. in ") }, "\(run.output)")
        #expect(lines.contains { $0.hasPrefix("Check-in round, phase 1 of 5") }, "\(run.output)")
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func linesThatComeTogetherAreAllTaken() throws {
        let (board, input) = (Process(), Pipe())
        board.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        board.arguments = ["20", Binaries.convene, "board", "--socket", daemon.socket]
        (board.standardInput, board.standardOutput) = (input, FileHandle.nullDevice)
        try board.run()
        // The pipe stays open.
        try input.fileHandleForWriting.write(contentsOf: Data("1\nq\n".utf8))
        board.waitUntilExit()
        #expect(board.terminationStatus == 0)
    }
}
