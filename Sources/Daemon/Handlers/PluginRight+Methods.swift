import ConvenedAPI
import PluginHost
import Varlink

extension PluginRight {
    /// What every plugin that is given a connection may call.
    static let always = [
        API.Service.Ping.name, "org.varlink.service.GetInfo", "org.varlink.service.GetInterfaceDescription",
    ]

    /// The methods that the word covers.
    var methods: [String] {
        switch self {
        case .readAlerts: [API.Hours.Alerts.name]
        case .acknowledgeAlerts: [API.Hours.Acknowledge.name]
        case .recordAttendance:
            [API.Attendance.CheckIn.name, API.Attendance.CheckOut.name, API.Corrections.CallOut.name]
        case .readAttendance: [API.Sessions.Show.name]
        case .readEvents: [API.Events.List.name, API.Events.Follow.name]
        case .readGroups: [API.Groups.List.name, API.Groups.Show.name, API.Programs.List.name, API.Programs.Show.name]
        case .readHours: [API.Hours.Week.name, API.Makeups.Options.name]
        case .readMembers: [API.Members.List.name, API.Members.Show.name]
        // A plugin finds and cancels only what it has asked for itself.
        case .scheduleReminders:
            [API.Reminders.Schedule.name, API.Reminders.List.name, API.Reminders.Cancel.name]
        case .readSessions: [API.Sessions.List.name, API.Sessions.Today.name]
        case .readStatus: [API.Service.Status.name]
        }
    }
}

extension Desk {
    /// Lets plugins call what their manifests name and nothing else, and takes note of the rest.
    func gate(_ host: PluginHost) -> @Sendable (_ plugin: String, _ method: String) -> (any VarlinkError)? {
        { plugin, method in
            if PluginRight.always.contains(method) { return nil }
            if [API.Plugins.Take.name, API.Plugins.Settle.name].contains(method), host.isUnit(plugin) { return nil }
            if host.rights(of: plugin).contains(where: { $0.methods.contains(method) }) { return nil }
            host.noteRefused(method, of: plugin)
            let right = PluginRight.allCases.first { $0.methods.contains(method) }
            let advice =
                right.map { "its plugin.toml would have to say may = [\"\($0.rawValue)\"]" } ?? "no plugin may"
            return API.Service.NotAllowed(
                role: right?.rawValue ?? "",
                message: plugin.isEmpty
                    ? "this process may not call \(method): convened can't tell which plugin has started it; plugins call over "
                        + "the connection that they are given, and everybody else stays until they are answered"
                    : "the plugin \(plugin) may not call \(method): \(advice)")
        }
    }
}
