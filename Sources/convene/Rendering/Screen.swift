/// What lines are made for: how wide they may be and whether they may have colours.
struct Screen: Equatable {
    /// The number of columns, `nil` if there is no limit.
    var width: Int?
    var colour: Bool

    /// A file or a pipe.
    static let plain = Screen(width: nil, colour: false)

    /// The text in a style, or as it is where there is no colour.
    func styled(_ text: String, _ style: Style?) -> String {
        guard colour, let style, !text.isEmpty else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}

/// A text attribute, by its number in ECMA-48.
enum Style: Int {
    case bold = 1
    case faint = 2
    case red = 31
    case green = 32
    case yellow = 33
}

/// A reply that people can read.
protocol Renderable {
    /// The reply as lines of text without line ends.
    func lines(on screen: Screen) -> [String]
}
