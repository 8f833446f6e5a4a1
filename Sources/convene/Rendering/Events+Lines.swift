import ConvenedAPI

extension API.Events.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        events.isEmpty ? ["Nothing has happened since."] : events.map { $0.line(on: screen) }
    }
}

extension API.Events.Event {
    /// `  4711  2026-11-23 18:02:11  attendance.checked_in  M1042 evening-iop@2026-11-23  by rk`, on a screen without
    /// the year, and without the actor where there is no room.
    func line(on screen: Screen) -> String {
        let number = String(repeating: " ", count: max(0, 6 - String(sequence).count)) + String(sequence)
        let date = screen.width == nil ? day(happened) : String(day(happened).dropFirst(5))
        let about = [member, session ?? group ?? program].compactMap { $0 }.joined(separator: " ")
        var parts: [(text: String, style: Style?)] = [
            (number, .faint), ("\(date) \(preciseClock(happened))", nil), (type, .bold), (about, nil),
        ]
        let width = parts.reduce(0) { $0 + displayWidth($1.text) + 2 }
        if screen.width.map({ width + displayWidth("by \(actor)") <= $0 }) ?? true {
            parts.append(("by \(actor)", .faint))
        }
        return parts.filter { !$0.text.isEmpty }.map { screen.styled(printable($0.text), $0.style) }
            .joined(separator: "  ")
    }
}
