/// A message made of the program's own words and of ``JournalSafe`` values, and of nothing else.
///
///     journal.send(.sessionOpened, "Session \(session) is open for \(count) members.")
///
/// The compiler refuses any other value in the parentheses, and a `String` in place of the literal. There is no way
/// round it: the literal is a `StaticString`, so no text that exists only at run time can become one.
package struct LogText: ExpressibleByStringInterpolation, Sendable {
    package let text: String

    package init(stringLiteral words: StaticString) {
        text = words.description
    }

    package init(stringInterpolation parts: StringInterpolation) {
        text = parts.text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 8)
        }

        package mutating func appendLiteral(_ words: StaticString) {
            text += words.description
        }

        package mutating func appendInterpolation(_ value: some JournalSafe) {
            text += value.journalText
        }
    }

    /// The text on one line, for a terminal and for the service manager, where a line's end is an item's end.
    var line: String { text.onOneLine }
}

extension String {
    /// With every control character, line ends among them, as a space.
    var onOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
