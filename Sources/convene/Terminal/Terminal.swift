import Glibc

/// The terminal that the command was typed on. Questions go to standard error, so that standard output stays clean.
enum Terminal {
    /// Whether somebody can be asked.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// What standard output is: no width and no colour where it is no terminal, no colour with `NO_COLOR` set.
    static var output: Screen { screen(STDOUT_FILENO) }

    /// What questions are shown on.
    static var questions: Screen { screen(STDERR_FILENO) }

    /// Writes lines to standard output.
    static func print(_ lines: [String]) {
        write(lines, to: STDOUT_FILENO)
    }

    /// Writes lines to standard error.
    static func complain(_ lines: [String]) {
        write(lines, to: STDERR_FILENO)
    }

    /// Writes bytes as they are. Returns whether all of them could be written; `errno` says why not.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written > 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    /// Asks for a line. `nil` if the input ended.
    static func ask(_ question: String) -> String? {
        write(Array(question.utf8), to: STDERR_FILENO)
        return readLine()
    }

    /// Asks for text of several lines, up to an empty one; `nil` if there is none.
    static func askForText(_ question: String) throws(Failure) -> String? {
        var lines: [String] = []
        while true {
            guard let line = ask(lines.isEmpty ? question + " " : "  ") else { throw Failure(.interrupted) }
            if trimmed(line[...]).isEmpty { return lines.isEmpty ? nil : lines.joined(separator: "\n") }
            lines.append(line)
        }
    }

    /// The value of an environment variable; `nil` if it is unset or empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    private static func write(_ lines: [String], to descriptor: Int32) {
        guard !lines.isEmpty else { return }
        write(Array((lines.joined(separator: "\n") + "\n").utf8), to: descriptor)
    }

    /// The size of a terminal's window; 80 by 24 where it isn't known.
    static func size(_ descriptor: Int32) -> (columns: Int, rows: Int) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return (isKnown ? Int(size.ws_col) : 80, isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    private static func screen(_ descriptor: Int32) -> Screen {
        guard isatty(descriptor) == 1 else { return .plain }
        let isDumb = environment("TERM") == nil || environment("TERM") == "dumb"
        return Screen(width: size(descriptor).columns, colour: !isDumb && environment("NO_COLOR") == nil)
    }
}
