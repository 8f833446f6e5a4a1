/// `record.disclosed`: somebody was shown what is on record about members, or took it along.
package struct Disclosed: Sendable, Hashable, Codable {
    /// What they were given.
    package enum What: String, Sendable, Codable, CaseIterable {
        /// A member's record.
        case record
        /// A member's stays and levels of care.
        case enrolment
        /// A report of a member's stay.
        case stay
        /// A member's own extract.
        case extract
        /// A session's sign-in sheet.
        case sheet
        /// The hours of a week, by member.
        case week
        /// The hours of a month, by member.
        case month
        /// A report of a group, which names no member.
        case group
    }

    package let what: What
    /// Who of the staff it was; `nil` if the account is known to be nobody's.
    package let staff: StaffInitials?
    /// Whom it was about, where that isn't the event's own member.
    package let members: [MemberCode]

    package init(what: What, staff: StaffInitials?, members: [MemberCode]) {
        self.what = what
        self.staff = staff
        self.members = members
    }
}
