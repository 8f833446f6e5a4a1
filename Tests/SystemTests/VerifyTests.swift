import Foundation
import Testing

/// Long work shows how far it has come to whoever watches, and to nobody else.
@Suite struct VerifyTests {
    @Test func importingShowsProgressOnATerminalAndNoneInAPipe() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        let roster = { (prefix: String) in
            "code,name,born,program\n"
                + (100..<350).map { "\(prefix)\($0),Sample Person,1990-02-28,iop-adult\n" }.joined()
        }
        let file = daemon.folder.appendingPathComponent("roster.csv")
        try Data(roster("A").utf8).write(to: file)
        let terminal = try daemon.terminal("member", "import", file.path)
        #expect(try terminal.end() == 0)
        let screen = try terminal.screen()
        #expect(screen.written.contains("\rTaking members in: 0 %"), "\(screen.written)")
        #expect(screen.text.contains("250 members imported.") && !screen.text.contains("Taking"), "\(screen.text)")
        let piped = try daemon.convene("member", "import", "-", input: roster("B"))
        #expect(piped.status == 0 && piped.errors == "" && !piped.output.contains("Taking"))
        #expect(try daemon.convene("member", "list", "--json").output.components(separatedBy: "\"code\":").count == 501)
    }

    @Test func verifyingShowsProgressOnATerminalAndNoneInAPipe() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        let arguments = ["--verify", "--config", daemon.configuration]
        let terminal = try TerminalSession(Binaries.convened, arguments)
        #expect(try terminal.end() == 0)
        let screen = try terminal.screen()
        for part in ["the chain of events", "the tables made anew from the events"] {
            #expect(
                screen.written.contains("\rChecking \(part): 0 %")
                    && screen.written.contains("\rChecking \(part): 100 %"))
        }
        #expect(screen.lines[0].hasPrefix("the ledger \(daemon.ledger) is whole"), "\(screen.text)")
        #expect(!screen.text.contains("Checking"))
        let piped = try run(Binaries.convened, arguments)
        #expect(piped.status == 0 && piped.errors == "" && !piped.output.contains("Checking"))
    }
}
