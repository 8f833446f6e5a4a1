import ArgumentParser

struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "Show a session live: time left, who is in, late, missing and out.",
        discussion: """
            Alone, 'convene' on a terminal is the board of the session that is on. It shows initials and arrivals, since \
            members can see it; H shows hours for ten seconds, and '?' all keys. It says so when it isn't connected, and \
            reconnects by itself.

            With --plain, or in a pipe, it is one line for each thing that changes, and takes lines of keys.
            """)

    @Argument(help: "The session's name, or a group for its session of the day; whichever is on if absent.")
    var session: String?
    @Flag(help: "Show full names.")
    var names = false
    @Flag(help: "Ring the terminal's bell when a phase or the session is nearly over.")
    var bell = false
    @Flag(help: "Lines of text instead of a screen, for screen readers.")
    var plain = false
    @OptionGroup var global: GlobalOptions

    func run() throws {
        guard !global.json else {
            throw ValidationError("a board is for people; 'convene events --follow --json' follows what happens")
        }
        try BoardRoom(self).run()
    }
}
