/// The interface descriptions that the daemon serves, as they are in the `.varlink` files.
package enum Interfaces {
    /// Every interface's name and description, in the order of the names.
    package static let all: [(name: String, text: String)] = [
        ("io.convened.Agendas", PackageResources.io_convened_Agendas_varlink),
        ("io.convened.Attendance", PackageResources.io_convened_Attendance_varlink),
        ("io.convened.Corrections", PackageResources.io_convened_Corrections_varlink),
        ("io.convened.Enrolments", PackageResources.io_convened_Enrolments_varlink),
        ("io.convened.Events", PackageResources.io_convened_Events_varlink),
        ("io.convened.Groups", PackageResources.io_convened_Groups_varlink),
        ("io.convened.Hours", PackageResources.io_convened_Hours_varlink),
        ("io.convened.Makeups", PackageResources.io_convened_Makeups_varlink),
        ("io.convened.Measures", PackageResources.io_convened_Measures_varlink),
        ("io.convened.Members", PackageResources.io_convened_Members_varlink),
        ("io.convened.Plugins", PackageResources.io_convened_Plugins_varlink),
        ("io.convened.Programs", PackageResources.io_convened_Programs_varlink),
        ("io.convened.Reminders", PackageResources.io_convened_Reminders_varlink),
        ("io.convened.Reports", PackageResources.io_convened_Reports_varlink),
        ("io.convened.Service", PackageResources.io_convened_Service_varlink),
        ("io.convened.Sessions", PackageResources.io_convened_Sessions_varlink),
        ("io.convened.Staff", PackageResources.io_convened_Staff_varlink),
    ].map { (name: $0.0, text: String(decoding: $0.1, as: UTF8.self)) }
}
