import Foundation

/// The README is the one place where plugins, the service and the protocol are explained: the pages take their text from
/// there.
extension Page {
    /// Writes a section of the README, with the sections below it.
    ///
    /// - Throws: ``ManualError`` if there is none of that name.
    mutating func readme(_ section: String, from text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(of: "## \(section)") else {
            throw ManualError("the README has no section \"\(section)\", of which \(file) consists")
        }
        let rest = lines[(start + 1)...]
        markdown(Array(rest.prefix { !$0.hasPrefix("## ") }))
    }

    private mutating func markdown(_ lines: [String]) {
        var rest = lines[...]
        while let line = rest.first {
            if line.isEmpty {
                rest = rest.dropFirst()
            } else if line.hasPrefix("```") {
                let code = rest.dropFirst().prefix { !$0.hasPrefix("```") }
                example(Array(code))
                rest = rest.dropFirst(code.count + 2)
            } else if line.hasPrefix("### ") {
                subheading(String(line.dropFirst(4)))
                rest = rest.dropFirst()
            } else if line.hasPrefix("|") {
                let rows = rest.prefix { $0.hasPrefix("|") }
                table(rows.map(Self.cells))
                rest = rest.dropFirst(rows.count)
            } else {
                let isQuote = line.hasPrefix("> ")
                let own = rest.prefix { line in
                    !line.isEmpty && !["|", "```", "### "].contains { line.hasPrefix($0) }
                }
                let words = own.map { isQuote ? String($0.drop { $0 == ">" || $0 == " " }) : $0 }
                paragraph(Self.inline(words.joined(separator: " ").trimmingCharacters(in: .whitespaces)))
                rest = rest.dropFirst(own.count)
            }
        }
    }

    /// The first column says what a row is about.
    private mutating func table(_ rows: [[String]]) {
        guard let titles = rows.first else { return }
        for row in rows.dropFirst(2) {
            let said = zip(titles, row).dropFirst().filter { !$1.isEmpty }.map { title, cell in
                row.count > 2 ? "\(Self.escaped(title)): \(Self.inline(cell))" : Self.inline(cell)
            }
            item(Self.inline(row.first ?? ""), said.joined(separator: "; "))
        }
    }

    private static func cells(_ row: String) -> [String] {
        row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
            cell.trimmingCharacters(in: .whitespaces)
        }
    }

    /// Text with `code`, **weight** and [links](where).
    static func inline(_ text: String) -> String {
        var (result, rest) = ("", text[...])
        while let sign = rest.firstIndex(where: { "`*[".contains($0) }) {
            result += escaped(rest[..<sign])
            rest = rest[sign...]
            if let match = rest.prefixMatch(of: /`([^`]+)`/) {
                result += bold(match.output.1)
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /\*\*([^*]+)\*\*/) {
                result += bold(match.output.1)
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /\[([^\]]+)\]\(([^)]+)\)/) {
                result += "\(escaped(match.output.1)) (\(escaped(match.output.2)))"
                rest = rest[match.range.upperBound...]
            } else {
                result += escaped(rest.prefix(1))
                rest = rest.dropFirst()
            }
        }
        return result + escaped(rest)
    }
}
