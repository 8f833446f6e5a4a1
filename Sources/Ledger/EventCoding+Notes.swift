import Clinic

extension EventCoding {
    func note(_ body: String, _ personal: String?) throws -> NoteRecorded {
        let known = try value(NoteBody.self, body)
        return NoteRecorded(kind: known.kind, staff: known.staff, text: try personalText(personal))
    }
}

/// A note without its text.
struct NoteBody: Codable {
    let kind: NoteKind
    let staff: StaffInitials?
}
