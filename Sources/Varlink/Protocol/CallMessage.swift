/// A message that has no well-defined answer: whoever receives it closes the connection.
public struct MalformedMessage: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, without anything that the message holds, so it can be logged.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A call as it comes over the wire.
public struct CallMessage: Sendable, Equatable {
    /// How the caller wants to be answered.
    public enum Mode: Sendable, Equatable {
        /// One answer.
        case single
        /// Any number of answers, the last of which says that it is the last.
        case more
        /// No answer, not even an error.
        case oneway
        /// One answer, after which the connection speaks another protocol.
        case upgrade
    }

    public var method: String
    public var parameters: JSONObject
    public var mode: Mode

    public init(method: String, parameters: JSONObject = [:], mode: Mode = .single) {
        self.method = method
        self.parameters = parameters
        self.mode = mode
    }

    /// Reads a call from the bytes of one message.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(MalformedMessage) {
        var parser = JSONParser(bytes)
        var method: String?
        var mode: Mode?
        parameters = [:]
        for member in try parser.message() {
            switch member.name {
            case "method": method = member.value.string
            case "parameters": parameters = try member.parameters()
            case "more": try member.setFlag(.more, of: &mode)
            case "oneway": try member.setFlag(.oneway, of: &mode)
            case "upgrade": try member.setFlag(.upgrade, of: &mode)
            default: try member.ignoreIfVendors()
            }
        }
        guard let method else { throw MalformedMessage("a call without the name of a method") }
        self.method = method
        self.mode = mode ?? .single
    }

    /// Appends this call and the NUL that ends it.
    public func write(to bytes: inout [UInt8]) {
        Self.write(method: method, mode: mode, to: &bytes) { bytes in parameters.write(to: &bytes) }
    }

    /// Appends a call whose parameters are written by a closure. Writes none where that leaves an empty object.
    static func write<Failure: Error>(
        method: String, mode: Mode, to bytes: inout [UInt8], parameters: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        bytes.append(literal: #"{"method":"#)
        bytes.append(jsonString: method)
        try bytes.append(parametersAfter: ",", write: parameters)
        switch mode {
        case .single: break
        case .more: bytes.append(literal: #","more":true"#)
        case .oneway: bytes.append(literal: #","oneway":true"#)
        case .upgrade: bytes.append(literal: #","upgrade":true"#)
        }
        bytes.append(ASCII.closeBrace)
        bytes.append(0)
    }
}

extension [UInt8] {
    /// Appends a member `parameters` written by a closure, or nothing when that writes an empty object.
    mutating func append<Failure: Error>(
        parametersAfter separator: StaticString, write: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let start = count
        append(literal: separator)
        append(literal: #""parameters":"#)
        let value = count
        try write(&self)
        if count == value + 2 { removeSubrange(start...) }
    }
}

extension JSONParser {
    /// The members of the message that the text is.
    mutating func message() throws(MalformedMessage) -> [JSONObject.Member] {
        let json: JSON
        do { json = try text() } catch { throw MalformedMessage(error.description) }
        guard case .object(let object) = json else { throw MalformedMessage("a message that is no object") }
        return object.members
    }
}

extension JSONObject.Member {
    func parameters() throws(MalformedMessage) -> JSONObject {
        switch value {
        case .null: return [:]
        case .object(let object): return object
        default: throw MalformedMessage("parameters that are no object")
        }
    }

    fileprivate func setFlag(_ flag: CallMessage.Mode, of mode: inout CallMessage.Mode?) throws(MalformedMessage) {
        switch value {
        case .null, .bool(false): return
        case .bool(true):
            guard mode == nil else { throw MalformedMessage("a call with two of more, oneway and upgrade") }
            mode = flag
        default: throw MalformedMessage("a flag that is neither true nor false")
        }
    }

    /// Members of vendors have a dot in their name and are ignored. There may be no others.
    func ignoreIfVendors() throws(MalformedMessage) {
        guard name.utf8.contains(ASCII.dot) else {
            throw MalformedMessage("a message with an unknown member that has no vendor's prefix")
        }
    }
}
