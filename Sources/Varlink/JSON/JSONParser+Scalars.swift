extension JSONParser {
    /// Reads a string whose opening quote is at the current position.
    mutating func string() throws(JSONSyntaxError) -> String {
        let start = position + 1
        var index = start
        var seen: UInt8 = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == ASCII.quote {
                position = index + 1
                let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
                if seen < 0x80 { return String(decoding: text, as: UTF8.self) }
                return try validated(text, at: start)
            }
            if byte == ASCII.backslash { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw error("a control character stands in a string", at: index) }
            seen |= byte
            index += 1
        }
        throw error("the text ends within a string", at: bytes.count)
    }

    private func validated(_ text: some Collection<UInt8>, at start: Int) throws(JSONSyntaxError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw error("a string is not UTF-8", at: start)
        }
        return string
    }

    private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
        var text: [UInt8] = []
        position = start
        while let byte = next {
            switch byte {
            case ASCII.quote:
                position += 1
                return try validated(text, at: start)
            case ASCII.backslash:
                position += 1
                try escape(into: &text)
            case 0..<0x20:
                throw error("a control character stands in a string")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error("the text ends within a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        guard let byte = next else { throw error("the text ends within a string") }
        position += 1
        switch byte {
        case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(ASCII.newline)
        case UInt8(ascii: "r"): text.append(ASCII.carriageReturn)
        case UInt8(ascii: "t"): text.append(ASCII.tab)
        case UInt8(ascii: "u"): text.append(contentsOf: Unicode.UTF8.encode(try escapedScalar()) ?? .init())
        default: throw error("an unknown escape stands in a string", at: position - 1)
        }
    }

    private mutating func escapedScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = position
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), skip(ASCII.backslash), skip(UInt8(ascii: "u")) else {
            throw error("half of a surrogate pair stands in a string", at: start)
        }
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else {
            throw error("half of a surrogate pair stands in a string", at: start)
        }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func codeUnit() throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits are expected")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// Reads a number that begins at the current position.
    mutating func number() throws(JSONSyntaxError) -> JSON {
        let start = position
        let isNegative = skip(ASCII.minus)
        let integer = position
        var magnitude: UInt64 = 0
        var fits = true
        while let digit = digit() {
            let (product, tooLarge) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
            fits = fits && !tooLarge && !carried
            magnitude = sum
        }
        guard position > integer else { throw error("a digit is expected") }
        guard bytes[integer] != ASCII.zero || position == integer + 1 else {
            throw error("a number begins with a needless zero", at: integer)
        }
        if next == ASCII.dot || isExponent(next) { return try real(from: start) }
        if isNegative, fits, magnitude <= Int64.min.magnitude {
            return .int(Int64(truncatingIfNeeded: 0 &- magnitude))
        }
        if !isNegative, fits, let value = Int64(exactly: magnitude) { return .int(value) }
        return try double(from: start)
    }

    private func isExponent(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    }

    private mutating func digit() -> UInt8? {
        guard let byte = next, byte >= ASCII.zero, byte <= ASCII.nine else { return nil }
        position += 1
        return byte - ASCII.zero
    }

    private mutating func real(from start: Int) throws(JSONSyntaxError) -> JSON {
        if skip(ASCII.dot) { try digits() }
        if isExponent(next) {
            position += 1
            if !skip(ASCII.plus) { _ = skip(ASCII.minus) }
            try digits()
        }
        return try double(from: start)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard digit() != nil else { throw error("a digit is expected") }
        while digit() != nil {}
    }

    private func double(from start: Int) throws(JSONSyntaxError) -> JSON {
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw error("a number is out of the range of a double", at: start)
        }
        return .double(value)
    }
}
