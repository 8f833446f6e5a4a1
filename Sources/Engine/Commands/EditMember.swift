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

/// Ends a member's stay. The day of discharge is its last.
package struct DischargeMember: Command {
    package static let name = "discharge-member"
    let member: String
    let on: LocalDate?
    let ending: Enrolment.Ending

    package init(member: String, on date: LocalDate?, ending: Enrolment.Ending) {
        self.member = member
        on = date
        self.ending = ending
    }

    package func perform(_ work: Work) throws -> Done {
        let code = try work.member(member)
        let date = on ?? work.today
        let enrolment = try work.enrolment(of: code, on: date)
        guard enrolment.discharged == nil else {
            throw Refusal(
                .notEnrolled(code, .discharged),
                "\(code) has a discharge on \(enrolment.discharged?.description ?? "another day") already")
        }
        for entry in try work.places(of: code) where entry.to.map({ $0 > date }) ?? true {
            try work.leave(code, entry.group, before: date.adding(days: 1), touching: [])
        }
        try work.record(
            .enrolmentDischarged(EnrolmentDischarged(on: date, ending: ending)),
            about: Subject(member: code, program: enrolment.program),
            touching: work.weeks(of: [code], on: date)
                + work.weeks(of: [code], on: work.today).filter {
                    $0.week != work.week(of: date)
                })
        return Done()
    }
}
