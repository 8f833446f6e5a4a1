/// JSON can be a part of a Codable type, for values whose type is not known. Only this module can decode and encode it.
extension JSON: Codable {
    public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? ValueDecoder else {
            let context = DecodingError.Context(
                codingPath: decoder.codingPath, debugDescription: "JSON can be decoded from Varlink messages only.")
            throw DecodingError.dataCorrupted(context)
        }
        self = decoder.value
    }

    public func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? ValueEncoder else {
            let context = EncodingError.Context(
                codingPath: encoder.codingPath, debugDescription: "JSON can be encoded to Varlink messages only.")
            throw EncodingError.invalidValue(self, context)
        }
        try encoder.output.scalar { write(to: &$0) }
    }
}

extension JSONObject: Codable {
    public init(from decoder: any Decoder) throws {
        guard let object = try JSON(from: decoder).object else {
            let context = DecodingError.Context(
                codingPath: decoder.codingPath, debugDescription: "an object is expected")
            throw DecodingError.typeMismatch(JSONObject.self, context)
        }
        self = object
    }

    public func encode(to encoder: any Encoder) throws {
        try JSON.object(self).encode(to: encoder)
    }
}
