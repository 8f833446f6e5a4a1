/// The wall-clock time of an RFC 3339 instant as it is written, without conversion: `18:02`.
func clock(_ instant: String) -> String {
    timeOfDay(instant, 5)
}

/// The wall-clock time of an RFC 3339 instant to the second: `18:02:11`.
func preciseClock(_ instant: String) -> String {
    timeOfDay(instant, 8)
}

/// The date of an RFC 3339 instant: `2026-11-23`.
func day(_ instant: String) -> String {
    String(decoding: instant.utf8.prefix(10), as: UTF8.self)
}

/// A date with its weekday, `Mon 2026-11-23`; the text as it is if it is no date.
func weekdayAndDate(_ date: String) -> String {
    let parts = date.utf8.split(separator: UInt8(ascii: "-")).map { Int(String(decoding: $0, as: UTF8.self)) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
        (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year)
    else { return date }
    // Sakamoto's method: a year counts as beginning in March, so that the leap day is its last.
    let shifted = month < 3 ? year - 1 : year
    let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let weekday = (shifted + shifted / 4 - shifted / 100 + shifted / 400 + offsets[month - 1] + day) % 7
    return "\(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][weekday]) \(date)"
}

/// An instant in RFC 3339 with milliseconds: `2026-11-23T23:02:11.250Z`.
///
/// - Parameter milliseconds: Since 1970 UTC, not before.
func utc(_ milliseconds: Int) -> String {
    let (seconds, fraction) = (milliseconds / 1000, milliseconds % 1000)
    let (days, time) = (seconds / 86_400, seconds % 86_400)
    // Howard Hinnant's civil_from_days: years begin in March, and eras of 400 years on 0000-03-01.
    let shifted = days + 719_468
    let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * march + 2) / 5 + 1
    let month = march < 10 ? march + 3 : march - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
    return "\(date)T\(clock).\(String(1000 + fraction).dropFirst())Z"
}

/// A duration to the minute, rounded down: `6 h 00`.
func hours(_ seconds: Int) -> String {
    let minutes = seconds / 60
    return "\(minutes / 60) h \(twoDigits(minutes % 60))"
}

/// A requirement: `9 h`, `9 h 30`.
func roundHours(_ seconds: Int) -> String {
    seconds % 3600 == 0 ? "\(seconds / 3600) h" : hours(seconds)
}

/// What is missing, rounded up to the minute: `25 min`, `1 h 05`.
func shortage(_ seconds: Int) -> String {
    let minutes = (seconds + 59) / 60
    return minutes < 60 ? "\(minutes) min" : hours(minutes * 60)
}

func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}

/// `1 member`, `3 members`.
func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
}

private func timeOfDay(_ instant: String, _ length: Int) -> String {
    let bytes = instant.utf8
    guard bytes.count >= 11 + length, bytes.dropFirst(10).first == UInt8(ascii: "T") else { return instant }
    return String(decoding: bytes.dropFirst(11).prefix(length), as: UTF8.self)
}

/// An instant in RFC 3339 as milliseconds since 1970 UTC and its offset from UTC in seconds; `nil` if it is none.
/// Fractions of a second are cut off.
func instant(_ text: String) -> (milliseconds: Int, offset: Int)? {
    let bytes = Array(text.utf8)
    func number(_ from: Int, _ length: Int) -> Int? {
        guard bytes.count >= from + length else { return nil }
        return Int(String(decoding: bytes[from..<from + length], as: UTF8.self))
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
        let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month)
    else { return nil }
    let zone = bytes[19...].drop { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
    var offset = 0
    if zone.first != UInt8(ascii: "Z") {
        let start = zone.startIndex
        guard zone.count == 6, let hours = number(start + 1, 2), let minutes = number(start + 4, 2) else { return nil }
        offset = (hours * 60 + minutes) * (zone.first == UInt8(ascii: "-") ? -60 : 60)
    }
    // Years begin in March, so that the leap day is the last of one.
    let shifted = month < 3 ? year - 1 : year
    let days =
        365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 719_469
    return ((days * 86_400 + hour * 3600 + minute * 60 + second - offset) * 1000, offset)
}
