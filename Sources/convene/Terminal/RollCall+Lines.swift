extension RollCall {
    /// The names with their keys, in two columns where they fit, and what can be pressed.
    func lines(on screen: Screen) -> [String] {
        let cells = visible.map { label, member in
            let mark = member.isMarked ? screen.styled("[x]", .bold) : "[ ]"
            return " \(screen.styled(String(label), .bold)) \(mark) \(member.code)  \(printable(member.shortName))"
        }
        let widths = visible.map { 9 + displayWidth($1.code) + displayWidth(printable($1.shortName)) }
        let column = (widths.max() ?? 0) + 2
        let twoColumns = cells.count > 6 && 2 * column <= (screen.width ?? 80)
        let height = twoColumns ? (cells.count + 1) / 2 : cells.count
        let rows = (0..<height).map { row in
            guard twoColumns, row + height < cells.count else { return cells[row] }
            return cells[row] + String(repeating: " ", count: column - widths[row]) + cells[row + height]
        }
        return rows + ["", choices]
    }

    private var choices: String {
        let rest = members.count - markedCount
        var choices: [String] = []
        if markedCount == 0 {
            choices = ["A all \(rest)", "Q leave"]
        } else {
            choices = ["Enter \(markedCount) marked", "Q leave"]
            if rest > 0 { choices.insert("A all but the marked, \(rest)", at: 1) }
        }
        if pageCount > 1 { choices.append("Space page \(page + 1) of \(pageCount)") }
        return choices.joined(separator: " · ")
    }
}
