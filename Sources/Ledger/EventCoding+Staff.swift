import Clinic

extension EventCoding {
    func staff(_ body: String, _ personal: String?) throws -> StaffMember {
        guard let personal else { throw LedgerError.unreadable("a staff member whose name was erased") }
        let (body, name) = (try value(StaffBody.self, body), try value(StaffName.self, personal))
        return StaffMember(
            initials: body.staff, name: Personal(name.name), credentials: body.credentials, account: body.account,
            roles: body.roles)
    }
}

/// What is known of a staff member beside the name.
struct StaffBody: Codable {
    let staff: StaffInitials
    let credentials: String?
    let account: String?
    let roles: [StaffRole]

    init(_ staff: StaffMember) {
        self.staff = staff.initials
        credentials = staff.credentials
        account = staff.account
        roles = staff.roles
    }
}

/// A staff member's name as it stands apart from the body.
struct StaffName: Codable {
    var salt = Salt()
    let name: String
}
