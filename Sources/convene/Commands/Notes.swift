import ArgumentParser
import ConvenedAPI

struct NoteCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write down a success or a challenge of the day, in one line.",
        discussion: """
            The line is asked for, or read from standard input or a file; it is never an argument. Name no other member \
            in it: it is part of the member's own extract. Who facilitates a group that the member is in, their case \
            manager and deputy, and supervisors read it with 'convene member show'; 'convene undo' takes it back.

            Examples:
              convene note M1042 --success
              echo 'slept badly, came all the same' | convene note M1042 --challenge
            """)

    @Argument(help: "The member's code.")
    var member: String
    @Flag(help: "Something that went well.")
    var success = false
    @Flag(help: "Something that was hard.")
    var challenge = false
    @Option(
        help: ArgumentHelp("The session; the one that is on and that they are at if absent.", valueName: "session"))
    var session: String?
    @Option(help: ArgumentHelp("Read the line from here; '-' is standard input.", valueName: "file"))
    var fromFile: String?
    @OptionGroup var change: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard success != challenge else { throw ValidationError("a note is a --success or a --challenge: say which") }
    }

    func run(_ daemon: Connection) throws {
        try daemon.checkPresence()
        let text: String
        if fromFile == nil && Terminal.canAsk {
            guard let answer = Terminal.ask(success ? "What went well? " : "What was hard? ") else {
                throw Failure(.interrupted)
            }
            text = answer
        } else {
            text = try InputFile(fromFile ?? "-").text
        }
        let line = String(trimmed(text[...]))
        guard !line.isEmpty else { throw Failure(.badData, "Nothing was written down: the note is empty.") }
        try daemon.show(
            API.Members.AddNote.self,
            .init(
                member: member, kind: success ? "success" : "challenge", text: line, session: session,
                idempotencyKey: change.key))
    }
}
