import ConvenedAPI

extension API.Events.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        events.isEmpty ? ["Nothing has happened since."] : events.map { $0.line(on: screen) }
    }
}

extension API.Events.Event {
    /// `  4711  2026-11-23 18:02:11  attendance.checked_in  M1042 evening-iop@2026-11-23  by rk`
    func line(on screen: Screen) -> String {
        let number = String(repeating: " ", count: max(0, 6 - String(sequence).count)) + String(sequence)
        let about = [member, session ?? group, program].compactMap { $0 }.joined(separator: " ")
        let parts = [
            screen.styled(number, .faint), "\(day(happened)) \(preciseClock(happened))",
            screen.styled(printable(type), .bold), printable(about), screen.styled(printable("by \(actor)"), .faint),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
