/// A calendar date of the proleptic Gregorian calendar, without a zone: `2026-11-23`.
package struct LocalDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let daysSince1970: Int

    package init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// The date of a year (1 to 9999), month (1 to 12) and day of the month; `nil` if there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Counted from 1 March, so that the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = shifted.flooringDivision(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSince1970: era * 146_097 + dayOfEra - 719_468)
        guard self.day == day else { return nil }
    }

    package var year: Int { civil.year }
    package var month: Int { civil.month }
    package var day: Int { civil.day }

    package var weekday: Weekday {
        Weekday.allCases[(daysSince1970 + 4) - (daysSince1970 + 4).flooringDivision(by: 7) * 7]
    }

    package func adding(days: Int) -> LocalDate {
        LocalDate(daysSince1970: daysSince1970 + days)
    }

    /// Days from this date until another; negative if that one is earlier.
    package func days(until other: LocalDate) -> Int {
        other.daysSince1970 - daysSince1970
    }

    package static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = daysSince1970 + 719_468
        let era = shifted.flooringDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension LocalDate: CustomStringConvertible, Codable {
    /// Reads ISO 8601: `2026-11-23`. Returns `nil` for any other form and for days that don't exist.
    package init?(text: String) {
        guard text.utf8.count == 10 else { return nil }
        var digits = 0
        for (index, byte) in text.utf8.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                digits = digits * 10 + Int(byte) - 48
            }
        }
        self.init(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    }

    package var description: String {
        let date = civil
        var digits = date.year * 10_000 + date.month * 100 + date.day
        return String(unsafeUninitializedCapacity: 10) { bytes in
            for index in (0..<10).reversed() {
                if index == 4 || index == 7 {
                    bytes[index] = UInt8(ascii: "-")
                } else {
                    bytes[index] = UInt8(ascii: "0") + UInt8(digits % 10)
                    digits /= 10
                }
            }
            return 10
        }
    }

    package init(from decoder: any Decoder) throws {
        self = try decodeText(decoder, as: "a date such as 2026-11-23", LocalDate.init(text:))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A day of the week.
package enum Weekday: String, CaseIterable, Codable, Sendable {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday
}

/// Decodes a single string through a failable reader, with an error that says what was expected.
func decodeText<Value>(_ decoder: any Decoder, as expected: String, _ read: (String) -> Value?) throws -> Value {
    let container = try decoder.singleValueContainer()
    guard let value = read(try container.decode(String.self)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(expected)")
    }
    return value
}

/// A number of 0 or more in as many decimal digits as are asked for.
func padded(_ number: Int, _ width: Int) -> String {
    String(unsafeUninitializedCapacity: width) { bytes in
        var rest = number
        for index in (0..<width).reversed() {
            bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        return width
    }
}
