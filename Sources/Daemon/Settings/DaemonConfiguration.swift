import Clinic
import ConvenedAPI
import Engine
import Glibc
import NIOCore
package import StrictTOML
import Systemd
import VarlinkServer

/// What the administrator sets in `convened.toml`.
package struct DaemonConfiguration: Sendable {
    var siteName = "Our Clinic"
    var zone: Zone
    var firstWeekday = Weekday.sunday
    /// Where the daemon listens if systemd hands it no socket.
    var socket = "/run/convened/convened.sock"
    var ledger = "/var/lib/convened/ledger.db"
    /// Where backups are expected.
    var backups = "/var/backups/convened"
    var settings = DaemonConfiguration.usual
    var limits = Limits()
    /// Where plugins are looked for; of two of the same name the first wins.
    var pluginFolders = usualPluginFolders
    static let usualPluginFolders = [
        "/etc/convened/plugins", "/usr/local/lib/convened/plugins", "/usr/lib/convened/plugins",
    ]
    /// Where each plugin has a folder of its own.
    var pluginState = "/var/lib/convened/plugins"
    /// As whom plugins run that are services of their own.
    var pluginUser = "convened-plugin"
    var roles = Roles()
    /// How urgent the journal's line about a check-in or check-out is.
    var attendanceLine = AttendanceLine.info

    enum AttendanceLine: String, CaseIterable {
        /// There is none.
        case off
        case debug, info, notice

        var priority: JournalPriority? {
            switch self {
            case .off: nil
            case .debug: .debug
            case .info: .info
            case .notice: .notice
            }
        }
    }

    init(zone: Zone) {
        self.zone = zone
    }

    /// Every key that there is, with what its value must be: what the manual is held against.
    package static var keys: [StrictTable.Question] {
        get throws(StrictTOMLError) {
            let text = """
                [site]
                zone = "UTC"
                [[measures]]
                id = "craving"
                name = "Craving"
                lowest = 0
                highest = 10
                better = "lower"
                """
            let table = try StrictTable(text: text, file: "convened.toml")
            _ = try DaemonConfiguration(table)
            return table.questions
        }
    }

    /// Reads a configuration file.
    ///
    /// - Throws: Every problem that is found, with its line.
    package init(text: String, file: String) throws(StrictTOMLError) {
        try self.init(StrictTable(text: text, file: file))
    }

    private init(_ table: StrictTable) throws(StrictTOMLError) {
        let site = table.table("site")
        zone = site.required("zone", .text("a time zone such as America/New_York", Zone.init), standIn: .utc)
        siteName = site.value("name", .line, default: siteName)
        firstWeekday = site.value("first_weekday", .word, default: firstWeekday)
        let service = table.table("service")
        socket = service.value("socket", .path, default: socket)
        ledger = service.value("ledger", .path, default: ledger)
        backups = service.value("backups", .path, default: backups)
        readSchedule(table.table("schedule"))
        readReminders(table.table("reminders"))
        readLimits(table.table("limits"))
        settings.correctionWindow = table.table("corrections").value(
            "window", .length(.zero ... .days(366)), default: settings.correctionWindow)
        settings.escalatesAfterDays = table.table("alerts").value(
            "escalate_after_days", .integer(1...30), default: settings.escalatesAfterDays)
        roles = Self.roles(table.table("roles"))
        settings.measures = Self.measures(table)
        let plugins = table.table("plugins")
        pluginFolders = plugins.value(
            "folders", .list(of: .path, expected: "an array of absolute paths"), default: pluginFolders)
        pluginState = plugins.value("state", .path, default: pluginState)
        pluginUser = plugins.value("user", .line, default: pluginUser)
        attendanceLine = table.table("journal").value("attendance", .word, default: attendanceLine)
        try table.finish()
    }

    private static func roles(_ table: StrictTable) -> Roles {
        let group = ValueKind<String>.text("the name of a Unix group of this machine") { name in
            Roles.number(ofGroup: name).map { _ in name }
        }
        let account = ValueKind<uid_t>.text("the name of a Unix account of this machine", Roles.number(ofAccount:))
        let names = Role.allCases.reduce(into: [:]) { names, role in names[role] = table.value(role.rawValue, group) }
        let shared = table.value(
            "shared", .list(of: account, expected: "an array of Unix accounts of this machine"), default: [])
        return Roles(named: names, shared: Set(shared))
    }

    /// The sections in which it differs from another one in what only a start applies.
    func sectionsForStart(comparedWith other: DaemonConfiguration) -> [String] {
        [
            ("site", siteName == other.siteName && zone == other.zone && firstWeekday == other.firstWeekday),
            ("service", socket == other.socket && ledger == other.ledger && backups == other.backups),
            ("roles", roles == other.roles), ("limits", limits == other.limits),
            (
                "plugins",
                pluginFolders == other.pluginFolders && pluginState == other.pluginState
                    && pluginUser == other.pluginUser
            ),
        ].filter { !$0.1 }.map(\.0)
    }

    private mutating func readSchedule(_ table: StrictTable) {
        settings.horizonDays = table.value("horizon_days", .integer(1...366), default: settings.horizonDays)
        settings.opensBefore = table.value(
            "opens_before", .length(.zero ... .hours(6)), default: settings.opensBefore)
        settings.endsAfter = table.value("ends_after", .length(.zero ... .hours(6)), default: settings.endsAfter)
        let warnings = ValueKind<[Seconds]>.list(
            of: .length(.minutes(1) ... .hours(2)), expected: "an array of lengths from 1m to 2h")
        settings.phaseWarnings = table.value("phase_warnings", warnings, default: settings.phaseWarnings)
        settings.sessionWarnings = table.value("session_warnings", warnings, default: settings.sessionWarnings)
        settings.weekClosesAfter = table.value(
            "week_closes_after", .length(.zero ... .days(6)), default: settings.weekClosesAfter)
        settings.signedWithin = table.value(
            "signed_within", .length(.zero ... .days(6)), default: settings.signedWithin)
        settings.signReminders = table.value("sign_reminders", .integer(0...30), default: settings.signReminders)
    }

    private static var usual: Settings {
        var settings = Settings()
        settings.reminders = .usual
        return settings
    }

    private mutating func readReminders(_ table: StrictTable) {
        let usual = settings.reminders
        settings.reminders.sessionSoon = table.value(
            "session_soon", .lead(.minutes(1) ... .days(7)), default: usual.sessionSoon)
        settings.reminders.memberLate = table.value(
            "member_late", .lead(.minutes(1) ... .hours(6)), default: usual.memberLate)
        settings.reminders.checkoutMissing = table.value(
            "checkout_missing", .lead(.minutes(1) ... .hours(6)), default: usual.checkoutMissing)
        if let missing = settings.reminders.checkoutMissing, missing >= settings.endsAfter {
            table.problem(
                "checkout_missing",
                "must be \"off\" or less than [schedule] ends_after, when the clock ends the session and checks everyone out"
            )
        }
        settings.reminders.toldWithin = table.value(
            "told_within", .length(.minutes(1) ... .days(31)), default: usual.toldWithin)
        let hours = ValueKind<QuietHours?>.text("two times such as \"21:00-08:00\", or \"off\"") { text in
            text == "off" ? .some(nil) : QuietHours(text: text).map { .some($0) }
        }
        settings.reminders.quietHours = table.value("quiet_hours", hours, default: usual.quietHours)
    }

    private static func measures(_ table: StrictTable) -> [Measure] {
        var known: Set<MeasureID> = []
        return table.tables("measures").map { table in
            let id = table.required(
                "id", .text("an identifier of \(MeasureID.form)", MeasureID.init(rawValue:)),
                standIn: MeasureID(unchecked: "measure"))
            if !known.insert(id).inserted { table.problem("id", "is that of another measure already") }
            let lowest = table.required("lowest", .integer(-1000...1000), standIn: 0)
            let highest = table.required("highest", .integer(-1000...1000), standIn: 1)
            if highest <= lowest { table.problem("highest", "must be more than lowest") }
            let range = lowest...max(lowest, highest)
            let alert = table.value("alert", .integer(-1000...1000))
            if let alert, !range.contains(alert) { table.problem("alert", "must be from lowest to highest") }
            return Measure(
                id: id, name: table.required("name", .line, standIn: id.rawValue), range: range,
                better: table.required("better", .word, standIn: .lower), alert: alert)
        }
    }

    private mutating func readLimits(_ table: StrictTable) {
        limits.messageSize = table.value("message_size", .integer(4096...67_108_864), default: limits.messageSize)
        limits.connections = table.value("connections", .integer(1...4096), default: limits.connections)
        limits.connectionsPerUID = table.value(
            "connections_per_uid", .integer(1...4096), default: limits.connectionsPerUID)
        limits.callsInFlightPerConnection = table.value(
            "calls_in_flight", .integer(1...65_536), default: limits.callsInFlightPerConnection)
        limits.outputQueueBytes = table.value(
            "output_queue", .integer(65_536...1_073_741_824), default: limits.outputQueueBytes)
        limits.streams = table.value("streams", .integer(1...4096), default: limits.streams)
        let idle = table.value("idle_time", .length(.minutes(1) ... .days(7)), default: .minutes(10))
        limits.idleTime = .seconds(Int64(idle.count))
    }
}

extension ValueKind<Seconds?> {
    /// How long before or after something it is told; `nil` for not at all.
    fileprivate static func lead(_ range: ClosedRange<Seconds>) -> Self {
        let (least, most) = (range.lowerBound.hoursAndMinutes, range.upperBound.hoursAndMinutes)
        return .text("a length such as 2h or 30m, from \(least) to \(most), or \"off\"") { text in
            if text == "off" { return .some(nil) }
            return Seconds(text: text).flatMap { range.contains($0) ? .some($0) : nil }
        }
    }
}

extension ValueKind<String> {
    /// One line of text that isn't empty.
    fileprivate static var line: Self {
        .text("a line of 1 to 80 characters") { text in
            (1...80).contains(text.count) && !text.contains(where: \.isNewline) ? text : nil
        }
    }

    /// An absolute path.
    fileprivate static var path: Self {
        .text("an absolute path") { text in text.hasPrefix("/") && !text.contains("\0") ? text : nil }
    }
}
