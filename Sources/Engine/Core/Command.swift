package import Clinic

/// Something that is asked for and may be refused.
package protocol Command: Sendable, Encodable {
    associatedtype Outcome: CommandOutcome

    /// The name under which answers are kept for repeated keys, such as `check-in`.
    static var name: String { get }

    /// Decides on what the ledger holds and records what happens.
    ///
    /// - Throws: ``Refusal``, or an error of the ledger. Whatever is thrown, nothing of the command remains.
    func perform(_ work: Work) throws -> Outcome
}

/// What a command answers. It is kept with the idempotency key, so it holds no personal value.
package protocol CommandOutcome: Sendable, Codable {
    /// The members whom the answer shows by name. Their cards are looked up beside it.
    var members: [MemberCode] { get }
}

extension CommandOutcome {
    package var members: [MemberCode] { [] }
}

/// An outcome with the cards of the members whom it names.
package struct Answer<Outcome: CommandOutcome>: Sendable {
    package let outcome: Outcome
    package let cards: [MemberCode: MemberCard]
    /// The sequence of the last event that was committed with or before it.
    package let sequence: Int
}

/// What a screen may show of a member.
package struct MemberCard: Sendable {
    private let name: Personal<String>

    package init(_ name: Personal<String>) { self.name = name }

    /// First name and the last one's initial: `Ada P.`
    package var shortName: Personal<String> { name.shortName }

    /// `A.P.`
    package var initials: Personal<String> { name.initials }
}
