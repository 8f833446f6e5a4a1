/// A table with aligned columns. Widths are counted in columns of the terminal.
struct Table {
    struct Column {
        var title: String
        var alignment = Alignment.left
        /// How narrow the column may become when the table is too wide; `nil` if it must not shrink.
        var shrinksTo: Int?
    }

    enum Alignment {
        case left, right
    }

    struct Cell: ExpressibleByStringLiteral {
        var text: String
        var style: Style?

        init(_ text: String, _ style: Style? = nil) {
            self.text = printable(text)
            self.style = style
        }

        init(stringLiteral text: String) {
            self.init(text)
        }
    }

    var columns: [Column]
    var rows: [[Cell]] = []

    init(_ columns: Column...) {
        self.columns = columns
    }

    init(_ columns: [Column], _ rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    mutating func add(_ cells: Cell...) {
        rows.append(cells)
    }

    /// The header and the rows. A table wider than the screen has its longest flexible texts cut, marked with `…`.
    func lines(on screen: Screen) -> [String] {
        let widths = fitted(to: screen.width)
        let header = columns.map { Cell($0.title, .bold) }
        return ([header] + rows).map { line($0, widths, screen) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ screen: Screen) -> String {
        var result = ""
        var owed = 0
        for (index, cell) in cells.enumerated() {
            let text = truncated(cell.text, to: widths[index])
            let padding = widths[index] - displayWidth(text)
            let before = columns[index].alignment == .right ? padding : 0
            if !text.isEmpty {
                result += String(repeating: " ", count: owed + before) + screen.styled(text, cell.style)
                // A left-to-right mark keeps the columns after a Hebrew or Arabic name where they belong.
                if isRightToLeft(text) { result += "\u{200E}" }
                owed = 0
            }
            owed += 2 + (text.isEmpty ? widths[index] : padding - before)
        }
        return result
    }

    private func fitted(to limit: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(displayWidth(columns[index].title)) { max($0, displayWidth($1[index].text)) }
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - limit
        while excess > 0 {
            let flexible = columns.indices.filter { index in
                columns[index].shrinksTo.map { widths[index] > $0 } ?? false
            }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}

/// The text cut to a width, with `…` in the place of what is missing.
func truncated(_ text: String, to width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
        let next = displayWidth(character)
        if used + next > width - 1 { break }
        result.append(character)
        used += next
    }
    return result + "…"
}
