import TOMLKit

/// A table of a TOML file that is read key by key and then finished.
///
/// A key that is there but wrong counts as absent for the moment and is remembered; ``finish()`` throws for all of
/// them, and for every key that nobody asked for. What was read is good only once ``finish()`` has returned.
package final class StrictTable {
    private let entries: [String: TOMLNode]
    private let path: [String]
    private let source: Source
    private var asked: Set<String> = []
    private var own: [Question] = []
    private var children: [[String]: StrictTable] = [:]

    /// Reads a whole file. `file` is its name as problems shall cite it.
    package convenience init(text: String, file: String) throws(StrictTOMLError) {
        // The parser takes and returns C strings, which end at a NUL without a word.
        for (number, line) in LineIndex.rows(text).enumerated() {
            for nul in ["\0", "\\u0000", "\\U00000000"] where line.contains(nul) {
                throw StrictTOMLError(problems: ["\(file) line \(number + 1): a NUL character can't be used here."])
            }
        }
        do {
            guard case .table(let entries) = TOMLNode(try TOMLTable(string: text)) else {
                throw StrictTOMLError(problems: ["\(file) is no TOML table."])
            }
            self.init(entries: entries, path: [], source: Source(file: file, lines: LineIndex(text)))
        } catch let error as TOMLParseError {
            let reason = error.description.hasSuffix(".") ? error.description : error.description + "."
            throw StrictTOMLError(problems: ["\(file) line \(error.source.begin.line): \(reason)"])
        } catch {
            throw error as? StrictTOMLError ?? StrictTOMLError(problems: ["\(file) can't be read as TOML."])
        }
    }

    private init(entries: [String: TOMLNode], path: [String], source: Source) {
        self.entries = entries
        self.path = path
        self.source = source
    }

    /// A key that was asked for, and what its value must be.
    package struct Question: Sendable, Hashable {
        /// The table's name; empty for the file's own table.
        package let table: String
        package let key: String
        /// As it stands after "must be".
        package let expected: String
    }

    /// Every key that was asked for so far, here and in the tables below, once each.
    package var questions: [Question] {
        children.values.reduce(into: own) { all, child in
            for question in child.questions where !all.contains(question) { all.append(question) }
        }
    }

    /// The keys of this table, in alphabetical order, for tables whose keys are names that the user chose.
    package var keys: [String] { entries.keys.sorted() }

    /// The value of a key; `nil` if it is absent.
    package func value<Value>(_ key: String, _ kind: ValueKind<Value>) -> Value? {
        asked.insert(key)
        let name = path.filter { !$0.hasPrefix("#") }.joined(separator: ".")
        own.append(Question(table: name, key: key, expected: kind.expected))
        guard let node = entries[key] else { return nil }
        if let value = kind.read(node) { return value }
        problem(key, "must be \(kind.expected), not \(node.cited)")
        return nil
    }

    /// The value of a key, or a default if it is absent.
    package func value<Value>(_ key: String, _ kind: ValueKind<Value>, default standard: Value) -> Value {
        value(key, kind) ?? standard
    }

    /// The value of a key that must be there. If it isn't, or is wrong, `standIn` takes its place until ``finish()``
    /// throws, so that all other problems are found too.
    package func required<Value>(_ key: String, _ kind: ValueKind<Value>, standIn: Value) -> Value {
        if let value = value(key, kind) { return value }
        if entries[key] == nil { problem(key, "is missing; it must be \(kind.expected)") }
        return standIn
    }

    /// The table under a key; an empty one if the key is absent, so that defaults and missing keys are found alike.
    package func table(_ key: String) -> StrictTable {
        asked.insert(key)
        switch entries[key] {
        case .table(let inner): return child(inner, [key])
        case .none: break
        case .some(let node): problem(key, "must be a table, not \(node.cited)")
        }
        return child([:], [key])
    }

    /// The array of tables under a key; empty if the key is absent.
    package func tables(_ key: String) -> [StrictTable] {
        asked.insert(key)
        guard let node = entries[key] else { return [] }
        guard case .array(let nodes) = node else {
            problem(key, "must be an array of tables, not \(node.cited)")
            return []
        }
        return nodes.enumerated().map { index, node in
            if case .table(let inner) = node { return child(inner, [key, LineIndex.element(index)]) }
            problem(key, "must hold tables only, not \(node.cited)")
            return child([:], [key, LineIndex.element(index)])
        }
    }

    /// Remembers a problem that only the caller can see, such as a minimum above its maximum. `sentence` follows the
    /// key's name and has no full stop.
    package func problem(_ key: String, _ sentence: String) {
        let names = path.filter { !$0.hasPrefix("#") }
        let place = names.isEmpty ? key : "[\(names.joined(separator: "."))] \(key)"
        source.add("\(place) \(sentence).", at: source.lines.line(of: path + [key]))
    }

    /// Throws every problem of the whole file, unknown keys among them. To be called once, on the file's own
    /// table, when everything has been read.
    package func finish() throws(StrictTOMLError) {
        findUnknownKeys()
        guard source.problems.isEmpty else { throw StrictTOMLError(problems: source.problems) }
    }

    private func findUnknownKeys() {
        for key in keys where !asked.contains(key) {
            let known = asked.sorted().joined(separator: ", ")
            problem(key, known.isEmpty ? "isn't known" : "isn't known; the keys here are \(known)")
        }
        asked.formUnion(keys)
        for child in children.values { child.findUnknownKeys() }
    }

    private func child(_ entries: [String: TOMLNode], _ name: [String]) -> StrictTable {
        if let table = children[name] { return table }
        let table = StrictTable(entries: entries, path: path + name, source: source)
        children[name] = table
        return table
    }
}

/// What all tables of one file share.
private final class Source {
    let file: String
    let lines: LineIndex
    private var found: [(line: Int, text: String)] = []

    init(file: String, lines: LineIndex) {
        self.file = file
        self.lines = lines
    }

    /// The problems in the order of their lines.
    var problems: [String] {
        found.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element.text)
    }

    func add(_ text: String, at line: Int?) {
        let place = line.map { "\(file) line \($0)" } ?? file
        found.append((line ?? .max, "\(place): \(text)"))
    }
}
