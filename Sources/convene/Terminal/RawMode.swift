import Glibc

/// Lets single keys be read, without echo, for as long as it lives.
struct RawMode: ~Copyable {
    private let before: termios

    private init(before: termios) {
        self.before = before
    }

    /// `nil` if standard input is no terminal.
    static func begin() -> RawMode? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var state = before
        // Ctrl-C arrives as a key too, so that the terminal is always put back.
        state.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &state) == 0 else { return nil }
        return RawMode(before: before)
    }

    deinit {
        var state = before
        tcsetattr(STDIN_FILENO, TCSADRAIN, &state)
    }
}
