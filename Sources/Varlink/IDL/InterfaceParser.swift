/// Reads the text of one interface.
struct InterfaceParser {
    var scanner: InterfaceScanner
    let dialect: Interface.Dialect
    private let text: String

    /// Where types are used that must be defined somewhere in the text.
    var uses: [(name: String, offset: Int)] = []

    /// How many types are around the current position.
    var depth = 0

    init(_ text: String, dialect: Interface.Dialect) {
        scanner = InterfaceScanner(text, dialect: dialect)
        self.dialect = dialect
        self.text = text
    }

    mutating func interface() throws(InterfaceSyntaxError) -> Interface {
        try scanner.skipSpace()
        let doc = scanner.doc()
        guard try scanner.word() == "interface" else {
            throw scanner.error("A definition begins with 'interface' and a name.", at: 0)
        }
        let name = try interfaceName()
        var members: [Interface.Member] = []
        var names: Set<String> = []
        while let (member, offset) = try nextMember() {
            guard names.insert(member.name).inserted else {
                throw scanner.error("'\(member.name)' is defined twice.", at: offset)
            }
            members.append(member)
        }
        let interface = Interface(name: name, doc: doc, members: members, source: text)
        for use in uses where interface.type(named: use.name) == nil {
            throw scanner.error("The type '\(use.name)' is not defined.", at: use.offset)
        }
        return interface
    }

    private mutating func interfaceName() throws(InterfaceSyntaxError) -> String {
        try scanner.skipSpace()
        let start = scanner.position
        let name = try scanner.word(with: ".-")
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let areWellFormed = parts.allSatisfy { part in
            (part.utf8.first?.isLetterOrDigit ?? false) && (part.utf8.last?.isLetterOrDigit ?? false)
        }
        guard parts.count > 1, areWellFormed, name.utf8.first?.isLetter ?? false else {
            throw scanner.error("An interface has a reverse domain name, such as 'org.example.interface'.", at: start)
        }
        guard dialect == .full || parts[0].utf8.allSatisfy(\.isLetter) else {
            throw scanner.error(
                "The first part of the interface's name has letters only, since not all clients accept others.",
                at: start)
        }
        return name
    }

    private mutating func nextMember() throws(InterfaceSyntaxError) -> (Interface.Member, offset: Int)? {
        try scanner.skipSpace()
        let doc = scanner.doc()
        let start = scanner.position
        guard scanner.next != nil else { return nil }
        guard !scanner.isWithinLine else { throw scanner.error("Each definition begins on a line of its own.") }
        switch try scanner.word() {
        case "type":
            let (name, offset) = try definedName("type")
            return (.type(Interface.TypeDefinition(name: name, doc: doc, type: try structureOrEnumeration())), offset)
        case "method":
            let (name, offset) = try definedName("method")
            let input = try structure("A method's parameters are")
            try scanner.expect("->", "'->' and what the method answers with are expected.")
            let output = try structure("What a method answers with is")
            return (.method(Interface.Method(name: name, doc: doc, input: input, output: output)), offset)
        case "error":
            let (name, offset) = try definedName("error")
            let parameters = try structure("An error's parameters are")
            return (.error(Interface.ErrorDefinition(name: name, doc: doc, parameters: parameters)), offset)
        default:
            throw scanner.error("'type', 'method' or 'error' is expected.", at: start)
        }
    }

    private mutating func definedName(_ kind: String) throws(InterfaceSyntaxError) -> (String, offset: Int) {
        try scanner.skipSpace()
        let start = scanner.position
        let name = try scanner.word()
        guard name.utf8.first?.isUppercaseLetter ?? false, name.utf8.allSatisfy(\.isLetterOrDigit) else {
            throw scanner.error(
                "The name of a \(kind) is an upper-case letter followed by letters and digits.", at: start)
        }
        return (name, start)
    }

    private mutating func structure(_ subject: String) throws(InterfaceSyntaxError) -> [Field] {
        try scanner.skipSpace()
        let start = scanner.position
        guard scanner.next == UInt8(ascii: "("), case .structure(let fields) = try structureOrEnumeration() else {
            throw scanner.error("\(subject) a list of fields in parentheses.", at: start)
        }
        return fields
    }
}
