extension Report {
    /// The table as CSV (RFC 4180), with a header row that names the unit of time.
    func csv(_ unit: TimeUnit) -> String {
        let suffix = unit == .minutes ? "minutes" : "quarter_hours"
        let shown = table.columns.indices.filter { table.columns[$0].name != nil }
        let header = shown.map { index in
            let name = table.columns[index].name ?? ""
            let isTime = table.rows.contains { $0[index].isTime }
            return isTime ? "\(name)_\(suffix)" : name
        }
        let rows = table.rows.map { row in shown.map { Self.field(row[$0].exported(in: unit)) } }
        return ([header] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    /// A field that no spreadsheet takes for a formula, in quotes where it needs them.
    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension Grid.Value {
    fileprivate var isTime: Bool {
        switch self {
        case .duration, .requirement: true
        default: false
        }
    }

    /// As a program reads it.
    fileprivate func exported(in unit: TimeUnit) -> String {
        switch self {
        case .duration(let seconds): "\(seconds / unit.seconds)"
        case .requirement(let seconds): "\((seconds + unit.seconds - 1) / unit.seconds)"
        case .share(let part, let whole): whole > 0 ? "\((part * 200 + whole) / (2 * whole))" : ""
        case .standing(let name), .rule(let name, _), .session(let name): name
        case .finality(_, let provisional): provisional ? "provisional" : "final"
        default: text
        }
    }
}
