/// `session.led`: somebody leads the session from the event's `happened` on.
package struct SessionLed: Sendable, Hashable, Codable {
    /// `nil` is nobody who was named.
    package let staff: StaffInitials?
    /// Who was taken to lead it at that instant until now.
    package let before: StaffInitials?

    package init(staff: StaffInitials?, before: StaffInitials?) {
        self.staff = staff
        self.before = before
    }
}

/// `session.guests_counted`: so many guests, such as a member's family, are at the session. They are never named.
package struct GuestsCounted: Sendable, Hashable, Codable {
    package let guests: Int
    /// How many were counted until now.
    package let before: Int

    package init(guests: Int, before: Int) {
        self.guests = guests
        self.before = before
    }
}

/// `session.signed`: somebody states that the session was as it is on record, and so closes it.
package struct SessionSigned: Sendable, Hashable {
    /// Whose account the event's actor is; `nil` if it is known to be nobody's.
    package let staff: StaffInitials?
    /// What was shown to whoever signed.
    package let sentence: String
    /// What they say of the session beside; `nil` for nothing, and after it was erased.
    package let summary: Personal<String>?

    package init(staff: StaffInitials?, sentence: String, summary: Personal<String>?) {
        self.staff = staff
        self.sentence = sentence
        self.summary = summary
    }
}

/// `session.unsigned`: a session has ended some time ago and isn't signed.
package struct SessionUnsigned: Sendable, Hashable, Codable {
    /// Whom it is for.
    package let addressees: [StaffInitials]
    /// How often it has been said by now.
    package let count: Int
    /// When it is said again; `nil`: never.
    package let next: Instant?

    package init(addressees: [StaffInitials], count: Int, next: Instant?) {
        self.addressees = addressees
        self.count = count
        self.next = next
    }
}

/// `session.signature_superseded`: what was signed has been corrected, or whoever signed has taken it back, so that the
/// session is to be signed again.
package struct SignatureSuperseded: Sendable, Hashable, Codable {
    /// When whoever leads the session is reminded of it; `nil`: never.
    package let reminds: Instant?

    package init(reminds: Instant?) { self.reminds = reminds }
}
