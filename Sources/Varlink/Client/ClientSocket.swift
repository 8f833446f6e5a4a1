import Glibc

/// A connected stream socket, closed when it goes out of use.
struct ClientSocket: ~Copyable {
    private let descriptor: Int32

    init(adopting descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The descriptor's number, good for as long as the socket is.
    var number: Int32 { descriptor }

    /// Connects to a socket in the file system, waiting for at most the timeout where the service's queue is full.
    static func connect(to path: String, timeout: Duration?) throws(VarlinkClientError) -> ClientSocket {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        let socket = ClientSocket(adopting: descriptor)
        try socket.setSendTimeout(timeout)
        guard var address = sockaddr_un(path: path) else { throw .pathTooLong(path: path) }
        while true {
            let status = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    Glibc.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            if status == 0 { return socket }
            switch errno {
            case EINTR: continue
            case ENOENT, ENOTDIR: throw .noSocket(path: path)
            case ECONNREFUSED: throw .refused(path: path)
            case EACCES, EPERM: throw .denied(path: path)
            case EAGAIN: throw .timedOut
            default: throw .system(call: "connect", errno: errno)
            }
        }
    }

    /// Limits how long a connection attempt and each send may wait. Nil waits for ever.
    func setSendTimeout(_ timeout: Duration?) throws(VarlinkClientError) {
        guard let timeout else { return }
        let (seconds, attoseconds) = timeout.components
        var value = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        let size = socklen_t(MemoryLayout<timeval>.size)
        guard setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &value, size) == 0 else {
            throw .system(call: "setsockopt", errno: errno)
        }
    }

    /// Sends all the bytes. A service that has gone is an error, never a signal.
    func send(_ bytes: [UInt8]) throws(VarlinkClientError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                throw .timedOut
            } else if errno == EPIPE || errno == ECONNRESET {
                throw .closed
            } else if errno != EINTR {
                throw .system(call: "send", errno: errno)
            }
        }
    }

    /// Receives what is there, waiting for it until the deadline. Returns 0 at the end of the stream.
    func receive(into buffer: inout [UInt8], until deadline: Deadline?) throws(VarlinkClientError) -> Int {
        while true {
            if let deadline { try waitForBytes(until: deadline) }
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count >= 0 { return count }
            switch errno {
            case EINTR, EAGAIN: continue
            case ECONNRESET: return 0
            default: throw .system(call: "recv", errno: errno)
            }
        }
    }

    private func waitForBytes(until deadline: Deadline) throws(VarlinkClientError) {
        while true {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            switch poll(&request, 1, deadline.millisecondsLeft) {
            case 1...: return
            case 0: throw .timedOut
            default:
                guard errno == EINTR else { throw .system(call: "poll", errno: errno) }
            }
        }
    }
}

/// A moment on the monotonic clock.
struct Deadline {
    private let moment: Int64

    init(after duration: Duration) {
        let (seconds, attoseconds) = duration.components
        moment = Self.now + seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }

    /// How long poll may wait, never negative.
    var millisecondsLeft: Int32 { Int32(clamping: max(0, moment - Self.now)) }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension sockaddr_un {
    /// The address of a socket in the file system. Nil when the path is too long or empty.
    fileprivate init?(path: String) {
        self.init()
        sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = withUnsafeMutableBytes(of: &sun_path) { room in
            guard !bytes.isEmpty, bytes.count < room.count else { return false }
            room.copyBytes(from: bytes)
            return true
        }
        guard fits else { return nil }
    }
}
