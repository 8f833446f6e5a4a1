import ConvenedAPI

/// Reads weekly meetings such as `mon,wed,fri 18:00 3h`: weekdays, the time of the start, the length. `nil` if the text
/// has another form; the daemon checks the values.
func meetings(_ text: String) -> [API.Groups.Meeting]? {
    let parts = text.split(separator: " ")
    guard parts.count == 3, let duration = durationSeconds(parts[2]) else { return nil }
    let weekdays = parts[0].split(separator: ",", omittingEmptySubsequences: false).map(weekday)
    let known = weekdays.compactMap { $0 }
    guard known.count == weekdays.count else { return nil }
    return known.map { API.Groups.Meeting(weekday: $0, start: String(parts[1]), durationSeconds: duration) }
}

/// Reads a length such as `3h`, `90m` or `2h30m`, in seconds.
func durationSeconds(_ text: Substring) -> Int? {
    var rest = text
    var seconds = 0
    for (unit, factor) in [(Character("h"), 3600), (Character("m"), 60)] {
        guard let end = rest.firstIndex(of: unit) else { continue }
        guard let number = Int(rest[..<end]), (1...1440).contains(number) else { return nil }
        seconds += number * factor
        rest = rest[rest.index(after: end)...]
    }
    return rest.isEmpty && seconds > 0 ? seconds : nil
}

private func weekday(_ text: Substring) -> String? {
    let names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    return text.count < 3 ? nil : names.first { $0.hasPrefix(text.lowercased()) }
}
