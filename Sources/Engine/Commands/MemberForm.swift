package import Clinic

/// A member as somebody enters them: by hand or as a line of a roster file.
package struct MemberForm: Sendable {
    /// `nil` for a code that is to be generated.
    package let code: String?
    package let details: MemberDetails
    package let program: String?
    /// The first day of the stay; today if it isn't said.
    package let admitted: LocalDate?
    package let groups: [String]
    /// The line of the file that it comes from, counted from 1; 0 if it comes from none.
    package let line: Int

    package init(
        code: String?, details: MemberDetails, program: String?, admitted: LocalDate?, groups: [String], line: Int = 0
    ) {
        self.code = code
        self.details = details
        self.program = program
        self.admitted = admitted
        self.groups = groups
        self.line = line
    }
}

/// Written out only for the digest by which a repeated command is recognised.
extension MemberForm: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(code)
        try container.encode(details.name.reveal())
        try container.encode(details.born.reveal())
        for contact in details.contacts.reveal() {
            try container.encode("\(contact.channel.rawValue) \(contact.address) \(contact.consent)")
        }
        try container.encode(program)
        try container.encode(admitted)
        try container.encode(groups)
    }
}

/// What became of one form.
package struct AddedMember: Sendable, Codable {
    package let line: Int
    package let code: MemberCode
    /// Whether the code was generated.
    package let generated: Bool
    /// The groups whose rosters are full.
    package let waitlisted: [GroupID]
}
