import ConvenedAPI

extension PersonForm {
    /// Asks for everything about a new member.
    static func askAboutNewMember() throws -> PersonForm {
        PersonForm(
            name: try required("Full name: "), born: try required("Date of birth, such as 1990-02-28: "),
            contacts: try askForContacts())
    }

    /// Asks for the name alone.
    static func askForName() throws -> PersonForm {
        PersonForm(name: try required("Full name: "))
    }

    /// Asks what has changed about a member.
    static func askAboutChanges() throws -> PersonForm {
        Terminal.complain(["Press Enter to leave something as it is."])
        var form = PersonForm(name: try optional("Full name: "), born: try optional("Date of birth: "))
        if try isYes("Enter all contacts anew? [y/N] ") { form.contacts = try askForContacts() }
        return form
    }

    /// Reads a form from a file, or from standard input where that is no terminal; asks otherwise.
    static func read(file: String?, orAsk ask: () throws -> PersonForm) throws -> PersonForm {
        if file == nil && Terminal.canAsk { return try ask() }
        let input = try InputFile(file ?? "-")
        do {
            return try PersonForm(text: input.text)
        } catch {
            throw Failure(.badData, "\(input.name):\(error.line): \(error.reason).")
        }
    }

    private static func askForContacts() throws -> [API.Members.Contact] {
        var contacts: [API.Members.Contact] = []
        for (channel, question) in [("phone", "Phone"), ("sms", "Text messages to"), ("email", "Email")] {
            guard let address = try optional("\(question) (Enter for none): ") else { continue }
            let consent = try isYes("Has the member consented to be reached this way? [y/N] ")
            contacts.append(API.Members.Contact(channel: channel, address: address, consent: consent))
        }
        return contacts
    }

    private static func required(_ question: String) throws -> String {
        while true {
            if let answer = try optional(question) { return answer }
        }
    }

    private static func optional(_ question: String) throws -> String? {
        guard let answer = Terminal.ask(question) else { throw Failure(.interrupted) }
        let text = trimmed(answer[...])
        return text.isEmpty ? nil : String(text)
    }

    private static func isYes(_ question: String) throws -> Bool {
        try optional(question)?.lowercased().hasPrefix("y") ?? false
    }
}
