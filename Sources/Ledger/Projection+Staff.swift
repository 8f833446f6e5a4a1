import Clinic
import GRDB

extension Store {
    func applyStaff(_ body: EventBody, of member: MemberCode?) throws {
        switch body {
        case .staffAdded(let staff), .staffEdited(let staff):
            try run(
                "INSERT OR REPLACE INTO staff (staff, name, credentials, account, roles) VALUES (?, ?, ?, ?, ?)",
                [
                    staff.initials, staff.name.reveal(), staff.credentials, staff.account,
                    staff.roles.map(\.rawValue).joined(separator: " "),
                ])
        case .staffRemoved(let removed):
            try run("DELETE FROM staff WHERE staff = ?", [removed.staff])
        case .memberAssigned(let assignment):
            try run(
                "INSERT OR REPLACE INTO assignment (member, case_manager, deputy) VALUES (?, ?, ?)",
                [member, assignment.caseManager, assignment.deputy])
        default:
            break
        }
    }
}
