package import Clinic
import GRDB

/// Something that was shown or handed out in which a member is named.
package struct DisclosureRecord: Sendable, Hashable {
    /// The sequence of the event.
    package let event: Int
    package let actor: String
    package let happened: Instant
    /// The session whose sheet it was.
    package let session: SessionName?
    package let disclosed: Disclosed

    /// The initials of whoever it was, or else the account.
    package var recipient: String { disclosed.staff?.rawValue ?? actor }
}

extension Store {
    /// To whom what is on record about a member was disclosed, oldest first.
    package func disclosures(about member: MemberCode) throws -> [DisclosureRecord] {
        try rows(
            """
            SELECT event, actor, happened, session, body FROM disclosure JOIN event ON sequence = event
            WHERE disclosure.member = ? ORDER BY event
            """, [member]
        ) { row in
            DisclosureRecord(
                event: row[0], actor: row[1], happened: row[2], session: row[3],
                disclosed: try EventCoding.shared.value(Disclosed.self, row[4]))
        }
    }

    func apply(_ disclosed: Disclosed, _ subject: Subject, sequence: Int) throws {
        for member in Set(disclosed.members + [subject.member].compactMap { $0 }) {
            try run("INSERT INTO disclosure (member, event) VALUES (?, ?)", [member, sequence])
        }
    }
}
