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
        let parts = name.split(separator: ",", maxSplits: 1).map { part in
            part.split(whereSeparator: \.isBlank).filter { $0.contains(where: \.isNameLetter) }
        }
        let words = parts.count == 2 ? parts[1] + parts[0].suffix(1) : parts.first ?? []
        given = words.first
        last = words.count > 1 ? words.last : nil
    }

    var text: String {
        guard let given else { return "" }
        return last.map { "\(given) \(Self.initial($0))" } ?? String(given)
    }

    var initials: String {
        [given, last].compactMap { $0.map(Self.initial) }.joined()
    }

    private static func initial(_ word: Substring) -> String {
        word.first(where: \.isNameLetter).map { $0.uppercased() + "." } ?? ""
    }
}

/// Unicode's tables are looked into only for what isn't ASCII: a table of all members has their names shortened at once.
extension Character {
    fileprivate var isBlank: Bool {
        guard let ascii = asciiValue else { return isWhitespace }
        return ascii == 0x20 || (0x09...0x0D).contains(ascii)
    }

    fileprivate var isNameLetter: Bool {
        guard let ascii = asciiValue else { return isLetter }
        return (0x61...0x7A).contains(ascii | 0x20)
    }
}
