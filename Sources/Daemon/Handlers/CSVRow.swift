import Engine

/// One record of a CSV file, with the line on which it begins.
struct CSVRow: Equatable {
    /// Counted from 1.
    let line: Int
    let fields: [String]

    /// Reads RFC 4180: commas, quotes doubled within quotes, line ends CR LF or LF, blank lines passed over. A byte
    /// order mark at the beginning is passed over too.
    ///
    /// - Throws: ``LineProblem`` for a quote that isn't closed, or one within a field that isn't quoted.
    static func rows(_ text: String) throws(LineProblem) -> [CSVRow] {
        var reader = Reader()
        for scalar in text.unicodeScalars.drop(while: { $0 == "\u{FEFF}" }) { try reader.take(scalar) }
        return try reader.end()
    }

    private struct Reader {
        private var rows: [CSVRow] = []
        private var fields: [String] = []
        private var field = String.UnicodeScalarView()
        private var state = State.fieldStart
        private var line = 1
        private var rowLine = 1

        private enum State {
            case fieldStart, plain, quoted, quoteInQuoted
        }

        mutating func take(_ scalar: Unicode.Scalar) throws(LineProblem) {
            switch (state, scalar) {
            case (.quoted, "\""): state = .quoteInQuoted
            case (.quoted, _): field.append(scalar)
            case (.fieldStart, "\""): state = .quoted
            case (.quoteInQuoted, "\""):
                field.append(scalar)
                state = .quoted
            case (_, ","): endField()
            case (_, "\n"): endRow()
            case (_, "\r"): break
            case (.plain, "\""), (.quoteInQuoted, _):
                throw LineProblem(
                    line: line, reason: "a quote stands where none can; quote the whole field and double its quotes")
            default:
                field.append(scalar)
                state = .plain
            }
            if scalar == "\n" {
                line += 1
                if state == .fieldStart, fields.isEmpty { rowLine = line }
            }
        }

        mutating func end() throws(LineProblem) -> [CSVRow] {
            if state == .quoted { throw LineProblem(line: rowLine, reason: "a quote is opened and never closed") }
            if state != .fieldStart || !fields.isEmpty { endRow() }
            return rows
        }

        private mutating func endField() {
            fields.append(String(field))
            field.removeAll()
            state = .fieldStart
        }

        private mutating func endRow() {
            let isBlank = fields.isEmpty && state == .fieldStart
            endField()
            if !isBlank { rows.append(CSVRow(line: rowLine, fields: fields)) }
            fields = []
        }
    }
}
