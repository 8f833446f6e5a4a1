import ConvenedAPI
import Foundation
import Testing
import Varlink

/// Nobody's name, birth date, contact, note or measure is in the journal, in a list of processes or in an environment,
/// whatever happens: `Tests/Tools/every-event` lives four weeks of a clinic under a real systemd and journald.
@Suite struct JournalPrivacyTests {
    /// What is typed in, by file.
    private static let inputs = [
        "roster.csv": """
        code,name,born,email,consent,program,admitted,groups
        A1,Zephyrine Quillfeather,1990-02-28,zephyrine@example.org,email,canary,2026-02-23,evening
        A2,Barnaby Osierholt,1991-03-01,barnaby@example.org,email,canary,2026-02-23,evening
        A3,Cordelia Wicklow,1992-04-02,cordelia@example.org,email,canary,2026-02-23,evening
        A4,Lysander Thornmere,1993-05-03,lysander@example.org,email,canary,2026-02-23,evening
        A5,Ottoline Marchbank,1994-06-04,ottoline@example.org,email,canary,2026-02-23,evening
        T1,Peregrine Fallowfield,1995-07-05,peregrine@example.org,email,canary,2026-02-23,thin
        S1,Isolde Rushworth,1996-08-06,isolde@example.org,email,step-down,2026-01-30,evening
        U1,Theodora Ashgrove,1997-09-07,theodora@example.org,email,step-down,2026-02-23,evening

        """,
        "finn": "name: Finn Hollowmere\nborn: 1970-01-02\nsms: 555-0142 (consent)\nphone: 555-0199\n",
        "renamed": "name: Finn Brackenridge\nphone: 555-0177\n",
        "rae": "name: Rae Larkspurton\n", "lou": "name: Lou Ellerdine\n", "zoe": "name: Zoe Pennyfarrow\n",
        "note": "found work at Brambleworth\n", "other-note": "a quarrel in Gillyflower\n",
        "measures": "craving: 9\nurge: -987\n", "summary": "Talked of\nSaltmarsh.\n",
        "about": "call the court of Wolverley\n",
        // What is refused.
        "wrong.csv": """
        code,name,born,email,consent,program,admitted,groups
        Quillfeather Osierholt,Zephyrine,1990-02-28 1991-03-01,Wicklow,,Hollowmere,1970-01-02x,

        """,
        "other.csv": "Quillfeather,Osierholt\n1,2\n",
        "unborn": "name: Zephyrine Quillfeather\nborn: 1990-02-28 1970-01-02\n",
        "long": String(repeating: "Brambleworth Gillyflower ", count: 20) + "\n",
        "words": #"{"member": "A1", "values": [{"measure": "Gillyflower", "value": 4}]}"#,
        "wrong.toml": "id = \"Quillfeather\"\ntitle = 555-0199\n",
        "wrong-agenda.toml": "name = \"Quillfeather\"\n[[phases]]\nkind = \"Osierholt\"\n",
        "name": #"{"member": "Zephyrine Quillfeather"}"#, "untyped": #"{"name": 1990, "Quillfeather": "Osierholt"}"#,
    ]

    /// What must be found nowhere.
    private static let secrets = [
        "Zephyrine", "Quillfeather", "1990-02-28", "Barnaby", "Osierholt", "1991-03-01", "Cordelia", "Wicklow",
        "1992-04-02", "Lysander", "Thornmere", "1993-05-03", "Ottoline", "Marchbank", "1994-06-04", "Peregrine",
        "Fallowfield", "1995-07-05", "Isolde", "Rushworth", "1996-08-06", "Theodora", "Ashgrove", "1997-09-07",
        "Hollowmere", "Brackenridge", "1970-01-02", "555-0142", "555-0199", "555-0177", "example.org", "Larkspurton",
        "Ellerdine", "Pennyfarrow", "Brambleworth", "Gillyflower", "Saltmarsh", "Wolverley",
    ]

    @Test func noEventAndNoErrorNamesAnybodyOutsideOfTheLedger() throws {
        let machine = try Machine(Self.inputs)
        let odd = try machine.run("echo '== odd'\nsh /run/checkout/Tests/Tools/every-event 2>&1\n")["odd"]
        #expect(odd == "", "\(odd ?? "")")

        let types = try run(Binaries.convened, ["events-schema"]).output.matches(of: /"title" : "([a-z_.]+)"/)
        let had = try lines(machine, "types")
        let missing = types.map { String($0.output.1) }.filter { !had.contains($0) }
        #expect(types.count > 90 && missing.isEmpty, "Tests/Tools/every-event brings no \(missing)")
        let errors = try lines(machine, "errors")
        let unmet = API.allErrors.map { $0.name }.filter { !errors.contains($0) }
        #expect(unmet.isEmpty, "Tests/Tools/every-event meets no \(unmet)")
        let used = try lines(machine, "commands")
        let unused = try Self.commands().filter { command in
            !used.contains { $0 == command || $0.hasPrefix(command + " ") }
        }
        #expect(unused.isEmpty, "Tests/Tools/every-event uses no \(unused)")

        for file in ["journal", "processes"] { expectNothingPersonal(in: try text(machine, file), file) }
        // It was all there to be found: a plugin heard it, the journal has what happened and what plugins say, and the
        // processes were seen.
        let (heard, journal, seen) = (
            try text(machine, "heard"), try text(machine, "journal"), try text(machine, "processes")
        )
        for secret in ["Quillfeather", "1991-03-01", "cordelia@example.org"] { #expect(heard.contains(secret)) }
        for line in [
            "attendance.checked_in: A1", "SYSLOG_IDENTIFIER=convened-plugin-parrot", "‹personal›", "is closed: ",
        ] {
            #expect(journal.contains(line), "\(line)")
        }
        #expect(!journal.contains("Suppressed"), "journald has thrown lines away")
        for line in ["convene", "convened", "CONVENED_PLUGIN=parrot"] { #expect(seen.contains(line + "\n"), "\(line)") }
        let limits = try lines(machine, "limits").map { $0.split(separator: " ").suffix(3).joined(separator: " ") }
        #expect(limits == ["0 0 bytes", "0 0 bytes"], "a core dump is a copy of the memory")
    }

    /// Every command of the command line that does something.
    private static func commands() throws -> [String] {
        struct Dump: Decodable { let command: Command }
        struct Command: Decodable {
            let commandName: String
            let subcommands: [Command]?

            func leaves(below path: String) -> [String] {
                let below = (subcommands ?? []).filter { $0.commandName != "help" }
                return below.isEmpty
                    ? [path]
                    : below.flatMap { $0.leaves(below: path.isEmpty ? $0.commandName : "\(path) \($0.commandName)") }
            }
        }
        let dump = try run(Binaries.convene, ["--experimental-dump-help"]).output
        return try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command.leaves(below: "")
    }

    private func text(_ machine: Machine, _ file: String) throws -> String {
        String(decoding: try machine.file(file), as: UTF8.self)
    }

    private func lines(_ machine: Machine, _ file: String) throws -> [String] {
        try text(machine, file).split(separator: "\n").map(String.init)
    }

    private func expectNothingPersonal(in text: String, _ place: String) {
        for secret in Self.secrets { #expect(!text.contains(secret), "\(secret) is in the \(place)") }
        // A measure's value, but not a piece of some identifier.
        #expect(!text.contains(#/(^|[^0-9A-Fa-f])-987([^0-9A-Fa-f]|$)/#), "a measure is in the \(place)")
    }
}
