extension Interface {
    /// Checks parameters against the fields that they must have.
    ///
    /// A field that is unknown, is missing without being nullable, or has a value of another type fails, by its path.
    public func check(
        _ parameters: JSONObject, against fields: [Field]
    ) throws(ServiceInterface.InvalidParameter) {
        if let path = misfit(of: parameters, in: fields) {
            throw ServiceInterface.InvalidParameter(parameter: path)
        }
    }

    /// The path to the first thing that doesn't fit. Nil when all does.
    private func misfit(of object: JSONObject, in fields: [Field]) -> String? {
        for member in object.members {
            guard let field = fields.first(where: { $0.name == member.name }) else { return member.name }
            if let path = misfit(of: member.value, in: field.type) { return member.name + path }
        }
        return fields.first { !$0.type.isNullable && object[$0.name] == nil }?.name
    }

    /// The path from a value to what doesn't fit in it: empty for the value itself, or `.name` or `[2]` and so on.
    private func misfit(of value: JSON, in type: ValueType) -> String? {
        switch (type, value) {
        case (.bool, .bool), (.int, .int), (.float, .double), (.float, .int), (.string, .string), (.object, .object):
            return nil
        case (.any, _): return value == .null ? "" : nil
        case (.nullable, .null): return nil
        case (.nullable(let type), _): return misfit(of: value, in: type)
        case (.named(let name), _):
            guard let definition = self.type(named: name) else { return "" }
            return misfit(of: value, in: definition.type)
        case (.structure(let fields), .object(let object)):
            return misfit(of: object, in: fields).map { ".\($0)" }
        case (.enumeration(let values), .string(let name)):
            return values.contains { $0.name == name } ? nil : ""
        case (.array(let type), .array(let elements)):
            for (position, element) in elements.enumerated() {
                if let path = misfit(of: element, in: type) { return "[\(position)]\(path)" }
            }
            return nil
        case (.dictionary(let type), .object(let object)):
            for member in object.members {
                if let path = misfit(of: member.value, in: type) { return ".\(member.name)\(path)" }
            }
            return nil
        default: return ""
        }
    }
}
