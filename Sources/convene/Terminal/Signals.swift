import Glibc

/// Turns signals into bytes that can be waited for beside keys and answers. There is one of it in a process.
struct Signals: ~Copyable {
    /// Readable when a signal has come.
    let descriptor: Int32

    /// From now on these signals do nothing but come up in ``take()``.
    static func begin(_ signals: [Int32]) -> Signals? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        pipeEnd = ends[1]
        for number in signals {
            _ = signal(number) { number in
                let before = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = Glibc.write(pipeEnd, &byte, 1)
                errno = before
            }
        }
        return Signals(descriptor: ends[0])
    }

    /// The signals that have come since the last call, in order.
    func take() -> [Int32] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let got = Glibc.read(descriptor, &bytes, bytes.count)
        return got > 0 ? bytes[..<got].map(Int32.init) : []
    }

    /// Waits until one of several descriptors can be read, for at most some milliseconds; `nil` waits for ever.
    static func wait(for descriptors: [Int32], milliseconds: Int?) -> [Int32] {
        var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let timeout = milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
        guard poll(&requests, nfds_t(requests.count), timeout) > 0 else { return [] }
        return requests.filter { $0.revents != 0 }.map(\.fd)
    }
}

/// Where the handler writes to. Set once, before the first handler is, and only read from then on.
private nonisolated(unsafe) var pipeEnd: Int32 = -1
