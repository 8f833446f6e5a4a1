/// An interface: its methods, the types that they use and the errors that they answer with.
public struct Interface: Sendable {
    /// A named structure or enumeration.
    public struct TypeDefinition: Sendable, Equatable {
        public let name: String
        public let doc: String
        public let type: ValueType
    }

    public struct Method: Sendable, Equatable {
        /// Whether a method answers a call with `more` by several replies.
        public enum Streaming: Sendable, Equatable { case never, supported, required }

        public let name: String
        public let doc: String
        public let input: [Field]
        public let output: [Field]

        /// What the method's documentation says on a line of its own: `[Supports 'more' flag]`,
        /// `[Requires 'more' flag]` or nothing.
        public var streaming: Streaming {
            let lines = doc.split(separator: "\n")
            if lines.contains("[Requires 'more' flag]") { return .required }
            return lines.contains("[Supports 'more' flag]") ? .supported : .never
        }
    }

    public struct ErrorDefinition: Sendable, Equatable {
        public let name: String
        public let doc: String
        public let parameters: [Field]
    }

    public enum Member: Sendable, Equatable {
        case type(TypeDefinition)
        case method(Method)
        case error(ErrorDefinition)

        public var name: String {
            switch self {
            case .type(let type): type.name
            case .method(let method): method.name
            case .error(let error): error.name
            }
        }
    }

    /// The name, such as `org.varlink.service`.
    public let name: String

    /// The comment before the interface, its lines without `#`. Empty when there is none, as everywhere.
    public let doc: String

    /// Everything that is defined, in the order of the text.
    public let members: [Member]

    /// The text that this was parsed from.
    public let source: String

    private let positions: [String: Int]

    init(name: String, doc: String, members: [Member], source: String) {
        self.name = name
        self.doc = doc
        self.members = members
        self.source = source
        positions = [String: Int](
            members.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    public var types: [TypeDefinition] {
        members.compactMap { if case .type(let type) = $0 { type } else { nil } }
    }

    public var methods: [Method] {
        members.compactMap { if case .method(let method) = $0 { method } else { nil } }
    }

    public var errors: [ErrorDefinition] {
        members.compactMap { if case .error(let error) = $0 { error } else { nil } }
    }

    /// The type, method or error of that name, without the interface's name.
    public subscript(name: String) -> Member? { positions[name].map { members[$0] } }

    public func type(named name: String) -> TypeDefinition? {
        if case .type(let type) = self[name] { type } else { nil }
    }

    public func method(named name: String) -> Method? {
        if case .method(let method) = self[name] { method } else { nil }
    }

    public func error(named name: String) -> ErrorDefinition? {
        if case .error(let error) = self[name] { error } else { nil }
    }
}

extension Interface: Equatable {
    /// Two interfaces are equal when they define and document the same, however their texts are laid out.
    public static func == (left: Interface, right: Interface) -> Bool {
        left.name == right.name && left.doc == right.doc && left.members == right.members
    }
}
