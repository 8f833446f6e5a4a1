import Clinic

extension EventCoding {
    func reminder(_ body: String, _ personal: String?) throws -> ReminderScheduled {
        let known = try value(ReminderBody.self, body)
        return ReminderScheduled(at: known.at, staff: known.staff, about: try personalText(personal))
    }
}

/// A reminder without what it is about.
struct ReminderBody: Codable {
    let at: Instant
    let staff: StaffInitials?
}
