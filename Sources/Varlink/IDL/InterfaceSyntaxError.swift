/// Why a text does not define an interface, and where.
public struct InterfaceSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line, counted from 1.
    public let line: Int

    /// The character in the line, counted from 1.
    public let column: Int

    /// A sentence.
    public let reason: String

    public var description: String { "line \(line), column \(column): \(reason)" }
}

extension Interface {
    /// Which definitions are accepted.
    public enum Dialect: Sendable, CaseIterable {
        /// Only what all known clients can read.
        case portable
        /// All that the specification allows.
        case full
    }

    /// Parses the text of a `.varlink` file.
    public init(parsing text: String, dialect: Dialect = .portable) throws(InterfaceSyntaxError) {
        var parser = InterfaceParser(text, dialect: dialect)
        self = try parser.interface()
    }
}
