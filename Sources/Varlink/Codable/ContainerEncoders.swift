/// Encodes the members of an object.
struct ObjectEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: EncodedOutput
    let level: Int

    var codingPath: [any CodingKey] { [] }

    private func member(_ key: some CodingKey) throws -> ValueEncoder {
        try output.member(key, at: level)
        return ValueEncoder(output: output, level: level)
    }

    func encodeNil(forKey key: Key) throws { try member(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: String, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Float, forKey key: Key) throws { try member(key).encode(value) }

    func encode(_ value: some FixedWidthInteger & Encodable, forKey key: Key) throws {
        try member(key).encode(value)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws { try member(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        superEncoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        superEncoder(forKey: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder(for: PlainKey(stringValue: "super")) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(for: key) }

    /// Codable offers no way to fail here: in a container that has been left, the value itself fails to be written.
    private func encoder(for key: some CodingKey) -> ValueEncoder {
        try? output.member(key, at: level)
        return ValueEncoder(output: output, level: level)
    }
}

/// Encodes the elements of an array.
struct ArrayEncoder: UnkeyedEncodingContainer {
    let output: EncodedOutput
    let level: Int
    private(set) var count = 0

    init(output: EncodedOutput, level: Int) {
        self.output = output
        self.level = level
    }

    var codingPath: [any CodingKey] { [] }

    private mutating func element() throws -> ValueEncoder {
        try output.element(at: level)
        count += 1
        return ValueEncoder(output: output, level: level)
    }

    mutating func encodeNil() throws { try element().encodeNil() }
    mutating func encode(_ value: Bool) throws { try element().encode(value) }
    mutating func encode(_ value: String) throws { try element().encode(value) }
    mutating func encode(_ value: Double) throws { try element().encode(value) }
    mutating func encode(_ value: Float) throws { try element().encode(value) }

    mutating func encode(_ value: some FixedWidthInteger & Encodable) throws {
        try element().encode(value)
    }

    mutating func encode(_ value: some Encodable) throws { try element().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        superEncoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        superEncoder().unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        _ = try? element()
        return ValueEncoder(output: output, level: level)
    }
}
