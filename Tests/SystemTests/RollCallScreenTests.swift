import Foundation
import Testing

/// The roll call as somebody at a terminal sees it.
@Suite struct RollCallScreenTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers(
            """
            A1,Ada Quillfeather,1990-02-28,,,iop-adult,2026-01-05,evening
            A2,伊 吹,1990-02-28,,,iop-adult,2026-01-05,evening
            A3,שרה לוין,1990-02-28,,,iop-adult,2026-01-05,evening
            A4,Zoe\u{308} Osierholt,1990-02-28,,,iop-adult,2026-01-05,evening
            A5,Ben Osierholt,1990-02-28,,,iop-adult,2026-01-05,evening
            A6,Cora Wicklow,1990-02-28,,,iop-adult,2026-01-05,evening
            A7,Dan Brackenridge,1990-02-28,,,iop-adult,2026-01-05,evening
            A8,Eve Thistlewood,1990-02-28,,,iop-adult,2026-01-05,evening

            """)
    }

    private let hint = "Mark who is here and press Enter, or mark who is missing and press A."

    @Test func keysMarkAndEnterChecksIn() throws {
        let terminal = try daemon.terminal("in")
        let start = try terminal.wait(for: "A: all 8 · Q: leave")
        #expect(start.lines.contains(" 1 [ ] A1  Ada Q.    5 [ ] A5  Ben O."), "\(start.text)")
        #expect(start.lines.contains(" 2 [ ] A2  伊 吹.    6 [ ] A6  Cora W."), "\(start.text)")
        #expect(start.lines.contains(" 4 [ ] A4  Zoë O.    8 [ ] A8  Eve T."), "\(start.text)")
        #expect(start.style(of: "5")?.attributes == ["bold"])

        try terminal.type("2")
        let marked = try terminal.wait(for: "Enter: the 1 marked · A: the other 7 · Q: leave")
        #expect(marked.lines.contains { $0.hasPrefix(" 2 [x] A2") })
        // It is drawn in its place, not below.
        #expect(marked.lines.count { $0 == hint } == 1, "\(marked.text)")
        try terminal.type("\u{1B}[A6\r")
        #expect(try terminal.end() == 0)
        let end = try terminal.screen()
        #expect(end.text.contains("伊 吹. is in · Evening IOP") && end.text.contains("Cora W. is in · Evening IOP"))
        #expect(end.showsCursor && !end.isAlternate)
        #expect(try daemon.convene("session", "show").output.contains("2 of 8 here"))
    }

    @Test func aNarrowScreenHasOneColumn() throws {
        let terminal = try daemon.terminal("in", columns: 30)
        let screen = try terminal.wait(for: "A: all 8 · Q: leave")
        #expect(screen.lines.contains(" 5 [ ] A5  Ben O."), "\(screen.text)")
        try terminal.type("q")
        #expect(try terminal.end() == 0)
        #expect(try terminal.screen().text.contains("Nobody was checked in."))
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func withoutColourNothingIsStyled(environment: [String: String]) throws {
        let terminal = try daemon.terminal("in", environment: environment)
        try terminal.wait(for: "A: all 8 · Q: leave")
        #expect(try terminal.screen().runs.isEmpty)
        try terminal.type("\u{3}")
        #expect(try terminal.end() == 130)
    }
}

/// The terminal of the tests itself, held against programs that everybody has.
@Suite struct TerminalSessionTests {
    @Test func aResizeReachesTheProgram() throws {
        let script = """
            trap 'echo now $(stty size)' WINCH
            echo first $(stty size)
            while read -r line; do echo "got $line"; [ "$line" != end ] || exit 7; done
            """
        let terminal = try TerminalSession(
            "/bin/bash", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
        try terminal.wait(for: "first 24 80")
        #expect(try terminal.resize(columns: 100, rows: 30).lines.count == 30)
        try terminal.type("more\r")
        try terminal.wait(for: "now 30 100")
        try terminal.type("end\r")
        #expect(try terminal.end() == 7)
    }

    @Test func theScreenIsReadWithItsStylesTitleBellAndAlternate() throws {
        let script = #"""
            printf 'usual\r\n\033[1;31mbad\033[0m \033[7mturned\033[0m\033]2;A title\007\007'
            printf '\033[?1049h\033[2J\033[?25lother'; read -r line
            printf '\033[?1049l\033[?25h'; read -r line
            """#
        let terminal = try TerminalSession("/bin/sh", ["-c", script])
        let other = try terminal.wait(for: "other")
        #expect(other.isAlternate && !other.showsCursor && !other.text.contains("usual"))
        #expect(other.title == "A title" && other.bells == 1)
        try terminal.type("\r")
        let usual = try terminal.wait(for: "the usual screen") { !$0.isAlternate && $0.showsCursor }
        #expect(usual.lines[0] == "usual" && usual.hasColour)
        #expect(usual.style(of: "bad") == .init(foreground: "red", background: "default", attributes: ["bold"]))
        #expect(usual.style(of: "turned")?.attributes == ["reverse"])
        try terminal.send(SIGTERM)
        #expect(try terminal.end() == -SIGTERM)
    }

    @Test func whatNeverComesFailsWithTheScreen() throws {
        let terminal = try TerminalSession("/bin/sh", ["-c", "echo nothing of it"])
        let failure = #expect(throws: TerminalSession.Unmet.self) { try terminal.wait(for: "something") }
        #expect(failure?.description.contains("nothing of it") == true)
    }
}
