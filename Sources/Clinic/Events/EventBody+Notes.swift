/// What a short note of the day is about.
package enum NoteKind: String, Sendable, Codable, CaseIterable {
    case success, challenge
}

/// `note.recorded`: a short note of the day about a member.
package struct NoteRecorded: Sendable, Hashable {
    package let kind: NoteKind
    /// Who of the staff wrote it; `nil` if the account is known to be nobody's.
    package let staff: StaffInitials?
    /// `nil` after it was erased.
    package let text: Personal<String>?

    package init(kind: NoteKind, staff: StaffInitials?, text: Personal<String>?) {
        self.kind = kind
        self.staff = staff
        self.text = text
    }
}

/// `note.taken_back`: whoever wrote a note takes it back.
package struct NoteTakenBack: Sendable, Hashable, Codable {
    /// The sequence of the event.
    package let note: Int

    package init(note: Int) { self.note = note }
}
