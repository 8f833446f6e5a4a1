/// Labelled values, with the values aligned; what is too long goes on below itself.
struct Fields {
    private var entries: [(label: String, value: String)] = []

    /// Adds a value; nothing if it is absent.
    mutating func add(_ label: String, _ value: String?) {
        guard let value else { return }
        entries.append((label, printable(value)))
    }

    /// Adds several values under one label, one a line.
    mutating func add(_ label: String, each values: [String]) {
        for (index, value) in values.enumerated() {
            add(index == 0 ? label : "", value)
        }
    }

    func lines(on screen: Screen) -> [String] {
        let width = entries.reduce(0) { max($0, displayWidth($1.label)) }
        let indent = String(repeating: " ", count: width + 2)
        return entries.flatMap { label, value in
            let lines = wrapped(value, to: screen.width.map { $0 - width - 2 })
            let padding = String(repeating: " ", count: width - displayWidth(label) + 2)
            return [screen.styled(label, .bold) + padding + lines[0]] + lines.dropFirst().map { indent + $0 }
        }
    }
}
