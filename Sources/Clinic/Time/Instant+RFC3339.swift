extension Instant {
    /// Reads RFC 3339 with an offset: `2026-11-23T18:05:00-05:00`, `2026-11-23T23:05:00.250Z`.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let date = LocalDate(text: String(decoding: bytes[..<10], as: UTF8.self)),
            let time = WallTime(text: String(decoding: bytes[11..<16], as: UTF8.self)), bytes[16] == UInt8(ascii: ":"),
            let second = Self.number(bytes[17..<19]), second < 60
        else { return nil }
        var rest = bytes[19...]
        var milliseconds = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (48...57).contains($0) }
            guard let fraction = Self.number(digits.prefix(3)) else { return nil }
            milliseconds = fraction * [100, 10, 1][min(digits.count, 3) - 1]
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = Self.offset(rest) else { return nil }
        let seconds = date.daysSince1970 * 86400 + time.minutes * 60 + second - offset
        self.init(milliseconds: Int64(seconds) * 1000 + Int64(milliseconds))
    }

    /// Seconds east of UTC: `Z`, `-05:00`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
        guard bytes.count == 6, let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let time = WallTime(text: String(decoding: bytes.dropFirst(), as: UTF8.self))
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -60 : 60) * time.minutes
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1) - 48 }
    }
}
