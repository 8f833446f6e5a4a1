package import Clinic
import Ledger

/// Keeps that somebody was shown what is on record about members, or took it along. It is asked for before they see it.
package struct RecordDisclosure: Command {
    package static let name = "record-disclosure"
    private let what: Disclosed.What
    private let subject: Subject
    private let members: [MemberCode]
    private let account: String?

    /// - Parameters:
    ///   - subject: What was asked for: one member, a session or a group; nothing for all members.
    ///   - members: Who else is in it.
    ///   - account: The name of the Unix account of whoever asked.
    package init(_ what: Disclosed.What, about subject: Subject, members: [MemberCode], account: String?) {
        self.what = what
        self.subject = subject
        self.members = members
        self.account = account
    }

    package func perform(_ work: Work) throws -> Done {
        let staff = try work.staff(ofAccount: account)
        try work.record(.disclosed(Disclosed(what: what, staff: staff, members: members)), about: subject)
        return Done()
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(what)
        try container.encode(members)
        try container.encode(account)
    }
}
