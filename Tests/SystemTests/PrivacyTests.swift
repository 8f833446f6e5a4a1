import ConvenedAPI
import Foundation
import Testing
import Varlink

/// Nothing personal reaches what the daemon says, what it is called with, or its environment.
@Suite struct PrivacyTests {
    /// Parts of names, birth dates and contacts that occur nowhere else.
    private static let secrets = [
        "Quillfeather", "Zephyrine", "Osierholt", "Hollowmere", "Wicklow", "1990-02-28", "1991-03-01", "1970-01-02",
        "zephyrine@example.org", "555-0199", "555-0142", "Larkspurton", "Brambleworth",
    ]

    @Test func noFileOfTheDaemonIsForOthersToRead() throws {
        let daemon = try DaemonProcess()
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let mode = try FileManager.default.attributesOfItem(atPath: daemon.ledger + suffix)[.posixPermissions]
            #expect(mode as? Int == 0o600, "ledger.db\(suffix)")
        }
    }

    @Test func nothingPersonalLeaksIntoLogsOrProcessLists() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers(
            """
            A1,Zephyrine Quillfeather,1990-02-28,zephyrine@example.org,email,iop-adult,2026-01-05,evening
            A2,Ben Osierholt,1991-03-01,,,iop-adult,2026-01-05,evening
            """)
        try live(daemon)
        try complain(daemon)

        let proc = "/proc/\(daemon.process.processIdentifier)"
        for file in ["cmdline", "environ", "comm", "status"] {
            let text = String(
                decoding: try #require(FileManager.default.contents(atPath: "\(proc)/\(file)")), as: UTF8.self)
            #expect(!text.isEmpty)
            expectNothingPersonal(in: text, file)
        }
        #expect(daemon.end() == 0)
        // The lines are there, only without the people.
        for word in ["attendance.checked_in: A1", "has ended", "convened stops"] {
            #expect(daemon.errors.contains(word))
        }
        expectNothingPersonal(in: daemon.errors, "standard error")
    }

    private func live(_ daemon: DaemonProcess) throws {
        let person = "name: Finn Hollowmere\nborn: 1970-01-02\nsms: 555-0142 (consent)\nphone: 555-0199\n"
        let commands: [([String], String)] = [
            (["member", "add", "--code", "F1", "--program", "iop-adult", "--group", "evening"], person),
            (["staff", "add", "RK", "--role", "case-manager", "--account", "rk"], "name: Rae Wicklow\n"),
            (["member", "assign", "A1", "--case-manager", "RK"], ""), (["staff", "list"], ""),
            (["member", "edit", "A2"], "name: Ben Wicklow\nphone: 555-0199\n"), (["member", "show", "A1"], ""),
            (["session", "start"], ""), (["in", "A1", "--measures", "-"], "craving: 9\nurge: -987\n"),
            (["in", "A2"], ""), (["out", "A2"], ""), (["undo"], ""),
            (["note", "A1", "--success"], "found work at Larkspurton\n"),
            (["note", "A1", "--challenge", "--from-file", "-"], "a quarrel in Larkspurton\n"), (["undo"], ""),
            (["session", "end"], ""), (["session", "sign", "--yes", "--summary", "-"], "Talked of\nBrambleworth.\n"),
            (["session", "show", "evening", "--summary"], ""), (["member", "show", "A1"], ""),
            (["report", "extract", "A1"], ""), (["hours"], ""),
            (["member", "discharge", "A2", "--reason", "left"], ""),
        ]
        for (arguments, input) in commands {
            let run = try run(
                Binaries.convene, arguments, environment: ["CONVENED_SOCKET": daemon.socket], input: input)
            #expect(run.status == 0, "\(arguments): \(run.all)")
        }
    }

    /// Asks for what is refused, with names where codes belong and worse.
    private func complain(_ daemon: DaemonProcess) throws {
        let header = "code,name,born,email,consent,program,admitted,groups\n"
        let wrong = header + "Quillfeather Osierholt,Zephyrine,1990-02-28 1991-03-01,Wicklow,,Hollowmere,1970-01-02x,\n"
        let inputs: [([String], String)] = [
            (["member", "import", "-"], wrong), (["member", "import", "-"], "Quillfeather,Osierholt\n1,2\n"),
            (["member", "add"], "name: Zephyrine Quillfeather\nborn: 1990-02-28 1970-01-02\n"),
            (["member", "edit", "A1"], "email: Wicklow 555-0199\n"), (["in", "Quillfeather"], ""),
            (["in", "Zephyrine Quillfeather"], ""), (["member", "show", "Osierholt"], ""),
            (["note", "A1", "--success"], String(repeating: "Larkspurton ", count: 20)),
            (["note", "Larkspurton", "--success"], "Larkspurton\n"),
            (["in", "A1", "--measures", "-"], "urge: Larkspurton\n"),
            (["in", "A1", "--measures", "-"], "Larkspurton: 4\n"),
            (["session", "sign", "evening", "--yes", "--summary", "-"], "Brambleworth\n"),
            (["program", "import", "-"], "id = \"Quillfeather\"\ntitle = 555-0199\n"),
            (["call", "io.convened.Members.Add", "-"], #"{"name": 1990, "Quillfeather": "Osierholt"}"#),
        ]
        for (arguments, input) in inputs {
            let run = try run(
                Binaries.convene, arguments, environment: ["CONVENED_SOCKET": daemon.socket], input: input)
            #expect(run.status == 65, "\(arguments): \(run.all)")
        }
        let client = try daemon.client()
        #expect(throws: VarlinkClientError.self) {
            try client.call("io.convened.Members.Quillfeather", ["name": "Osierholt"])
        }
        // What is no Varlink at all closes its connection, and that is said.
        for text in [#"{"method": "Quillfeather Osierholt", "born": "1990-02-28"}"#, "Zephyrine 555-0199"] {
            #expect(try daemon.answer(to: text) == "")
        }
    }

    private func expectNothingPersonal(in text: String, _ place: String) {
        for secret in Self.secrets { #expect(!text.contains(secret), "\(secret) in \(place)") }
        // A measure's value, but not a piece of some identifier.
        #expect(!text.contains(#/(^|[^0-9A-Fa-f])-987([^0-9A-Fa-f]|$)/#), "a measure in \(place)")
    }
}
