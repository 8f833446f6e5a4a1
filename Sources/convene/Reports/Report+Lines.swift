extension Report {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        for fact in facts { fields.add(fact.label, fact.value) }
        var lines = [screen.styled(printable(title), .bold), printable(subtitle)] + fields.lines(on: screen)
        lines += [""] + (table.rows.isEmpty ? ["There is nothing to show."] : table.lines(on: screen))
        return lines + notes.map(printable)
    }
}

extension Grid {
    func lines(on screen: Screen) -> [String] {
        let shown = columns.indices.filter { index in
            !rows.allSatisfy { if case .blank = $0[index] { true } else { false } }
        }
        let titles = shown.map { index in
            let column = columns[index]
            return Table.Column(
                title: column.title.uppercased(), alignment: column.isNumeric ? .right : .left,
                shrinksTo: column.shrinksTo)
        }
        let lines = rows + (total.map { [$0] } ?? [])
        return Table(titles, lines.map { row in shown.map { row[$0].cell } }).lines(on: screen)
    }
}

extension Grid.Value {
    var cell: Table.Cell {
        if case .standing(let name) = self { return Standing(name).cell }
        if case .bar(let value, let required, let most) = self { return .init(Self.bar(value, required, most)) }
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
        case .bar, .blank, .none: ""
        }
    }

    /// A bar of up to 20 columns, with dots for what is lacking.
    private static func bar(_ value: Int, _ required: Int, _ most: Int) -> String {
        guard most > 0 else { return "" }
        let filled = min(20, value * 20 / most)
        let lacking = max(0, min(20, (required * 20 + most - 1) / most) - filled)
        return String(repeating: "█", count: filled) + String(repeating: "·", count: lacking)
    }
}
