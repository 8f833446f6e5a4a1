/// The text that an encoding writes, and which objects and arrays are open in it.
///
/// Everything is written straight away, so containers must be used one inside the other, as all synthesised
/// conformances do. A write to a container that has been left already fails.
final class EncodedOutput {
    // One encoding writes at a time and nothing that is written here calls back, so the check at run time for a second
    // write meanwhile, a tenth of the time that a large reply takes, would find nothing.
    @exclusivity(unchecked) var bytes: [UInt8] = []

    /// Whether a value is due. A type that encodes nothing leaves an empty object.
    @exclusivity(unchecked) var isAwaitingValue = false
    /// Whether the innermost container that is open has an element already.
    @exclusivity(unchecked) private var needsComma = false
    /// How what is open will be closed, from the outermost inwards.
    @exclusivity(unchecked) private var ends: [UInt8] = []

    /// Opens an object or an array in the container at a level, or goes on with the one that is open there.
    func open(_ start: UInt8, _ end: UInt8, at level: Int) -> Int {
        if ends.count > level {
            finish(to: level + 1)
        } else {
            bytes.append(start)
            ends.append(end)
            (isAwaitingValue, needsComma) = (false, false)
        }
        return level + 1
    }

    /// Closes everything that is open beyond a level.
    func finish(to level: Int) {
        if isAwaitingValue { bytes.append(literal: "{}") }
        isAwaitingValue = false
        while ends.count > level {
            bytes.append(ends.removeLast())
            needsComma = true
        }
    }

    /// Begins the next element of the container at a level.
    func element(at level: Int) throws {
        guard ends.count >= level else { throw outOfOrder() }
        finish(to: level)
        if needsComma { bytes.append(ASCII.comma) }
        (isAwaitingValue, needsComma) = (true, true)
    }

    func member(_ key: some CodingKey, at level: Int) throws {
        try element(at: level)
        bytes.append(jsonString: key.stringValue)
        bytes.append(ASCII.colon)
    }

    func scalar(_ write: (inout [UInt8]) -> Void) throws {
        guard isAwaitingValue else { throw outOfOrder() }
        isAwaitingValue = false
        write(&bytes)
    }

    private func outOfOrder() -> EncodingError {
        let context = EncodingError.Context(codingPath: [], debugDescription: "A container was used after it was left.")
        return .invalidValue(ends.count, context)
    }
}

/// Encodes one value.
struct ValueEncoder: Encoder, SingleValueEncodingContainer {
    let output: EncodedOutput

    /// How many objects and arrays are around this value.
    let level: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let level = output.open(ASCII.openBrace, ASCII.closeBrace, at: level)
        return KeyedEncodingContainer(ObjectEncoder(output: output, level: level))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ArrayEncoder(output: output, level: output.open(ASCII.openBracket, ASCII.closeBracket, at: level))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { try output.scalar { $0.append(literal: "null") } }
    func encode(_ value: Bool) throws { try output.scalar { $0.append(literal: value ? "true" : "false") } }
    func encode(_ value: String) throws { try output.scalar { $0.append(jsonString: value) } }
    func encode(_ value: Float) throws { try encode(real: value) }
    func encode(_ value: Double) throws { try encode(real: value) }

    func encode(_ value: some FixedWidthInteger & Encodable) throws {
        try output.scalar { $0.append(integer: value) }
    }

    func encode(_ value: some Encodable) throws {
        try value.encode(to: self)
        output.finish(to: level)
    }

    private func encode(real value: some BinaryFloatingPoint & CustomStringConvertible) throws {
        guard value.isFinite else {
            let reason = "JSON can't express NaN or infinity."
            throw EncodingError.invalidValue(value, EncodingError.Context(codingPath: [], debugDescription: reason))
        }
        try output.scalar { $0.append(contentsOf: value.description.utf8) }
    }
}
