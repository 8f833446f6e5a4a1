import CSystemd
import Glibc

/// A descriptor that the service manager passed to this process. It is closed on exec.
package struct ListenDescriptor: Sendable, Equatable {
    /// What can be done with it.
    package enum Kind: Sendable, Equatable {
        /// A Unix stream socket on which connections can be accepted.
        case listening
        /// A Unix stream socket that is one connection already, as `varlinkctl ./program` passes it.
        case connected
        /// Anything else. Not for us.
        case other
    }

    /// The socket unit's `FileDescriptorName=`, such as `varlink`; `unknown` if nobody gave one.
    package let name: String
    package let descriptor: CInt
    package let kind: Kind

    package init(name: String, descriptor: CInt) {
        self.name = name
        self.descriptor = descriptor
        if sd_is_socket_unix(descriptor, CInt(SOCK_STREAM.rawValue), 1, nil, 0) > 0 {
            kind = .listening
        } else if sd_is_socket_unix(descriptor, CInt(SOCK_STREAM.rawValue), 0, nil, 0) > 0 {
            kind = .connected
        } else {
            kind = .other
        }
    }

    /// The descriptors that were passed to this process, in the manager's order; none if none were or if they were
    /// meant for another process. Takes the settings out of the environment, so that no child mistakes them for its
    /// own; call it once, before there is a second thread.
    package static func takeAll() throws(SystemdError) -> [ListenDescriptor] {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = try SystemdError.check(sd_listen_fds_with_names(1, &names), .listenDescriptors)
        defer { free(names) }
        return (0..<Int(count)).map { index in
            let name = names?[index]
            defer { free(name) }
            return ListenDescriptor(
                name: name.map { String(cString: $0) } ?? "unknown",
                descriptor: CInt(index) + firstDescriptor)
        }
    }

    /// `SD_LISTEN_FDS_START` of sd-daemon.h.
    private static let firstDescriptor: CInt = 3
}
