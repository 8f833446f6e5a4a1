extension Interface: CustomStringConvertible {
    private static let width = 100

    /// The definition in its canonical layout, comments included. Parsing it gives an equal interface.
    public var description: String {
        var text = Self.comment(doc, indent: "") + "interface \(name)\n"
        for member in members {
            text += "\n"
            switch member {
            case .type(let type):
                text += Self.comment(type.doc, indent: "")
                text += Self.line("type \(type.name) ", [type.type])
            case .method(let method):
                text += Self.comment(method.doc, indent: "")
                text += Self.line("method \(method.name)", [.structure(method.input), .structure(method.output)])
            case .error(let error):
                text += Self.comment(error.doc, indent: "")
                text += Self.line("error \(error.name) ", [.structure(error.parameters)])
            }
        }
        return text
    }

    /// A definition on one line where it fits and has no comments inside, or else with a line for each field.
    private static func line(_ start: String, _ types: [ValueType]) -> String {
        let line = start + types.map(\.description).joined(separator: " -> ")
        if line.utf8.count <= width, types.allSatisfy({ !$0.hasDoc }) { return line + "\n" }
        return start + types.map { $0.text(indent: "") }.joined(separator: " -> ") + "\n"
    }

    fileprivate static func comment(_ doc: String, indent: String) -> String {
        guard !doc.isEmpty else { return "" }
        return doc.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "\(indent)#\n" : "\(indent)# \($0)\n" }.joined()
    }
}

extension ValueType: CustomStringConvertible {
    /// The type as it is written in an interface, on one line and without comments.
    public var description: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .string: "string"
        case .object: "object"
        case .any: "any"
        case .named(let name): name
        case .array(let element): "[]\(element)"
        case .dictionary(let element): "[string]\(element)"
        case .nullable(let type): "?\(type)"
        case .structure(let fields): "(" + fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + ")"
        case .enumeration(let values): "(" + values.map(\.name).joined(separator: ", ") + ")"
        }
    }

    /// Whether something inside is commented.
    fileprivate var hasDoc: Bool {
        switch self {
        case .array(let type), .dictionary(let type), .nullable(let type): type.hasDoc
        case .structure(let fields): fields.contains { !$0.doc.isEmpty || $0.type.hasDoc }
        case .enumeration(let values): values.contains { !$0.doc.isEmpty }
        default: false
        }
    }

    /// The type with a line for each field, where it has fields.
    fileprivate func text(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .array(let type): return "[]" + type.text(indent: indent)
        case .dictionary(let type): return "[string]" + type.text(indent: indent)
        case .nullable(let type): return "?" + type.text(indent: indent)
        case .structure(let fields) where !fields.isEmpty:
            let lines = fields.map { field in
                let type = field.type.hasDoc ? field.type.text(indent: inner) : field.type.description
                return Interface.comment(field.doc, indent: inner) + "\(inner)\(field.name): \(type)"
            }
            return "(\n" + lines.joined(separator: ",\n") + "\n\(indent))"
        case .enumeration(let values):
            let lines = values.map { Interface.comment($0.doc, indent: inner) + inner + $0.name }
            return "(\n" + lines.joined(separator: ",\n") + "\n\(indent))"
        default: return description
        }
    }
}
