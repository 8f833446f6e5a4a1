package import Clinic
import GRDB

extension Store {
    /// Everybody who works here, by initials.
    package func staff() throws -> [StaffMember] {
        try rows("\(Self.staff) ORDER BY staff", [], Self.staffMember)
    }

    package func staff(_ initials: StaffInitials) throws -> StaffMember? {
        try first("\(Self.staff) WHERE staff = ?", [initials], Self.staffMember)
    }

    /// Who alerts about a member are for.
    package func assignment(of member: MemberCode) throws -> Assignment {
        try first("SELECT case_manager, deputy FROM assignment WHERE member = ?", [member]) { row in
            Assignment(caseManager: row[0], deputy: row[1])
        } ?? Assignment()
    }

    /// The members whose case manager somebody is.
    package func members(ofCaseManager initials: StaffInitials) throws -> [MemberCode] {
        try rows("SELECT member FROM assignment WHERE case_manager = ? ORDER BY member", [initials]) { $0[0] }
    }

    private static let staff = "SELECT staff, name, credentials, account, roles FROM staff"

    private static func staffMember(_ row: Row) throws -> StaffMember {
        let roles: String = row[4]
        return StaffMember(
            initials: row[0], name: Personal(row[1]), credentials: row[2], account: row[3],
            roles: roles.split(separator: " ").compactMap { StaffRole(rawValue: String($0)) })
    }
}
