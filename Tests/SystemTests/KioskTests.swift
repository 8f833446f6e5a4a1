import Foundation
import Testing

/// The kiosk as whoever scans sees it, in front of the real daemon.
@Suite struct KioskTests {
    private let daemon: DaemonProcess

    /// A session that begins in ten minutes and another one that is about to end, with two members each.
    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        let short = try daemon.convene(
            "group", "add", "short", "--name", "Short IOP", "--label", "Small group", "--program", "iop-adult",
            "--meets", "\(Noon.weekday) \(Noon.clock(2)) 10m")
        try #require(short.status == 0, "\(short.all)")
        try daemon.importMembers(
            """
            M1042,Ada Quillfeather,1990-02-28,,,iop-adult,2026-01-05,evening
            M1050,伊 吹,1990-02-28,,,iop-adult,2026-01-05,evening
            S1,Ben Osierholt,1990-02-28,,,iop-adult,2026-01-05,short
            S2,Cora Wicklow,1990-02-28,,,iop-adult,2026-01-05,short
            W1,Dan Brackenridge,1990-02-28,,,iop-adult,2026-01-05,

            """)
        var sessions = ""
        let deadline = Date() + 20
        while !sessions.contains("short"), Date() < deadline {
            sessions = try daemon.convene("session", "list", "--state", "open").output
        }
        try #require(sessions.contains("short"))
    }

    private let names = ["Ada", "Quill", "Ben", "Osier", "Cora", "Wick", "Dan", "Brack"]

    private func presences(_ session: String) throws -> String {
        try daemon.convene("session", "show", daemon.session(session)).output
    }

    @Test func answersAreLargeAndGoAwayAgain() throws {
        let terminal = try daemon.terminal("kiosk")
        let invitation = "Scan your card, or type your code and press Enter."
        let start = try terminal.wait(for: invitation)
        #expect(start.isAlternate && !start.showsCursor && start.title == "convene kiosk")
        try terminal.type("M1042\r")
        let answer = try terminal.wait(for: "✓ In at ")
        #expect(answer.bells == 1)
        #expect(answer.lines.count { $0.contains("█") } == 5, "\(answer.text)")
        #expect(answer.style(of: "✓ In at ")?.foreground == "green")
        #expect(!names.contains { answer.text.contains($0) }, "\(answer.text)")
        let cleared = try terminal.wait(for: "the invitation alone") {
            $0.text.contains(invitation) && !$0.text.contains("█")
        }
        #expect(cleared.bells == 1)
        try terminal.type("M1042\n")
        try terminal.wait(for: "· Already in since ")
        try terminal.type("M1050\r\n")
        // There is no large form of these initials.
        #expect(try terminal.wait(for: "OK, 伊.吹.").style(of: "OK")?.attributes == ["bold"])
        try terminal.type("M1024\r")
        try terminal.wait(for: "its check digit says that it was misread")
        try terminal.type("W1\r")
        let stranger = try terminal.wait(for: "You aren't expected at a session that is open now.")
        #expect(!names.contains { stranger.text.contains($0) })
        let small = try terminal.resize(columns: 40, rows: 10)
        #expect(small.lines.count == 10)
        try terminal.wait(for: "a screen for 40 columns") { screen in
            screen.lines.contains { $0.contains("✗ You aren't expected at a") } && !screen.text.contains("█")
        }
        try terminal.type("\u{3}")
        #expect(try terminal.end() == 130)
        let end = try terminal.screen()
        #expect(!end.isAlternate && end.showsCursor && !end.text.contains("Scan"))
        let evening = try presences("evening")
        #expect(evening.contains("Evening IOP is open") && evening.contains("2 of 2 here"), "\(evening)")
    }

    @Test func membersLeaveInTheLastMinutesAndInOutMode() throws {
        _ = try daemon.convene("in", "S1", "--at", Noon.clock(-5))
        _ = try daemon.convene("in", "M1042", "--at", Noon.clock(-5))
        let lines = try daemon.convene("kiosk", input: "S1\nS1\nM1042\n").output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("S1  ✓ BYE, B.O. · Out at ") && lines[0].hasSuffix(": Small group"), "\(lines)")
        #expect(lines[1].hasPrefix("S1  · B.O. · Already out since "), "\(lines)")
        #expect(lines[2].hasPrefix("M1042  · A.Q. · Already in since "), "\(lines)")
        let out = try daemon.convene("kiosk", "--out", input: "M1042\nS2\n")
        #expect(out.output.contains("M1042  ✓ BYE, A.Q. · Out at "))
        #expect(out.output.contains("S2  ✗ PLEASE ASK · You aren't checked in. Please ask the staff.\n"))
        #expect(out.status == 65)
    }

    @Test func aRestartIsSaidAndLosesNothing() throws {
        let terminal = try daemon.terminal("kiosk")
        try terminal.wait(for: "Scan your card")
        daemon.end()
        try terminal.type("M1042\r")
        let waiting = try terminal.wait(for: "! convened isn't answering. 1 scan waits, none of them done.")
        #expect(waiting.text.contains("You are NOT checked in or out yet") && !waiting.text.contains("✓"))
        try terminal.type("M1024\r")
        try terminal.wait(for: "2 scans wait, none of them done.")
        try terminal.wait(for: "the screen without the last answer") { !$0.text.contains("NOT checked in") }
        try daemon.start()
        let back = try terminal.wait(for: "✗ Refused after waiting: M1024. Enter clears this.")
        #expect(!back.text.contains("isn't answering"))
        #expect(try presences("evening").contains("1 of 2 here"))
        try terminal.type("\r")
        try terminal.wait(for: "a clean screen") { !$0.text.contains("Refused") }
        try terminal.send(SIGTERM)
        #expect(try terminal.end() == 0)
        #expect(try !terminal.screen().isAlternate)
        // Told late, and as of when it was scanned: not twice.
        let events = try daemon.convene("events", "--since", "0", "--limit", "1000").output
        #expect(events.components(separatedBy: "attendance.checked_in").count == 2, "\(events)")
    }

    @Test func whatWasNeverSentIsSaid() throws {
        let terminal = try daemon.terminal("kiosk")
        try terminal.wait(for: "Scan your card")
        daemon.end()
        try terminal.type("M1042\r")
        try terminal.wait(for: "1 scan waits")
        try terminal.type("\u{3}")
        try terminal.wait(for: "1 scan would be lost. Press Ctrl-C again")
        try terminal.type("\u{3}")
        #expect(try terminal.end() == 69)
        let end = try terminal.screen()
        #expect(end.text.contains("1 scan was not answered") && end.text.contains("  M1042 at 20"), "\(end.text)")
    }

    @Test func aPipeGetsALineForEachLine() throws {
        let run = try daemon.convene("kiosk", input: "M1042\r\n\r\nM1042\rM1024")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 3, "\(run.all)")
        #expect(lines[0].hasPrefix("M1042  ✓ OK, A.Q. · In at ") && lines[1].hasPrefix("M1042  · A.Q. · Already in"))
        #expect(lines[2].hasPrefix("M1024  ✗ SCAN AGAIN · Nobody has the code M1024: its check digit"))
        #expect(run.status == 65 && run.errors == "")
        let json = try daemon.convene("kiosk", "--json", input: "M1042\nM1024\n")
        let reply = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(reply?["outcome"] as? String == "already_in" && reply?["name"] == nil)
        #expect(json.errors.contains("io.convened.Members.NoSuchMember"))
        daemon.end()
        #expect(try daemon.convene("kiosk", input: "M1042\n").status == 69)
    }

    @Test func plainAndColourlessScreensSayTheSame() throws {
        let plain = try daemon.terminal("kiosk", "--plain")
        try plain.type("M1042\r")
        let answer = try plain.wait(for: "M1042  ✓ OK, A.Q. · In at ")
        #expect(!answer.isAlternate && answer.bells == 1)
        try plain.type("\u{4}")
        #expect(try plain.end() == 0)

        let colourless = try daemon.terminal("kiosk", environment: ["NO_COLOR": "1"])
        try colourless.wait(for: "Scan your card")
        try colourless.type("M1024\r")
        #expect(try colourless.wait(for: "✗ Nobody has the code M1024").runs.isEmpty)
    }
}
