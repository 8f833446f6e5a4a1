import Foundation
import Synchronization

/// A daemon of a few lines: answers each call of a client with replies that a test wrote down.
final class FakeDaemon: Sendable {
    let path: String
    /// The calls that came, as they came.
    var calls: [String] { state.withLock { $0 } }

    private let state = Mutex<[String]>([])
    private let listener: Int32

    /// Answers every call with what `replies` says for it: each one a whole message, without the final NUL. An empty
    /// one closes the connection.
    init(replies: @escaping @Sendable (String) -> [String]) throws {
        path = "/tmp/convene-test-\(UUID().uuidString.prefix(8)).sock"
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) }
        }
        guard bound == 0, listen(listener, 8) == 0 else { throw POSIXError(.EADDRINUSE) }
        Thread.detachNewThread { [self, listener] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                serve(client, replies)
                close(client)
            }
        }
    }

    /// Stops listening. A client that is connected is served to its end.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
    }

    private func serve(_ client: Int32, _ replies: (String) -> [String]) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let got = read(client, &buffer, buffer.count)
            guard got > 0 else { return }
            pending += buffer[..<got]
            while let end = pending.firstIndex(of: 0) {
                let call = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeSubrange(...end)
                state.withLock { $0.append(call) }
                for reply in replies(call) {
                    if reply.isEmpty { return }
                    let bytes = Array(reply.utf8) + [0]
                    guard write(client, bytes, bytes.count) == bytes.count else { return }
                }
            }
        }
    }
}
