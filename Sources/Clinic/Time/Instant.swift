/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since 1970 in UTC, leap seconds not counted.
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (instant: Instant, seconds: Seconds) -> Instant {
        Instant(milliseconds: instant.milliseconds + Int64(seconds.count) * 1000)
    }

    package static func - (instant: Instant, seconds: Seconds) -> Instant {
        Instant(milliseconds: instant.milliseconds - Int64(seconds.count) * 1000)
    }

    /// The whole seconds from this instant until a later one, rounded down; negative if `end` is earlier.
    package func seconds(until end: Instant) -> Seconds {
        Seconds(Int((end.milliseconds - milliseconds).flooringDivision(by: 1000)))
    }
}

extension FixedWidthInteger {
    /// The quotient rounded towards negative infinity.
    func flooringDivision(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
