import ConvenedAPI

/// What is asked about a person, as `key: value` lines have it. Personal values never come as arguments.
struct PersonForm: Equatable {
    var name: String?
    var born: String?
    /// The contacts, `nil` if the form says nothing about them.
    var contacts: [API.Members.Contact]?

    /// Something in the form that can't be understood. Repeats no value.
    struct Problem: Error, Equatable {
        /// Counted from 1.
        let line: Int
        let reason: String
    }

    init(name: String? = nil, born: String? = nil, contacts: [API.Members.Contact]? = nil) {
        self.name = name
        self.born = born
        self.contacts = contacts
    }

    /// Reads `name`, `born`, `phone`, `sms` and `email` lines; `(consent)` after a contact says that the member agreed
    /// to be reached that way, `contacts: none` that there is no contact. Empty lines and lines with `#` are skipped.
    init(text: String) throws(Problem) {
        self.init()
        for (number, line) in formLines(text) { try read(line, number: number) }
    }

    private mutating func read(_ line: Substring, number: Int) throws(Problem) {
        guard let colon = line.firstIndex(of: ":") else {
            throw Problem(line: number, reason: "write 'key: value', such as 'born: 1990-02-28'")
        }
        let key = trimmed(line[..<colon]).lowercased()
        let value = trimmed(line[line.index(after: colon)...])
        guard !value.isEmpty else { throw Problem(line: number, reason: "'\(key)' has no value: leave the line out") }
        switch key {
        case "name" where name == nil: name = String(value)
        case "born" where born == nil: born = String(value)
        case "phone", "sms", "email": contacts = (contacts ?? []) + [contact(key, value)]
        case "contacts" where value == "none" && contacts == nil: contacts = []
        case "name", "born": throw Problem(line: number, reason: "'\(key)' is there twice")
        case "contacts": throw Problem(line: number, reason: "'contacts' can only be 'none', and then stands alone")
        default:
            throw Problem(line: number, reason: "unknown key: the keys are name, born, phone, sms, email and contacts")
        }
    }

    private func contact(_ channel: String, _ value: Substring) -> API.Members.Contact {
        let mark = "(consent)"
        let consents = value.hasSuffix(mark)
        let address = consents ? trimmed(value.dropLast(mark.count)) : value
        return API.Members.Contact(channel: channel, address: String(address), consent: consents)
    }
}

/// The lines of a form with their numbers, counted from 1, without empty lines and those with `#`.
func formLines(_ text: String) -> [(number: Int, line: Substring)] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        .map { (number: $0.offset + 1, line: trimmed($0.element)) }
        .filter { !$0.line.isEmpty && !$0.line.hasPrefix("#") }
}

/// The text without the white space around it.
func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
}
