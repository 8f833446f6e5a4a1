import Glibc

/// What a process writes, cut into lines: of bounded length, with a bound on all of it, and repaired where it isn't
/// UTF-8. What is over a bound is read and dropped, so that nobody waits for anybody.
struct OutputLines {
    private static let lineLimit = 1024
    private static let limit = 64 * 1024
    private static let chunk = 64 * 1024

    let descriptor: Descriptor
    private(set) var isAtEnd = false
    private let line: (String) -> Void
    private var unfinished: [UInt8] = []
    private var taken = 0

    init(_ descriptor: Descriptor, _ line: @escaping (String) -> Void) {
        self.descriptor = descriptor
        self.line = line
    }

    /// Reads one chunk of what is there, without waiting.
    mutating func read() {
        var bytes = [UInt8](repeating: 0, count: Self.chunk)
        let count = Glibc.read(descriptor.number, &bytes, bytes.count)
        if count > 0 {
            take(bytes[..<count])
        } else {
            isAtEnd = count == 0 || errno != EAGAIN && errno != EINTR
        }
    }

    /// Lets as much as at the beginning be written from now on.
    mutating func renew() { taken = 0 }

    /// Takes what is still there when the process has ended, and the last line without an end.
    mutating func finish() {
        var bytes = [UInt8](repeating: 0, count: Self.chunk)
        while taken < Self.limit {
            let count = Glibc.read(descriptor.number, &bytes, bytes.count)
            guard count > 0 else { break }
            take(bytes[..<count])
        }
        endLine()
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes.prefix(Self.limit - taken) {
            taken += 1
            if byte == UInt8(ascii: "\n") {
                endLine()
            } else if unfinished.count < Self.lineLimit {
                unfinished.append(byte)
            }
        }
    }

    private mutating func endLine() {
        if !unfinished.isEmpty { line(String(decoding: unfinished, as: UTF8.self)) }
        unfinished = []
    }
}
