/// A reply as it comes over the wire.
public struct ReplyMessage: Sendable, Equatable {
    public var parameters: JSONObject

    /// Whether further replies to the same call follow.
    public var continues: Bool

    /// The full name of the error. Nil when the call succeeded.
    public var error: String?

    /// The bytes of the parameters exactly as they came. `{}` when there were none.
    public var parameterBytes: [UInt8]

    /// Reads a reply from the bytes of one message.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(MalformedMessage) {
        var parser = JSONParser(bytes)
        parameters = [:]
        continues = false
        for member in try parser.message() {
            switch member.name {
            case "parameters": parameters = try member.parameters()
            case "continues": continues = try member.flag()
            case "error": error = try member.errorName()
            default: try member.ignoreIfVendors()
            }
        }
        guard error == nil || !continues else { throw MalformedMessage("an error that continues") }
        if let range = parser.parameters, !parameters.isEmpty {
            parameterBytes = Array(bytes[range])
        } else {
            parameterBytes = [ASCII.openBrace, ASCII.closeBrace]
        }
    }

    /// Appends a reply whose parameters are written by a closure, and the NUL that ends it.
    public static func write<Failure: Error>(
        continues: Bool = false, to bytes: inout [UInt8], parameters: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        bytes.append(ASCII.openBrace)
        let start = bytes.count
        try bytes.append(parametersAfter: "", write: parameters)
        if continues {
            if bytes.count > start { bytes.append(ASCII.comma) }
            bytes.append(literal: #""continues":true"#)
        }
        bytes.append(ASCII.closeBrace)
        bytes.append(0)
    }

    /// Appends an error whose parameters are written by a closure, and the NUL that ends it.
    public static func write<Failure: Error>(
        error name: String, to bytes: inout [UInt8], parameters: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        bytes.append(literal: #"{"error":"#)
        bytes.append(jsonString: name)
        try bytes.append(parametersAfter: ",", write: parameters)
        bytes.append(ASCII.closeBrace)
        bytes.append(0)
    }
}

extension JSONObject.Member {
    fileprivate func flag() throws(MalformedMessage) -> Bool {
        switch value {
        case .null: return false
        case .bool(let flag): return flag
        default: throw MalformedMessage("a flag that is neither true nor false")
        }
    }

    fileprivate func errorName() throws(MalformedMessage) -> String? {
        switch value {
        case .null: return nil
        case .string(let name): return name
        default: throw MalformedMessage("an error whose name is no string")
        }
    }
}
