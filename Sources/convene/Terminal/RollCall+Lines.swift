extension RollCall {
    /// The names with their keys, in two columns where they fit, and what can be pressed.
    func lines(on screen: Screen) -> [String] {
        let names = visible.map { truncated(printable($1.shortName), to: 24) }
        let cells = zip(visible, names).map { one, name in
            let mark = one.member.isMarked ? screen.styled("[x]", .bold) : "[ ]"
            // A left-to-right mark keeps the second column where it belongs, as in a table.
            let end = isRightToLeft(name) ? "\u{200E}" : ""
            return " \(screen.styled(String(one.label), .bold)) \(mark) \(one.member.code)  \(name)\(end)"
        }
        let widths = zip(visible, names).map { 9 + displayWidth($0.member.code) + displayWidth($1) }
        let column = (widths.max() ?? 0) + 2
        let twoColumns = cells.count > 6 && 2 * column <= (screen.width ?? 80)
        let height = twoColumns ? (cells.count + 1) / 2 : cells.count
        let rows = (0..<height).map { row in
            guard twoColumns, row + height < cells.count else { return cells[row] }
            return cells[row] + String(repeating: " ", count: column - widths[row]) + cells[row + height]
        }
        return rows + ["", "Mark who is here and press Enter, or mark who is missing and press A.", choices]
    }

    /// `Enter: the 3 marked · A: the other 6 · Q: leave`
    private var choices: String {
        let rest = members.count - markedCount
        var choices: [String] = []
        if markedCount > 0 { choices.append("Enter: the \(markedCount) marked") }
        if rest > 0 { choices.append(markedCount > 0 ? "A: the other \(rest)" : "A: all \(rest)") }
        choices.append("Q: leave")
        if pageCount > 1 { choices.append("Space: page \(page + 1) of \(pageCount)") }
        return choices.joined(separator: " · ")
    }
}
