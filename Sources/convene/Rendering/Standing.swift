/// Where a member is this week, as a screen shows it: always with a sign, so that it can be read without colours.
struct Standing {
    /// The word of the contract, such as `on_track`.
    let name: String
    let missingSeconds: Int

    init(_ name: String, missingSeconds: Int = 0) {
        self.name = name
        self.missingSeconds = missingSeconds
    }

    var sign: String {
        switch name {
        case "met": "✓"
        case "waived": "~"
        case "on_track": "·"
        case "at_risk": "!"
        case "needs_makeup": "+"
        case "over_maximum": "^"
        case "out_of_reach", "shortfall": "✗"
        default: "–"
        }
    }

    /// The standing as what a week does: `is on track`, `needs a make-up`.
    var verb: String {
        name == "needs_makeup" ? "needs a make-up" : "is \(inWords(name))"
    }

    var style: Style? {
        switch name {
        case "met": .green
        case "at_risk", "over_maximum": .yellow
        case "needs_makeup", "out_of_reach", "shortfall": .red
        default: nil
        }
    }

    var cell: Table.Cell {
        Table.Cell("\(sign) \(inWords(name))", style)
    }

    /// The standing in a sentence, with what is missing: `needs make-up of 25 min`, `out of reach by 25 min`.
    func phrase(on screen: Screen) -> String {
        let link = name == "out_of_reach" ? "by" : "of"
        let text = inWords(name) + (missingSeconds > 0 ? " \(link) \(shortage(missingSeconds))" : "")
        return screen.styled(printable(text), style)
    }
}
