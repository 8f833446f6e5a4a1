extension InterfaceParser {
    private mutating func type() throws(InterfaceSyntaxError) -> ValueType {
        try scanner.skipSpace()
        let start = scanner.position
        guard depth < JSON.maximumDepth else {
            throw scanner.error("More than \(JSON.maximumDepth) types lie within one another.")
        }
        depth += 1
        defer { depth -= 1 }
        if try scanner.skip("?") {
            let type = try type()
            guard !type.isNullable else { throw scanner.error("A type can be made nullable only once.", at: start) }
            return .nullable(type)
        }
        if try scanner.skip("[]") { return .array(try element(of: "an array")) }
        if try scanner.skip("[string]") { return .dictionary(try element(of: "a map")) }
        if scanner.next == UInt8(ascii: "(") { return try structureOrEnumeration() }
        return try namedType()
    }

    private mutating func element(of container: String) throws(InterfaceSyntaxError) -> ValueType {
        try scanner.skipSpace()
        let start = scanner.position
        let type = try type()
        guard dialect == .portable else { return type }
        let complaint: String? =
            switch type {
            case .nullable: "The elements of \(container) are nullable"
            case .array, .dictionary: "The elements of \(container) are arrays or maps"
            case .structure([]): "The elements of \(container) are empty structures"
            default: nil
            }
        if let complaint {
            throw scanner.error("\(complaint), which not all clients accept: name a structure for them.", at: start)
        }
        return type
    }

    private mutating func namedType() throws(InterfaceSyntaxError) -> ValueType {
        let start = scanner.position
        let name = try scanner.word()
        switch name {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        case "any" where dialect == .full: return .any
        case "any": throw scanner.error("Not all clients accept 'any': use 'object' or a structure.", at: start)
        case _ where name.utf8.first?.isUppercaseLetter ?? false:
            uses.append((name, start))
            return .named(name)
        case "": throw scanner.error("A type is expected.", at: start)
        default: throw scanner.error("There is no type '\(name)'.", at: start)
        }
    }

    mutating func structureOrEnumeration() throws(InterfaceSyntaxError) -> ValueType {
        try scanner.expect("(", "A list in parentheses is expected.")
        if try scanner.skip(")") { return .structure([]) }
        let (name, doc) = try fieldName()
        if try scanner.skip(":") {
            return .structure(try fields(after: Field(name: name, doc: doc, type: try type())))
        }
        return .enumeration(try values(after: EnumerationValue(name: name, doc: doc)))
    }

    private mutating func fields(after first: Field) throws(InterfaceSyntaxError) -> [Field] {
        var fields = [first]
        while try scanner.skip(",") {
            let (name, doc) = try fieldName(besides: fields.map(\.name))
            try scanner.expect(":", "A colon and the type of '\(name)' are expected.")
            fields.append(Field(name: name, doc: doc, type: try type()))
        }
        try scanner.expect(")", "A comma or the end of the list is expected.")
        return fields
    }

    private mutating func values(after first: EnumerationValue) throws(InterfaceSyntaxError) -> [EnumerationValue] {
        var values = [first]
        while try scanner.skip(",") {
            let (name, doc) = try fieldName(besides: values.map(\.name))
            values.append(EnumerationValue(name: name, doc: doc))
        }
        guard dialect == .full || values.count > 1 else {
            throw scanner.error("An enumeration has at least two values, since not all clients accept one alone.")
        }
        try scanner.expect(")", "A comma or the end of the list is expected.")
        return values
    }

    private mutating func fieldName(
        besides others: [String] = []
    ) throws(InterfaceSyntaxError) -> (name: String, doc: String) {
        try scanner.skipSpace()
        let doc = scanner.doc()
        let start = scanner.position
        let name = try scanner.word(with: "_-")
        guard isFieldName(name) else {
            throw scanner.error(
                "A field's name is a letter followed by letters, digits and single underscores between them.", at: start
            )
        }
        guard !others.contains(name) else { throw scanner.error("'\(name)' stands in this list twice.", at: start) }
        return (name, doc)
    }

    private func isFieldName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isLetter else { return false }
        return name.split(separator: "_", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy(\.isLetterOrDigit)
        }
    }
}
