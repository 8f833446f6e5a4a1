import Foundation

/// A manual page that is being written, in the macros of man(7).
struct Page {
    /// Its name without the section: `convene-in`.
    let name: String
    let section: Int
    private var lines: [String] = []
    /// Whether a paragraph's own space would follow that of a heading.
    private var isAtHeading = true

    /// - Parameters:
    ///   - title: One line that says what it is about.
    ///   - version: Whose manual it is.
    ///   - date: As `2026-11-26`.
    init(_ name: String, _ section: Int, title: String, version: String, date: String) {
        self.name = name
        self.section = section
        lines = [
            ".\\\" Written by convened-manual out of the sources.",
            ".TH \"\(name.uppercased())\" \"\(section)\" \"\(date)\" \"convened \(version)\" \"convened\"",
            ".nh", ".ad l",
        ]
        heading("Name")
        lines.append("\(Self.escaped(name)) \\- \(Self.escaped(title))")
    }

    var file: String { "\(name).\(section)" }
    var text: String { lines.joined(separator: "\n") + "\n" }

    /// - Parameter isName: Whether it is a name that stays as it is written.
    mutating func heading(_ text: String, isName: Bool = false) {
        lines.append(".SH \"\(Self.quoted(isName ? text : text.uppercased()))\"")
        isAtHeading = true
    }

    mutating func subheading(_ text: String) {
        lines.append(".SS \"\(Self.quoted(text))\"")
        isAtHeading = true
    }

    /// - Parameter text: Already in the form of roff, as ``inline(_:)`` makes it.
    mutating func paragraph(_ text: String) {
        if !isAtHeading { lines.append(".PP") }
        isAtHeading = false
        lines.append(Self.guarded(text))
    }

    /// A word or command, and what it is, each in the form of roff.
    mutating func item(_ tag: String, _ text: String) {
        isAtHeading = false
        lines += [".TP", Self.guarded(tag), Self.guarded(text)]
    }

    /// Lines that stay as they are.
    mutating func example(_ text: [String]) {
        isAtHeading = false
        lines += [".sp", ".RS 4", ".nf"] + text.map { Self.guarded(Self.escaped($0)) } + [".fi", ".RE"]
    }

    // MARK: The form of roff

    /// Text as it is: no sign in it means anything to roff, and a hyphen can be copied as one.
    static func escaped(_ text: some StringProtocol) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            default: result.append(character)
            }
        }
    }

    static func bold(_ text: some StringProtocol) -> String { "\\fB\(escaped(text))\\fR" }
    static func italic(_ text: some StringProtocol) -> String { "\\fI\(escaped(text))\\fR" }

    private static func quoted(_ text: String) -> String { escaped(text).replacing("\"", with: "\\(dq") }

    /// A line that doesn't begin like a request, whatever is in it.
    private static func guarded(_ text: String) -> String { text.hasPrefix(".") ? "\\&" + text : text }
}
