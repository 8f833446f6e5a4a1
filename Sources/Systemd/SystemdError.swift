import Glibc

/// The service manager handed over something unusable, or could not be told something.
package struct SystemdError: Error, Equatable, CustomStringConvertible {
    /// What was asked of libsystemd.
    package enum Request: String, Sendable {
        case notify = "The service manager could not be told of the service's state"
        case listenDescriptors = "The sockets that the service manager passed could not be taken over"
        case watchdog = "The watchdog's interval could not be read"
    }

    package let request: Request
    /// The errno behind it.
    package let code: CInt

    package var description: String {
        let advice =
            switch request {
            case .notify: "Check that NOTIFY_SOCKET names a socket that this user may write to."
            case .listenDescriptors: "Check LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES, which the socket unit sets."
            case .watchdog: "Check WATCHDOG_USEC and WATCHDOG_PID, which WatchdogSec= sets."
            }
        return "\(request.rawValue): \(String(cString: strerror(code))). \(advice)"
    }

    /// A libsystemd answer: zero or more is a result, less is a negated errno.
    static func check(_ answer: CInt, _ request: Request) throws(SystemdError) -> CInt {
        if answer < 0 { throw SystemdError(request: request, code: -answer) }
        return answer
    }
}
