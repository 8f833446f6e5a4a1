/// `staff.removed`: somebody doesn't work here any more.
package struct StaffRemoved: Sendable, Hashable, Codable {
    package let staff: StaffInitials

    package init(staff initials: StaffInitials) { staff = initials }
}
