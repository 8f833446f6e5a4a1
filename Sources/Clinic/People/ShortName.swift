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
        if name.utf8.allSatisfy({ $0 < 0x80 }) {
            let words = Self.words(of: name.utf8, comma: 0x2C, isBlank: Self.isBlank, isLetter: Self.isLetter)
            given = (words?.first).map(Substring.init)
            last = (words?.last).map(Substring.init)
        } else {
            let words = Self.words(of: name, comma: ",", isBlank: \.isWhitespace, isLetter: \.isLetter)
            given = words?.first
            last = words?.last
        }
    }

    private static func words<Text: BidirectionalCollection>(
        of name: Text, comma: Text.Element, isBlank: (Text.Element) -> Bool, isLetter: (Text.Element) -> Bool
    ) -> (first: Text.SubSequence, last: Text.SubSequence?)? where Text.Element: Equatable {
        let halves = name.contains(comma) ? name.split(separator: comma, maxSplits: 1) : []
        guard halves.count == 2 else { return outermost(of: halves.first ?? name[...], isBlank, isLetter) }
        let family = outermost(of: halves[0], isBlank, isLetter).map { $0.last ?? $0.first }
        guard let given = outermost(of: halves[1], isBlank, isLetter) else { return family.map { ($0, nil) } }
        return (given.first, family ?? given.last)
    }

    /// The first word and the last one, if that is another.
    private static func outermost<Text: BidirectionalCollection>(
        of text: Text, _ isBlank: (Text.Element) -> Bool, _ isLetter: (Text.Element) -> Bool
    ) -> (first: Text.SubSequence, last: Text.SubSequence?)? {
        guard let letter = text.firstIndex(where: isLetter), let final = text.lastIndex(where: isLetter) else {
            return nil
        }
        func word(at index: Text.Index) -> Text.SubSequence {
            let start = text[..<index].lastIndex(where: isBlank).map { text.index(after: $0) } ?? text.startIndex
            return text[start..<(text[index...].firstIndex(where: isBlank) ?? text.endIndex)]
        }
        let (first, last) = (word(at: letter), word(at: final))
        return (first, first.startIndex == last.startIndex ? nil : last)
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
