/// Cuts the text of an interface into words and signs, and gathers the comments between them.
struct InterfaceScanner {
    private let bytes: [UInt8]
    private(set) var position = 0

    /// The comment lines straight before the current position, each on a line of its own.
    private var comment: [String] = []

    /// Whether something other than a comment stands before the current position on its line.
    private(set) var isWithinLine = false

    private let allowsCarriageReturn: Bool

    init(_ text: String, dialect: Interface.Dialect) {
        bytes = Array(text.utf8)
        allowsCarriageReturn = dialect == .full
    }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func error(_ reason: String, at offset: Int? = nil) -> InterfaceSyntaxError {
        let before = bytes[..<(offset ?? position)]
        let line = before.count { $0 == ASCII.newline } + 1
        let start = before.lastIndex(of: ASCII.newline).map { $0 + 1 } ?? 0
        let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
        return InterfaceSyntaxError(line: line, column: column, reason: reason)
    }

    /// Passes white space and comments. A blank line parts a comment from what follows.
    mutating func skipSpace() throws(InterfaceSyntaxError) {
        var isBlank = false
        while let byte = next {
            switch byte {
            case ASCII.space, ASCII.tab: position += 1
            case ASCII.carriageReturn where allowsCarriageReturn: position += 1
            case ASCII.carriageReturn:
                throw error("A line ends in a carriage return, which not all clients accept.")
            case ASCII.newline:
                position += 1
                if isBlank { comment = [] }
                isBlank = true
                isWithinLine = false
            case UInt8(ascii: "#"):
                skipComment()
                isBlank = false
            default: return
            }
        }
    }

    private mutating func skipComment() {
        let start = position + 1
        position = bytes[start...].firstIndex(of: ASCII.newline) ?? bytes.count
        guard !isWithinLine else { return }
        var text = bytes[start..<position]
        if text.first == ASCII.space { text.removeFirst() }
        while let last = text.last, [ASCII.space, ASCII.tab, ASCII.carriageReturn].contains(last) { text.removeLast() }
        comment.append(String(decoding: text, as: UTF8.self))
    }

    /// The comment straight before the current position. White space must have been passed.
    func doc() -> String { comment.joined(separator: "\n") }

    /// Passes a sign or a keyword when it is next.
    mutating func skip(_ sign: String) throws(InterfaceSyntaxError) -> Bool {
        try skipSpace()
        guard bytes[position...].starts(with: sign.utf8) else { return false }
        advance(by: sign.utf8.count)
        return true
    }

    mutating func expect(_ sign: String, _ reason: String) throws(InterfaceSyntaxError) {
        guard try skip(sign) else { throw error(reason) }
    }

    /// Reads as many letters, digits and the given other characters as there are.
    mutating func word(with others: String = "_") throws(InterfaceSyntaxError) -> String {
        try skipSpace()
        let end = bytes[position...].firstIndex { !$0.isLetterOrDigit && !others.utf8.contains($0) } ?? bytes.count
        let word = String(decoding: bytes[position..<end], as: UTF8.self)
        if !word.isEmpty { advance(by: end - position) }
        return word
    }

    private mutating func advance(by count: Int) {
        position += count
        comment = []
        isWithinLine = true
    }
}

extension UInt8 {
    var isUppercaseLetter: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    var isLetter: Bool { isUppercaseLetter || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    var isLetterOrDigit: Bool { isLetter || (ASCII.zero...ASCII.nine).contains(self) }
}
