/// Why a JSON value does not fit a type. Names the place, never the value.
public struct JSONDecodingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The path from the outermost value to the one that does not fit, such as `members[2].code`. Empty for itself.
    public let path: String
    public let reason: String

    public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}

extension JSON {
    /// Decodes a value of a type from this JSON.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JSONDecodingError) -> Value {
        do {
            return try Value(from: ValueDecoder(value: self, path: .root))
        } catch let error as DecodingError {
            throw JSONDecodingError(error)
        } catch {
            throw JSONDecodingError(path: "", reason: "\(error)")
        }
    }

    /// The JSON of an encodable value. Fails for numbers that JSON can't express and for whatever the type refuses.
    public init(encoding value: some Encodable) throws {
        var bytes: [UInt8] = []
        try JSON.encode(value, to: &bytes)
        try self.init(parsing: bytes)
    }

    /// Appends an encodable value as compact JSON. What was appended before a failure is taken back.
    public static func encode(_ value: some Encodable, to bytes: inout [UInt8]) throws {
        let output = EncodedOutput()
        let start = bytes.count
        swap(&output.bytes, &bytes)
        defer { swap(&output.bytes, &bytes) }
        do {
            output.isAwaitingValue = true
            try value.encode(to: ValueEncoder(output: output, level: 0))
            output.finish(to: 0)
        } catch {
            output.bytes.removeSubrange(start...)
            throw error
        }
    }
}

extension JSONDecodingError {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(path: pathText(context.codingPath + [key]), reason: "it is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            self.init(path: pathText(context.codingPath), reason: context.debugDescription)
        @unknown default:
            self.init(path: "", reason: "the value does not fit its type")
        }
    }
}

private func pathText(_ keys: [any CodingKey]) -> String {
    var text = ""
    for key in keys {
        if let index = key.intValue {
            text += "[\(index)]"
        } else {
            text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
        }
    }
    return text
}

/// The way from the outermost value to the one that is being decoded.
indirect enum DecodingPath {
    case root
    case child(of: DecodingPath, key: any CodingKey)

    var keys: [any CodingKey] {
        switch self {
        case .root: []
        case .child(let parent, let key): parent.keys + [key]
        }
    }
}

/// An element's place in an array, or a name known only at run time.
struct PlainKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }
}
