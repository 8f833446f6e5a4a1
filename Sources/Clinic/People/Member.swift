/// A person in treatment.
package struct Member: Sendable, Hashable {
    package let code: MemberCode
    package var details: MemberDetails

    package init(code: MemberCode, details: MemberDetails) {
        self.code = code
        self.details = details
    }
}

/// Everything about a member that is personal.
package struct MemberDetails: Sendable, Hashable {
    package var name: Personal<String>
    package var born: Personal<LocalDate>
    package var contacts: Personal<[Contact]>

    package init(name: Personal<String>, born: Personal<LocalDate>, contacts: Personal<[Contact]>) {
        self.name = name
        self.born = born
        self.contacts = contacts
    }
}

/// A way to reach a member, and whether they agreed to be reached by it.
package struct Contact: Sendable, Hashable {
    package enum Channel: String, Sendable, CaseIterable, Codable {
        case phone, sms, email
    }

    package let channel: Channel
    package let address: String
    package let consent: Bool

    package init(channel: Channel, address: String, consent: Bool) {
        self.channel = channel
        self.address = address
        self.consent = consent
    }
}
