import Glibc

/// The terminal's other screen, with single keys and no cursor, for as long as it lives. The usual screen comes back as
/// it was.
struct FullScreen: ~Copyable {
    private let rawMode: RawMode

    private init(rawMode: consuming RawMode) {
        self.rawMode = rawMode
    }

    /// `nil` if standard input or output is no terminal, or one that can't place its cursor.
    static func begin(title: String) -> FullScreen? {
        guard isatty(STDOUT_FILENO) == 1, Terminal.environment("TERM").map({ $0 != "dumb" }) ?? false,
            let rawMode = RawMode.begin()
        else { return nil }
        // The title of before is put aside on a stack that most terminals have.
        Terminal.write(Array("\u{1B}[22;2t\u{1B}]2;\(printable(title))\u{7}\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J".utf8))
        return FullScreen(rawMode: rawMode)
    }

    /// Draws lines from the top, and leaves the rest empty. Lines that are too many for the screen aren't drawn.
    func draw(_ lines: [String]) {
        let rows = Terminal.size(STDOUT_FILENO).rows
        let text = lines.prefix(rows).map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
        Terminal.write(Array("\u{1B}[H\(text)\u{1B}[J".utf8))
    }

    deinit {
        Terminal.write(Array("\u{1B}[?25h\u{1B}[?1049l\u{1B}[23;2t".utf8))
    }
}
