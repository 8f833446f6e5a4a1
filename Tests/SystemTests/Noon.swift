import Foundation

/// The site's time: a zone of whole hours in which the tests began at about noon, so that none of them meets midnight,
/// whenever it is run.
enum Noon {
    /// Hours east of Greenwich, -11 to 12.
    private static let offset = 12 - Int(Date().timeIntervalSince1970) % 86_400 / 3600

    /// The zone's name, which counts the hours to the west.
    static let zone = offset == 0 ? "Etc/GMT" : offset > 0 ? "Etc/GMT-\(offset)" : "Etc/GMT+\(-offset)"

    static var today: String { text("yyyy-MM-dd", minutes: 0) }

    /// The local date so many days from today.
    static func date(inDays days: Int) -> String { text("yyyy-MM-dd", minutes: days * 1440) }

    static var yesterday: String { text("yyyy-MM-dd", minutes: -1440) }

    /// Today's weekday as `convene group add --meets` takes it.
    static var weekday: String { text("EEE", minutes: 0).lowercased() }

    /// The month in which the present week began, as `convene report month --month` takes it.
    static var month: String {
        let days = (0..<7).first { text("EEE", minutes: -$0 * 1440) == "Sun" } ?? 0
        return String(date(inDays: -days).prefix("2026-11".count))
    }

    /// The wall time so many minutes from now.
    static func clock(_ minutes: Int) -> String { text("HH:mm", minutes: minutes) }

    private static func text(_ format: String, minutes: Int) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: offset * 3600)
        formatter.dateFormat = format
        return formatter.string(from: Date() + Double(minutes * 60))
    }
}
