package import Clinic

/// What a plugin may ask of the daemon over the connection that it is given. What each word covers is the daemon's to
/// say.
package enum PluginRight: String, Sendable, CaseIterable {
    case readAlerts = "alerts.read"
    case acknowledgeAlerts = "alerts.acknowledge"
    case recordAttendance = "attendance.record"
    case readAttendance = "attendance.read"
    case readEvents = "events.read"
    case readGroups = "groups.read"
    case readHours = "hours.read"
    case readMembers = "members.read"
    case scheduleReminders = "reminders.schedule"
    case readSessions = "sessions.read"
    case readStatus = "status.read"

    /// What the answers hold of members, so that it must be granted too.
    package var fields: Set<PersonalField> {
        switch self {
        case .readAlerts, .acknowledgeAlerts, .readEvents, .readGroups, .readSessions, .readStatus, .scheduleReminders:
            []
        case .recordAttendance, .readAttendance, .readHours: [.name]
        case .readMembers: [.name, .born, .contact]
        }
    }
}
