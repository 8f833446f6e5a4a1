package import Clinic
import Ledger

/// Changes what is known of a member.
package struct EditMember: Command {
    package static let name = "edit-member"
    let member: String
    let newName: Personal<String>?
    let newBirthDate: Personal<LocalDate>?
    let newContacts: Personal<[Contact]>?

    package init(
        member: String, name: Personal<String>?, born: Personal<LocalDate>?, contacts: Personal<[Contact]>?
    ) {
        self.member = member
        newName = name
        newBirthDate = born
        newContacts = contacts
    }

    package struct Outcome: CommandOutcome {
        package let changed: [String]
    }

    package func perform(_ work: Work) throws -> Outcome {
        let code = try work.member(member)
        guard let before = try work.store.member(code)?.details else { return Outcome(changed: []) }
        let after = MemberDetails(
            name: newName ?? before.name, born: newBirthDate ?? before.born, contacts: newContacts ?? before.contacts)
        var changed: [String] = []
        if after.name != before.name { changed.append("name") }
        if after.born != before.born { changed.append("born") }
        if after.contacts != before.contacts { changed.append("contacts") }
        if !changed.isEmpty {
            try work.record(.memberEdited(after, MemberEdited(changed: changed)), about: Subject(member: code))
        }
        return Outcome(changed: changed)
    }

    /// Written out only for the digest by which a repeated command is recognised.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(member)
        try container.encode(newName?.reveal())
        try container.encode(newBirthDate?.reveal())
        try container.encode(newContacts?.reveal().map { "\($0.channel.rawValue) \($0.address) \($0.consent)" })
    }
}
