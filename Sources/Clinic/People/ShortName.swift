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
            part.split(whereSeparator: \.isWhitespace).filter { $0.contains(where: \.isLetter) }
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
        word.first(where: \.isLetter).map { $0.uppercased() + "." } ?? ""
    }
}
