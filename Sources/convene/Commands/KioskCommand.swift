import ArgumentParser

struct KioskCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk", abstract: "Take codes from a scanner or keyboard at the door.",
        discussion: """
            Each line that is scanned or typed is a member's code. Who isn't in comes in; who is in goes out in the last \
            15 minutes of the session and after its end, or at any time with --out; any other second scan changes \
            nothing. A kiosk never starts a session. It shows initials, and clears them after three seconds.

            While convened is away, up to 100 scans are kept and sent when it is back, with the times of the scans. \
            Ctrl-C ends it. In a pipe, lines come in and lines go out.

            Examples:
              convene kiosk
              convene kiosk --session evening-iop
              convene kiosk --out
            """)

    @Option(
        help: ArgumentHelp(
            "The only session that is meant, or a group for its session of the day; any of the member's if absent.",
            valueName: "session"))
    var session: String?
    @Flag(help: "Members only leave, at any time.")
    var out = false
    @Flag(help: "Lines of text instead of a screen, for screen readers.")
    var plain = false
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try KioskDesk(self, daemon).run()
    }
}
