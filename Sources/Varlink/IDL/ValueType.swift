/// The type of a field in an interface.
public indirect enum ValueType: Sendable, Equatable {
    case bool
    case int
    case float
    case string
    /// Any JSON object.
    case object
    /// Any JSON value but null. Not in the portable subset.
    case any
    /// A type that the interface defines.
    case named(String)
    case array(ValueType)
    /// A map from strings to values of a type.
    case dictionary(ValueType)
    case nullable(ValueType)
    case structure([Field])
    case enumeration([EnumerationValue])

    public var isNullable: Bool {
        if case .nullable = self { true } else { false }
    }
}

/// A named value in a structure, or in the parameters of a method or an error.
public struct Field: Sendable, Equatable {
    public let name: String
    public let doc: String
    public let type: ValueType

    public init(name: String, doc: String, type: ValueType) {
        self.name = name
        self.doc = doc
        self.type = type
    }
}

/// One of the names that a value of an enumeration can be.
public struct EnumerationValue: Sendable, Equatable {
    public let name: String
    public let doc: String
}
