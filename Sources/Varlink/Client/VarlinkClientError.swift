import Glibc

/// What a service answered instead of a reply.
public struct VarlinkFailure: Error, Sendable, Equatable {
    /// The full name of the error, such as `org.varlink.service.MethodNotFound`.
    public let name: String
    public let parameters: JSONObject

    public init(name: String, parameters: JSONObject) {
        self.name = name
        self.parameters = parameters
    }

    /// The sentence for people, where the service gave one.
    public var message: String? { parameters["message"]?.string }

    /// This failure as a known error. Nil when it is another one, or lacks what that error has.
    public func decode<Failure: VarlinkError>(as type: Failure.Type) -> Failure? {
        guard name == Failure.name else { return nil }
        return try? JSON.object(parameters).decode(type)
    }
}

/// Why a call got no reply.
public enum VarlinkClientError: Error, Sendable, Equatable {
    /// There is nothing at the path.
    case noSocket(path: String)
    /// There is a socket at the path, but nobody listens on it.
    case refused(path: String)
    /// The socket at the path may not be used by this user.
    case denied(path: String)
    /// The path doesn't fit into a socket's address.
    case pathTooLong(path: String)
    /// The service closed the connection, or it was closed here.
    case closed
    /// No answer came in time.
    case timedOut
    /// The service broke the protocol. The connection is closed.
    case malformedReply(String)
    /// The parameters can't be expressed in JSON. Nothing was sent.
    case notEncodable(String)
    /// The reply lacks what its Swift type asks for.
    case unexpectedReply(JSONDecodingError)
    /// The service answered with an error.
    case failed(VarlinkFailure)
    /// The system refused something else.
    case system(call: String, errno: Int32)
}

extension VarlinkClientError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSocket(let path): "There is no socket at \(path), so no service is running there."
        case .refused(let path): "Nobody answers on \(path): its service is not running."
        case .denied(let path): "You may not use \(path)."
        case .pathTooLong(let path): "The path \(path) is too long for a socket: at most 107 bytes fit."
        case .closed: "The service closed the connection before it answered."
        case .timedOut: "The service did not answer in time."
        case .malformedReply(let reason): "The service sent something that is no reply: \(reason)."
        case .notEncodable(let reason): "The parameters of the call can't be sent: \(reason)"
        case .unexpectedReply(let error): "The reply is not what was expected: \(error)."
        case .failed(let failure): failure.message ?? "The service answered with the error \(failure.name)."
        case .system(let call, let errno): "The system refused \(call): \(String(cString: strerror(errno)))."
        }
    }
}
