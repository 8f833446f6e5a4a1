/// On which line of a TOML text each key stands.
///
/// Headers, dotted keys and quoted keys are understood. A key inside an inline table, or inside an array over several
/// lines, is found at the line of the key that holds it.
struct LineIndex {
    private var lines: [[String]: Int] = [:]
    private var tableCounts: [[String]: Int] = [:]

    init(_ text: String) {
        var header: [String] = []
        var depth = 0
        var openQuote: String?
        for (number, raw) in Self.rows(text).enumerated() {
            let isContinuation = depth > 0 || openQuote != nil
            let line = raw.drop { $0 == " " || $0 == "\t" }
            if !isContinuation, line.first == "[" {
                header = enter(line, at: number + 1)
                continue
            }
            if !isContinuation, let key = Self.key(line) {
                record(header + key, at: number + 1)
            }
            Self.follow(line, depth: &depth, openQuote: &openQuote)
        }
    }

    /// The lines of a text, which end with a line feed or with carriage return and line feed.
    static func rows(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    /// The line of a key, or of the innermost table around it that has one.
    func line(of path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return nil
    }

    private mutating func record(_ path: [String], at line: Int) {
        for length in 1...max(1, path.count) where lines[Array(path.prefix(length))] == nil {
            lines[Array(path.prefix(length))] = line
        }
    }

    /// Takes a header line and returns the path of the table that it opens.
    private mutating func enter(_ line: Substring, at number: Int) -> [String] {
        let isArray = line.hasPrefix("[[")
        guard let names = Self.key(line.dropFirst(isArray ? 2 : 1)) else { return [] }
        var path: [String] = []
        for (place, name) in names.enumerated() {
            path.append(name)
            if place == names.count - 1, isArray { tableCounts[path, default: 0] += 1 }
            if let count = tableCounts[path] { path.append(Self.element(count - 1)) }
        }
        record(path, at: number)
        return path
    }

    /// The path component of an element of an array.
    static func element(_ index: Int) -> String { "#\(index)" }

    /// Reads a dotted key up to `=` or `]`; `nil` if the line has none.
    private static func key(_ line: Substring) -> [String]? {
        var parts: [String] = []
        var current = ""
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { current.append(character) }
                continue
            }
            switch character {
            case "\"", "'": quote = character
            case ".":
                parts.append(current)
                current = ""
            case "=", "]": return parts + [current]
            case "#": return nil
            case " ", "\t": break
            default: current.append(character)
            }
        }
        return nil
    }

    /// Follows brackets and quotes through a line, to know whether the value goes on in the next.
    private static func follow(_ line: Substring, depth: inout Int, openQuote: inout String?) {
        var rest = line
        var isEscaped = false
        while let character = rest.first {
            if let quote = openQuote {
                if !isEscaped, rest.hasPrefix(quote) {
                    openQuote = nil
                    rest = rest.dropFirst(quote.count)
                    continue
                }
                isEscaped = !isEscaped && character == "\\" && quote.first == "\""
            } else if character == "#" {
                return
            } else if character == "\"" || character == "'" {
                let triple = String(repeating: character, count: 3)
                openQuote = rest.hasPrefix(triple) ? triple : String(character)
                rest = rest.dropFirst(openQuote?.count ?? 1)
                continue
            } else if character == "[" || character == "{" {
                depth += 1
            } else if character == "]" || character == "}" {
                depth -= 1
            }
            rest = rest.dropFirst()
        }
        if openQuote?.count == 1 { openQuote = nil }
    }
}
