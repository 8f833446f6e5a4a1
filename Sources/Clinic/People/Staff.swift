/// Somebody who works at the clinic.
package struct StaffMember: Sendable, Hashable {
    package let initials: StaffInitials
    /// No patient's name, but kept out of the journal all the same.
    package var name: Personal<String>
    /// What stands behind the name on a sheet, such as `LCSW`.
    package var credentials: String?
    /// The name of their Unix account on this machine.
    package var account: String?
    /// In the order of their names, each once.
    package var roles: [StaffRole]

    package init(
        initials: StaffInitials, name: Personal<String>, credentials: String?, account: String?,
        roles: some Sequence<StaffRole>
    ) {
        self.initials = initials
        self.name = name
        self.credentials = credentials
        self.account = account
        self.roles = Set(roles).sorted { $0.rawValue < $1.rawValue }
    }
}

/// What somebody does at the clinic.
package enum StaffRole: String, Sendable, Codable, CaseIterable {
    case caseManager = "case_manager"
    case facilitator
    /// Hears of what a case manager hasn't taken up, and of what concerns a whole group.
    case supervisor
}

/// Who an alert about a member is for.
package struct Assignment: Sendable, Hashable, Codable {
    package let caseManager: StaffInitials?
    /// Stands in where there is no case manager.
    package let deputy: StaffInitials?

    package init(caseManager: StaffInitials? = nil, deputy: StaffInitials? = nil) {
        self.caseManager = caseManager
        self.deputy = deputy
    }
}
