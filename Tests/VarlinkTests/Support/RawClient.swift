import Foundation
import Varlink

/// A socket that sends whatever bytes a test wants and reads with a limit on the time that it waits.
final class RawClient: Sendable {
    let descriptor: Int32
    private static let patience: Int32 = 20_000

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// - Parameter waits: Whether it waits where too many want to be let in already.
    convenience init(path: String, waits: Bool = true) throws {
        let kind = Int32(SOCK_STREAM.rawValue) | (waits ? 0 : Int32(SOCK_NONBLOCK.rawValue))
        self.init(descriptor: socket(AF_UNIX, kind, 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw SocketError(call: "connect", code: errno) }
    }

    deinit { close(descriptor) }

    /// Two connected sockets. The second is for a server to take over.
    static func pair() throws -> (client: RawClient, server: Int32) {
        var descriptors: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &descriptors) == 0 else {
            throw SocketError(call: "socketpair", code: errno)
        }
        return (RawClient(descriptor: descriptors[0]), descriptors[1])
    }

    /// Sends bytes. What a service that has closed no longer takes is let go.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends nothing more, but goes on reading.
    func endInput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Whether nothing arrives for some milliseconds, not even the end.
    func staysSilent(milliseconds: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, milliseconds) == 0
    }

    /// Reads the next bytes. Empty at the end.
    func receive() throws -> [UInt8] {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, Self.patience) == 1 else { throw SocketError(call: "poll", code: ETIMEDOUT) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return Array(buffer.prefix(max(0, count)))
    }

    /// Reads until the service closes, and parts what came at each NUL, which the last message must have, too.
    func messages() throws -> [String] {
        var bytes: [UInt8] = []
        while true {
            let more = try receive()
            if more.isEmpty { break }
            bytes += more
        }
        return bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
            .dropLast(bytes.last == 0 || bytes.isEmpty ? 1 : 0)
    }

    /// Reads until a number of messages has come.
    func messages(_ count: Int) throws -> [String] {
        var bytes: [UInt8] = []
        while bytes.count(where: { $0 == 0 }) < count {
            let more = try receive()
            guard !more.isEmpty else { throw SocketError(call: "recv", code: ECONNRESET) }
            bytes += more
        }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Runs what blocks on a thread of its own.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}

struct SocketError: Error {
    let call: String
    let code: Int32
}
