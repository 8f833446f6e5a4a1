/// Where a member is this week, as a screen shows it: always with a sign, so that it can be read without colours.
struct Standing {
    let name: String
    let missingSeconds: Int

    init(_ name: String, missingSeconds: Int = 0) {
        self.name = name
        self.missingSeconds = missingSeconds
    }

    var sign: String {
        switch name {
        case "met": "✓"
        case "on track": "·"
        case "at risk": "!"
        case "needs make-up": "+"
        case "over maximum": "^"
        case "out of reach", "shortfall": "✗"
        default: "–"
        }
    }

    var style: Style? {
        switch name {
        case "met": .green
        case "at risk", "over maximum": .yellow
        case "needs make-up", "out of reach", "shortfall": .red
        default: nil
        }
    }

    var cell: Table.Cell {
        Table.Cell("\(sign) \(name)", style)
    }

    /// The standing in a sentence, with what is missing: `needs make-up of 25 min`, `out of reach by 25 min`.
    func phrase(on screen: Screen) -> String {
        let link = name == "out of reach" ? "by" : "of"
        let text = missingSeconds > 0 ? "\(name) \(link) \(shortage(missingSeconds))" : name
        return screen.styled(printable(text), style)
    }
}
