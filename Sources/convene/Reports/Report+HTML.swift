extension Report {
    var html: String { htmlPage(title, [self]) }

    fileprivate var section: String {
        let facts = facts.map { "<div><dt>\(escaped($0.label))</dt><dd dir=\"auto\">\(escaped($0.value))</dd></div>" }
        let signatures = signatures.map { "<p class=\"sign\"><span></span>\(escaped($0))</p>" }
        return """
            <h1 dir="auto">\(escaped(title))</h1>
            <p>\(escaped(subtitle))</p>
            \(facts.isEmpty ? "" : "<dl>\(facts.joined(separator: "\n"))</dl>")
            \(charts.map(\.figure).joined(separator: "\n"))
            \(table.html)
            \(notes.map { "<p class=\"note\">\(escaped($0))</p>" }.joined(separator: "\n"))
            \(signatures.joined(separator: "\n"))
            """
    }
}

/// A page that needs nothing else: no script, no font and no picture from elsewhere, and none would be let in. On paper
/// each report begins a new sheet.
func htmlPage(_ title: String, _ reports: [Report]) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(escaped(title))</title>
    <style>\(pageStyle)</style>
    </head>
    <body>
    \(reports.map { "<section>\n\($0.section)\n</section>" }.joined(separator: "\n"))
    </body>
    </html>

    """
}

extension Grid {
    fileprivate var html: String {
        guard !rows.isEmpty else { return "<p>There is nothing to show.</p>" }
        let shown = columns.indices.filter { column in rows.contains { $0[column].isWorthAColumn } }
        let header = shown.map { columns[$0] }.map {
            "<th scope=\"col\"\($0.isNumeric ? " class=\"number\"" : "")>\(escaped($0.title))</th>"
        }
        let body = rows.map { "<tr>\(cells($0, shown))</tr>" }
        let foot = total.map { "<tfoot><tr>\(cells($0, shown))</tr></tfoot>" } ?? ""
        return """
            <table>
            <caption>\(escaped(caption))</caption>
            <thead><tr>\(header.joined())</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody>
            \(foot)
            </table>
            """
    }

    private func cells(_ row: [Value], _ shown: [Int]) -> String {
        shown.map { (columns[$0], row[$0]) }.map { column, value in
            switch value {
            case .bar(let value, let required, let most) where most > 0:
                let (filled, wanted) = (min(100, value * 100 / most), min(100, required * 100 / most))
                return "<td class=\"bar\"><i style=\"width:\(filled)%\"></i><b style=\"left:\(wanted)%\"></b></td>"
            case .blank: return "<td class=\"blank\"></td>"
            case .blankTime: return "<td class=\"blank time\"></td>"
            case .standing(let name): return "<td class=\"\(name)\">\(escaped(value.text))</td>"
            default:
                let kind = column.isNumeric ? " class=\"number\"" : column.shrinksTo == nil ? " class=\"whole\"" : ""
                return "<td dir=\"auto\"\(kind)>\(escaped(value.text))</td>"
            }
        }.joined()
    }
}

extension Grid.Value {
    /// Whether a column is there for it: what is said only of some rows has none where it is said of no row.
    fileprivate var isWorthAColumn: Bool {
        switch self {
        case .rule, .finality, .text: !text.isEmpty
        default: true
        }
    }
}

/// Text that is text wherever it stands in a page.
func escaped(_ text: String) -> String {
    var result = ""
    for character in printable(text).unicodeScalars {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.unicodeScalars.append(character)
        }
    }
    return result
}

/// Light and dark on a screen, black on white on paper; no row of a table is cut by the end of a page.
private let pageStyle = """
    :root { color-scheme: light dark; --ink: #1b1b1b; --faint: #6b6b6b; --line: #c9c9c9; --bar: #2f6f9f; --short: #b4532a; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --faint: #a3a3a3; --line: #4a4a4a; --bar: #6fb1e0; --short: #e08b60; } }
    body { font: 14px/1.45 system-ui, "DejaVu Sans", sans-serif; color: var(--ink); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
    dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .5rem 1.5rem; margin: 1rem 0; }
    dl div { break-inside: avoid; } dt { color: var(--faint); font-size: .85em; } dd { margin: 0; overflow-wrap: anywhere; }
    table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; }
    caption { text-align: start; font-weight: 600; padding: .25rem 0; }
    thead { display: table-header-group; } tfoot { display: table-row-group; font-weight: 600; }
    tr { break-inside: avoid; }
    th, td { text-align: start; vertical-align: top; padding: .25rem .4rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
    th { color: var(--faint); font-size: .85em; white-space: nowrap; } .number { text-align: right; } .number, .whole { white-space: nowrap; }
    td.bar { min-width: 7rem; position: relative; padding: .45rem 0; }
    td.bar i { display: block; height: .8em; background: var(--bar); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    td.bar b { position: absolute; top: .25rem; bottom: .25rem; border-left: 2px solid var(--ink); }
    td.shortfall, td.out_of_reach, td.needs_makeup { color: var(--short); font-weight: 600; }
    td.blank { min-width: 11rem; height: 2.4em; } td.time { min-width: 4rem; } section + section { break-before: page; margin-top: 3rem; }
    figure { break-inside: avoid; margin: 1rem 0; } figcaption { color: var(--faint); }
    svg { width: 100%; height: auto; } svg text { fill: var(--faint); font-size: 11px; }
    .enough { fill: var(--bar); } .short { fill: url(#hatch); stroke: var(--short); } .open { fill-opacity: .55; }
    .hatch { stroke: var(--short); } .wanted { stroke: var(--ink); stroke-width: 2; fill: none; } .axis { stroke: var(--line); }
    .mark { stroke: var(--faint); stroke-dasharray: 3 3; }
    .note { color: var(--faint); } .sign { margin-top: 2.5rem; break-inside: avoid; } .sign span { display: block; width: 20rem; border-top: 1px solid var(--ink); }
    @page { margin: 14mm; }
    @media print { :root { --ink: #000; --faint: #444; --line: #999; --bar: #2f6f9f; --short: #b4532a; color-scheme: light; } body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; background: #fff; } }
    """
