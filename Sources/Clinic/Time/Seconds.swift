/// A length of elapsed time in whole seconds.
package struct Seconds: Hashable, Comparable, Sendable, Codable, AdditiveArithmetic {
    package var count: Int

    package static let zero = Seconds(0)

    package init(_ count: Int) {
        self.count = count
    }

    package static func minutes(_ minutes: Int) -> Seconds {
        Seconds(minutes * 60)
    }

    package static func hours(_ hours: Int) -> Seconds {
        Seconds(hours * 3600)
    }

    package static func days(_ days: Int) -> Seconds {
        Seconds(days * 86400)
    }

    package init(from decoder: any Decoder) throws {
        count = try decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }

    package static func < (left: Seconds, right: Seconds) -> Bool {
        left.count < right.count
    }

    package static func + (left: Seconds, right: Seconds) -> Seconds {
        Seconds(left.count + right.count)
    }

    package static func - (left: Seconds, right: Seconds) -> Seconds {
        Seconds(left.count - right.count)
    }
}

extension Seconds {
    /// Reads a length such as `9h`, `30m`, `45s`, `1h30m`, `2 h 15 m` or `10d`.
    ///
    /// Units go from large to small and each stands once at most. Returns `nil` for anything else.
    package init?(text: String) {
        var total = 0
        var digits = ""
        var smallest = Int.max
        var isDivided = false
        for character in text {
            if character == " " {
                isDivided = !digits.isEmpty
                continue
            }
            if ("0"..."9").contains(character) {
                guard !isDivided else { return nil }
                digits.append(character)
                continue
            }
            let units: [Character: Int] = ["d": 86400, "h": 3600, "m": 60, "s": 1]
            guard let unit = units[character], unit < smallest, digits.count < 7, let number = Int(digits) else {
                return nil
            }
            total += number * unit
            smallest = unit
            digits = ""
            isDivided = false
        }
        guard digits.isEmpty, smallest != Int.max else { return nil }
        self.init(total)
    }

    /// The length as people of the clinic write it: `6 h 00`, `0 h 45`. Seconds are cut off.
    package var hoursAndMinutes: String {
        let minutes = abs(count) / 60
        let rest = minutes % 60
        return "\(count <= -60 ? "-" : "")\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest)"
    }
}
