/// A time of day as a clock on the wall shows it, in whole minutes, without a zone: `18:00`.
package struct WallTime: Hashable, Comparable, Sendable {
    /// Minutes since midnight, 0 to 1439.
    package let minutes: Int

    /// `nil` unless the hour is 0 to 23 and the minute 0 to 59.
    package init?(hour: Int, minute: Int) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        minutes = hour * 60 + minute
    }

    /// Minutes since midnight that are known to be within a day.
    init(minutes: Int) {
        self.minutes = minutes
    }

    package static let midnight = WallTime(minutes: 0)

    package static func < (left: WallTime, right: WallTime) -> Bool {
        left.minutes < right.minutes
    }
}

extension WallTime: CustomStringConvertible, Codable {
    /// Reads `18:00` or `8:05`. Returns `nil` for any other form.
    package init?(text: String) {
        guard (4...5).contains(text.utf8.count) else { return nil }
        var digits = 0
        for (index, byte) in text.utf8.enumerated() {
            if index == text.utf8.count - 3 {
                guard byte == UInt8(ascii: ":") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                digits = digits * 10 + Int(byte) - 48
            }
        }
        self.init(hour: digits / 100, minute: digits % 100)
    }

    package var description: String {
        "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    package init(from decoder: any Decoder) throws {
        self = try decodeText(decoder, as: "a time such as 18:00", WallTime.init(text:))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
