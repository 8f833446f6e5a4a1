extension Personal<String> {
    /// Of a name: the first given name and the last name's initial, such as `Ada P.`.
    package var shortName: Personal<String> {
        Personal(ShortName(reveal()).text)
    }

    /// Of a name: the initials of the first given name and the last name, such as `A.P.`.
    package var initials: Personal<String> {
        Personal(ShortName(reveal()).initials)
    }
}

/// How much of a name a screen shows.
///
/// A name is words divided by white space, the last of them the last name, or `Last, Given` with a comma. Words
/// without a letter are passed over; a single name stands alone.
struct ShortName {
    private let given: Substring?
    private let last: Substring?

    init(_ name: String) {
        // Unicode's tables are needed only for what isn't ASCII: a table of all members shortens their names at once.
        let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
        if isPlain {
            let words = Self.words(name.utf8, comma: 0x2C, isBlank: Self.isBlank, isLetter: Self.isLetter)
            given = words.first.map(Substring.init)
            last = words.count > 1 ? words.last.map(Substring.init) : nil
        } else {
            let words = Self.words(name[...], comma: ",", isBlank: \.isWhitespace, isLetter: \.isLetter)
            given = words.first
            last = words.count > 1 ? words.last : nil
        }
    }

    private static func words<Text: Collection>(
        _ name: Text, comma: Text.Element, isBlank: (Text.Element) -> Bool, isLetter: (Text.Element) -> Bool
    ) -> [Text.SubSequence] where Text.Element: Equatable, Text.SubSequence: Collection {
        guard name.contains(comma) else {
            return name.split(whereSeparator: isBlank).filter { $0.contains(where: isLetter) }
        }
        let parts = name.split(separator: comma, maxSplits: 1).map { part in
            part.split(whereSeparator: isBlank).filter { $0.contains(where: isLetter) }
        }
        return parts.count == 2 ? parts[1] + parts[0].suffix(1) : parts.first ?? []
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    var text: String {
        guard let given else { return "" }
        return last.map { "\(given) \(Self.initial($0))" } ?? String(given)
    }

    var initials: String {
        [given, last].compactMap { $0.map(Self.initial) }.joined()
    }

    private static func initial(_ word: Substring) -> String {
        word.first(where: \.isLetter).map { $0.uppercased() + "." } ?? ""
    }
}
