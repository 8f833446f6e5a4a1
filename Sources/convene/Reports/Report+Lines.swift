extension Report {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        for fact in facts { fields.add(fact.label, fact.value) }
        var lines = [screen.styled(printable(title), .bold)] + wrapped(printable(subtitle), to: screen.width)
        lines += fields.lines(on: screen)
        lines += [""] + (table.rows.isEmpty ? ["There is nothing to show."] : table.lines(on: screen))
        return lines + notes.flatMap { wrapped(printable($0), to: screen.width) }
    }
}

extension Grid {
    /// Without columns of nothing. Where the screen is too narrow, columns of zeros go first, then the minor ones, then the
    /// bars; what is too wide even so goes on below itself, with the first column again.
    func lines(on screen: Screen) -> [String] {
        let something = columns { row, column in
            switch row[column] {
            case .blank, .blankTime: isForm
            case .text(""): false
            case .finality, .rule: !row[column].text.isEmpty
            default: true
            }
        }
        let figures = something.filter(
            Set(columns { row, column in if case .number(0) = row[column] { false } else { true } }).contains)
        let drawn = Set(columns { row, column in if case .bar = row[column] { true } else { false } })
        let least = figures.filter { !drawn.contains($0) && !columns[$0].isMinor }
        let choices = [
            something, figures, figures.filter { !columns[$0].isMinor }, figures.filter { !drawn.contains($0) },
        ]
        for choice in choices + [least] {
            if isFitting(choice, on: screen) { return lines(on: screen, choice) }
        }
        let parts = parts(of: least, on: screen).map { lines(on: screen, $0) }
        return Array(parts.joined(separator: [""]))
    }

    /// Whether columns fit on a screen. Colours take no room.
    private func isFitting(_ shown: [Int], on screen: Screen) -> Bool {
        guard let width = screen.width else { return true }
        return lines(on: Screen(width: width, colour: false), shown).allSatisfy { displayWidth($0) <= width }
    }

    /// The columns in parts that fit, each with the first one.
    private func parts(of shown: [Int], on screen: Screen) -> [[Int]] {
        guard let first = shown.first else { return [] }
        var parts: [[Int]] = []
        for column in shown.dropFirst() {
            if let last = parts.last, isFitting(last + [column], on: screen) {
                parts[parts.count - 1].append(column)
            } else {
                parts.append([first, column])
            }
        }
        return parts
    }

    /// The columns in which something holds of some row.
    private func columns(where holds: ([Value], Int) -> Bool) -> [Int] {
        columns.indices.filter { column in rows.contains { holds($0, column) } }
    }

    private func lines(on screen: Screen, _ shown: [Int]) -> [String] {
        let titles = shown.map { index in
            let column = columns[index]
            return Table.Column(
                title: column.title.uppercased(), alignment: column.isNumeric ? .right : .left,
                shrinksTo: column.shrinksTo)
        }
        let lines = rows + (total.map { [$0] } ?? [])
        let bar = screen.width.map { $0 < 100 ? 10 : 20 } ?? 20
        return Table(titles, lines.map { row in shown.map { row[$0].cell(bar: bar) } }).lines(on: screen)
    }
}

extension Grid.Value {
    /// - Parameter bar: How many columns a bar has at most.
    fileprivate func cell(bar columns: Int) -> Table.Cell {
        if case .standing(let name) = self { return Standing(name).cell }
        if case .bar(let value, let required, let most) = self {
            return .init(Self.bar(value, required, most, columns))
        }
        return .init(text)
    }

    /// As people read it.
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .duration(let seconds): hours(seconds)
        case .requirement(let seconds): roundHours(seconds)
        case .share(let part, let whole): whole > 0 ? "\((part * 200 + whole) / (2 * whole)) %" : "–"
        case .standing(let name): "\(Standing(name).sign) \(inWords(name))"
        case .rule("weekly-minimum", _), .rule(_, of: "met"), .rule(_, of: "on_track"), .rule(_, of: "exempt"),
            .rule(_, of: "waived"):
            ""
        case .rule(let rule, _): inWords(String(rule.map { $0 == "-" ? "_" : $0 }))
        case .session(let name): String(name[(name.firstIndex(of: "@").map(name.index(after:)) ?? name.startIndex)...])
        case .finality(let closed, let provisional): closed && provisional ? "unsigned" : ""
        case .blank: "________________"
        case .blankTime: "______"
        case .bar, .none: ""
        }
    }

    /// A bar, with dots for what is lacking.
    private static func bar(_ value: Int, _ required: Int, _ most: Int, _ columns: Int) -> String {
        guard most > 0 else { return "" }
        let filled = min(columns, value * columns / most)
        let lacking = max(0, min(columns, (required * columns + most - 1) / most) - filled)
        return String(repeating: "█", count: filled) + String(repeating: "·", count: lacking)
    }
}
