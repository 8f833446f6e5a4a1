/// Why a text is not JSON, and where. Says nothing of what the text holds, so it can be logged.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The offset of the offending byte from the start of the text.
    public let offset: Int
    public let reason: String

    public var description: String { "not JSON at byte \(offset): \(reason)" }
}

extension JSON {
    /// How many arrays and objects may lie within one another.
    public static let maximumDepth = 64

    /// Parses a whole text of UTF-8. White space around it is allowed, anything else is not.
    public init(parsing text: some Collection<UInt8>) throws(JSONSyntaxError) {
        let parsed = text.withContiguousStorageIfAvailable { bytes in Self.parse(bytes) }
        self = try (parsed ?? Array(text).withUnsafeBufferPointer { bytes in Self.parse(bytes) }).get()
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSON, JSONSyntaxError> {
        Result { () throws(JSONSyntaxError) in
            var parser = JSONParser(bytes)
            return try parser.text()
        }
    }
}

/// Reads one JSON text by recursive descent, in one pass, to a limited depth.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    /// Where the value of the outermost object's member `parameters` lies.
    private(set) var parameters: Range<Int>?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func text() throws(JSONSyntaxError) -> JSON {
        let value = try value(depth: 0)
        skipWhiteSpace()
        guard position == bytes.count else { throw error("the text goes on after its value") }
        return value
    }

    /// The byte at the current position. Nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func error(_ reason: String, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(offset: offset ?? position, reason: reason)
    }

    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case ASCII.space, ASCII.newline, ASCII.tab, ASCII.carriageReturn: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
        skipWhiteSpace()
        guard let byte = next else { throw error("the text ends where a value is expected") }
        switch byte {
        case ASCII.quote: return .string(try string())
        case ASCII.openBrace: return .object(try object(depth: depth))
        case ASCII.minus, ASCII.zero...ASCII.nine: return try number()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case ASCII.openBracket: return .array(try array(depth: depth))
        default: throw error("a value is expected")
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        for offset in 0..<word.utf8CodeUnitCount {
            guard position + offset < bytes.count, bytes[position + offset] == word.utf8Start[offset] else {
                throw error("a value is expected")
            }
        }
        position += word.utf8CodeUnitCount
        return value
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSON] {
        try open(depth: depth)
        var elements: [JSON] = []
        skipWhiteSpace()
        if skip(ASCII.closeBracket) { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipWhiteSpace()
            if skip(ASCII.closeBracket) { return elements }
            guard skip(ASCII.comma) else { throw error("a comma or the end of the array is expected") }
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONObject {
        try open(depth: depth)
        var object = JSONObject()
        skipWhiteSpace()
        if skip(ASCII.closeBrace) { return object }
        while true {
            skipWhiteSpace()
            let start = position
            guard next == ASCII.quote else { throw error("a member's name is expected") }
            let name = try string()
            skipWhiteSpace()
            guard skip(ASCII.colon) else { throw error("a colon is expected") }
            skipWhiteSpace()
            let valueStart = position
            let value = try value(depth: depth + 1)
            if depth == 0, name == "parameters" { parameters = valueStart..<position }
            guard object.add(name, value) else { throw error("a member's name occurs twice", at: start) }
            skipWhiteSpace()
            if skip(ASCII.closeBrace) { return object }
            guard skip(ASCII.comma) else { throw error("a comma or the end of the object is expected") }
        }
    }

    private mutating func open(depth: Int) throws(JSONSyntaxError) {
        guard depth < JSON.maximumDepth else {
            throw error("more than \(JSON.maximumDepth) arrays and objects lie within one another")
        }
        position += 1
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }
}

/// The bytes that mean something in JSON.
enum ASCII {
    static let space = UInt8(ascii: " ")
    static let newline = UInt8(ascii: "\n")
    static let tab = UInt8(ascii: "\t")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let dot = UInt8(ascii: ".")
    static let plus = UInt8(ascii: "+")
    static let minus = UInt8(ascii: "-")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")
}
