/// What a key's value must be, and how it is read.
package struct ValueKind<Value> {
    /// What the value must be, as it stands after "must be": `a whole number from 1 to 7`.
    let expected: String
    let read: (TOMLNode) -> Value?
}

extension ValueKind<String> {
    /// Text that isn't empty.
    package static var string: Self {
        ValueKind(expected: "text in quotes") { node in
            if case .string(let text) = node, !text.isEmpty { text } else { nil }
        }
    }
}

extension ValueKind<Int> {
    /// A whole number within a range.
    package static func integer(_ range: ClosedRange<Int>) -> Self {
        let expected =
            range.upperBound == .max
            ? "a whole number of at least \(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return ValueKind(expected: expected) { node in
            if case .integer(let number) = node, range.contains(number) { number } else { nil }
        }
    }
}

extension ValueKind<Bool> {
    package static var boolean: Self {
        ValueKind(expected: "true or false") { node in
            if case .boolean(let flag) = node { flag } else { nil }
        }
    }
}

extension ValueKind<[String]> {
    /// An array of texts. It may be empty, the texts may not.
    package static var strings: Self { .list(of: .string, expected: "an array of texts in quotes") }
}

extension ValueKind {
    /// Text, or a local date, that a reader of the caller's understands: a length, a date, one of several words.
    package static func text(_ expected: String, _ read: @escaping (String) -> Value?) -> Self {
        ValueKind(expected: expected) { node in
            switch node {
            case .string(let text), .date(let text): read(text)
            default: nil
            }
        }
    }

    /// An array whose elements are all of one kind.
    package static func list<Element>(of kind: ValueKind<Element>, expected: String) -> Self
    where Value == [Element] {
        ValueKind(expected: expected) { node in
            guard case .array(let nodes) = node else { return nil }
            let elements = nodes.compactMap(kind.read)
            return elements.count == nodes.count ? elements : nil
        }
    }
}

extension ValueKind where Value: RawRepresentable<String> & CaseIterable {
    /// One of an enumeration's raw values.
    package static var word: Self {
        .text("one of " + Value.allCases.map(\.rawValue).joined(separator: ", "), Value.init(rawValue:))
    }
}
