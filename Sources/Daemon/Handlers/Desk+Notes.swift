import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    func serveNotes(on service: inout Service) throws {
        try command(API.Members.AddNote.self, on: &service, key: \.idempotencyKey) { asked, peer in
            guard let kind = NoteKind(rawValue: asked.kind) else {
                throw Refusal(
                    .badValue(field: "kind"),
                    "a note is about a \(NoteKind.allCases.map(\.rawValue).joined(separator: " or a "))")
            }
            return RecordNote(
                member: asked.member, session: asked.session, kind: kind, text: Personal(asked.text),
                account: Roles.account(peer.uid))
        } reading: { answer, _ in
            API.Members.AddNote.Reply(
                member: answer.outcome.member.rawValue, session: answer.outcome.session?.rawValue)
        }
    }

    /// Whether somebody may read notes about a member: who leads or facilitates a group on whose roster the member is
    /// today, the case manager, the deputy, and supervisors; nobody with an account that several people share.
    func isReader(_ peer: Peer, of member: MemberCode, _ store: Store) throws -> Bool {
        if roles.isShared(peer) { return false }
        if roles.caller(peer).isSupervisor { return true }
        return try person(peer, store).map { try isReader($0, of: member, store) } ?? false
    }

    func isReader(_ person: StaffMember, of member: MemberCode, _ store: Store) throws -> Bool {
        let assignment = try store.assignment(of: member)
        guard !person.roles.contains(.supervisor), assignment.caseManager != person.initials,
            assignment.deputy != person.initials
        else { return true }
        return try store.rosterEntries(of: member).filter { $0.holds(on: today) }.contains { entry in
            let group = try store.group(entry.group)
            return group?.lead == person.initials || group?.facilitators.contains(person.initials) == true
        }
    }
}

extension Presenter {
    func note(_ record: NoteRecord, isReadable: Bool) -> API.Members.Note {
        API.Members.Note(
            event: record.event, kind: record.note.kind.rawValue, by: record.author, at: time(record.happened),
            session: record.session?.rawValue, text: isReadable ? record.note.text?.reveal() : nil)
    }
}
