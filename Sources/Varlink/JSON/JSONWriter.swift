extension JSON {
    /// Appends this value as compact JSON. A number that JSON can't express (NaN, infinity) becomes `null`.
    public func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(literal: "null")
        case .bool(let value): bytes.append(literal: value ? "true" : "false")
        case .int(let value): bytes.append(integer: value)
        case .double(let value):
            if value.isFinite {
                bytes.append(contentsOf: value.description.utf8)
            } else {
                bytes.append(literal: "null")
            }
        case .string(let value): bytes.append(jsonString: value)
        case .array(let elements):
            bytes.append(ASCII.openBracket)
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(ASCII.comma) }
                element.write(to: &bytes)
            }
            bytes.append(ASCII.closeBracket)
        case .object(let object): object.write(to: &bytes)
        }
    }

    /// This value as compact JSON.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }
}

extension JSONObject {
    /// Appends this object as compact JSON.
    public func write(to bytes: inout [UInt8]) {
        bytes.append(ASCII.openBrace)
        for (position, member) in members.enumerated() {
            if position > 0 { bytes.append(ASCII.comma) }
            bytes.append(jsonString: member.name)
            bytes.append(ASCII.colon)
            member.value.write(to: &bytes)
        }
        bytes.append(ASCII.closeBrace)
    }
}

extension [UInt8] {
    mutating func append(literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    mutating func append(integer: some FixedWidthInteger) {
        if integer < 0 { append(ASCII.minus) }
        var rest = UInt64(integer.magnitude)
        // The largest has 20 digits.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            repeat {
                start -= 1
                digits[start] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[start...]))
        }
    }

    mutating func append(jsonString text: String) {
        append(ASCII.quote)
        var text = text
        text.withUTF8 { utf8 in
            if utf8.allSatisfy({ $0 >= 0x20 && $0 != ASCII.quote && $0 != ASCII.backslash }) {
                append(contentsOf: utf8)
            } else {
                for byte in utf8 { append(escaping: byte) }
            }
        }
        append(ASCII.quote)
    }

    private mutating func append(escaping byte: UInt8) {
        switch byte {
        case ASCII.quote: append(literal: #"\""#)
        case ASCII.backslash: append(literal: #"\\"#)
        case ASCII.newline: append(literal: #"\n"#)
        case ASCII.carriageReturn: append(literal: #"\r"#)
        case ASCII.tab: append(literal: #"\t"#)
        case 0..<0x20:
            append(literal: #"\u00"#)
            append(byte < 0x10 ? ASCII.zero : ASCII.zero + 1)
            append(contentsOf: String(byte & 0x0F, radix: 16).utf8)
        default: append(byte)
        }
    }
}
