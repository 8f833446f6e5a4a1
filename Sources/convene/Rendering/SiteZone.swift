import Glibc
import Varlink

/// What to say of times that are in another zone than the terminal's: `UTC-05:00`; `nil` if both are the same, or the
/// text is no time.
///
/// - Parameter time: A time of the clinic's, in RFC 3339.
func foreignZone(_ time: String) -> String? {
    guard let (milliseconds, offset) = instant(time) else { return nil }
    var seconds = time_t(milliseconds / 1000)
    var local = tm()
    guard localtime_r(&seconds, &local) != nil, local.tm_gmtoff != offset else { return nil }
    let minutes = abs(offset) / 60
    return "UTC\(offset < 0 ? "-" : "+")\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
}

extension ReplyMessage {
    /// Names the zone of the times in some lines about this reply, for a terminal that is in another one.
    func zoneNote(under lines: [String], on screen: Screen) -> [String] {
        guard screen.width != nil, lines.contains(where: hasClock), let time = JSON.object(parameters).firstTime,
            let zone = foreignZone(time)
        else { return [] }
        return [screen.styled("Times are the clinic's: \(zone).", .faint)]
    }

    /// Whether a time of day such as `18:05` is in a line.
    private func hasClock(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        let isDigit = { (index: Int) in bytes.indices.contains(index) && (48...57).contains(bytes[index]) }
        return bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: ":") && [-2, -1, 1, 2].allSatisfy { isDigit(index + $0) }
        }
    }
}

extension JSON {
    /// The first time in RFC 3339 that is anywhere in it.
    fileprivate var firstTime: String? {
        switch self {
        case .string(let text): text.utf8.count >= 20 && instant(text) != nil ? text : nil
        case .array(let values): values.lazy.compactMap(\.firstTime).first
        case .object(let object): object.members.lazy.compactMap(\.value.firstTime).first
        default: nil
        }
    }
}
