import Glibc

/// Why a server can't be set up.
public enum ServerError: Error, Sendable, Equatable {
    /// Another process answers on the path.
    case alreadyServed(path: String)
    /// There is something at the path that is no socket.
    case notASocket(path: String)
    /// The path doesn't fit into a socket's address.
    case pathTooLong(path: String)
    /// There are as many connections as a limit allows.
    case refused(limit: String)
    /// The server has been stopped.
    case stopped
    /// The system refused something.
    case system(call: String, errno: Int32)
}

extension ServerError {
    /// The limit that was reached, if that is what is wrong.
    var limit: String? {
        if case .refused(let limit) = self { limit } else { nil }
    }
}

extension ServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .alreadyServed(let path): "Another process answers on \(path) already. Stop it, or choose another path."
        case .notASocket(let path): "There is something at \(path) that is no socket. Move it, or choose another path."
        case .pathTooLong(let path): "The path \(path) is too long for a socket: at most 107 bytes fit."
        case .refused(let limit): "There are as many connections as the limit \(limit) allows."
        case .stopped: "The server has been stopped and serves nothing more."
        case .system(let call, let errno): "The system refused \(call): \(String(cString: strerror(errno)))."
        }
    }
}
