import Glibc

extension Terminal {
    /// Holds a roll call with the keyboard, or with lines of text where single keys can't be read.
    static func hold(_ rollCall: RollCall) -> RollCall.Action {
        guard canAsk, let rawMode = RawMode.begin() else { return holdByLine(rollCall) }
        defer { extendLifetime(rawMode) }
        var rollCall = rollCall
        var height = 0
        while true {
            let lines = rollCall.lines(on: questions)
            // Back to where the last drawing began, and everything below it away.
            let back = height > 0 ? "\u{1B}[\(height)A\r\u{1B}[J" : ""
            write(Array((back + lines.joined(separator: "\r\n") + "\r\n").utf8), to: STDERR_FILENO)
            height = lines.count
            var action = RollCall.Action.none
            while action == .none { action = rollCall.press(.read()) }
            if action != .redraw { return action }
        }
    }

    private static func holdByLine(_ rollCall: RollCall) -> RollCall.Action {
        var rollCall = rollCall
        complain(rollCall.lines(on: .plain))
        guard let line = ask("Keys, then Enter: ") else { return .quit }
        return rollCall.enter(line)
    }
}
