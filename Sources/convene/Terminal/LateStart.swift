import ConvenedAPI

extension API.Sessions.StartsLate {
    /// Asks when treatment really began.
    func askWhenItBegan() throws(Failure) -> String {
        Terminal.complain([
            printable(
                "\(session) was planned for \(clock(plannedStart)), and it is \(clock(now)) now. When did it begin?"),
            "  1  at \(clock(plannedStart)), as planned", "  2  at \(clock(now)), just now",
        ])
        while let answer = Terminal.ask("Number, or another time such as \(clock(plannedStart)): ") {
            if let time = time(for: answer) { return time }
            Terminal.complain(["Type 1, 2 or a time such as \(clock(plannedStart))."])
        }
        throw Failure(.interrupted)
    }

    /// The time that an answer means; `nil` if it means none. It is never guessed from an empty one.
    func time(for answer: String) -> String? {
        let text = trimmed(answer[...])
        switch text {
        case "1": return plannedStart
        case "2": return now
        default: return text.utf8.contains(UInt8(ascii: ":")) ? String(text) : nil
        }
    }
}
