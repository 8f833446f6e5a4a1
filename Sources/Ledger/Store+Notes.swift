package import Clinic
import GRDB

/// A short note of the day about a member.
package struct NoteRecord: Sendable, Hashable {
    /// The sequence of the event.
    package let event: Int
    package let actor: String
    package let happened: Instant
    /// The session at which it was written; `nil`: at none.
    package let session: SessionName?
    package let note: NoteRecorded

    /// The initials of whoever wrote it, or else the account.
    package var author: String { note.staff?.rawValue ?? actor }
}

extension Store {
    /// The notes about a member that weren't taken back, oldest first.
    package func notes(about member: MemberCode) throws -> [NoteRecord] {
        try rows(
            """
            SELECT note.event, note.actor, note.happened, note.session, body, personal
            FROM note JOIN event ON sequence = note.event WHERE note.member = ? ORDER BY note.event
            """, [member]
        ) { row in
            NoteRecord(
                event: row[0], actor: row[1], happened: row[2], session: row[3],
                note: try EventCoding.shared.note(row[4], row[5]))
        }
    }

    func applyNote(_ body: EventBody, _ event: NewEvent, sequence: Int) throws {
        if case .noteTakenBack(let takenBack) = body {
            return try run("DELETE FROM note WHERE event = ?", [takenBack.note])
        }
        try run(
            "INSERT INTO note (member, event, actor, happened, session) VALUES (?, ?, ?, ?, ?)",
            [event.subject.member, sequence, event.actor, event.happened, event.subject.session])
    }
}
