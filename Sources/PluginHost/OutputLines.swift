import Glibc

/// What a process writes, cut into lines: of bounded length, with a bound on all of it, and repaired where it isn't
/// UTF-8. What is over a bound is dropped, and read so slowly that whoever writes without end mostly waits.
struct OutputLines {
    private static let lineLimit = 1024
    private static let limit = 64 * 1024
    private static let chunk = 64 * 1024
    /// Between two chunks of what is over the limit, in microseconds.
    private static let pause: useconds_t = 10_000

    let descriptor: Descriptor
    private(set) var isAtEnd = false
    private let line: (String) -> Void
    private var unfinished: [UInt8] = []
    private var taken = 0

    init(_ descriptor: Descriptor, _ line: @escaping (String) -> Void) {
        self.descriptor = descriptor
        self.line = line
    }

    /// Reads one chunk of what is there, without waiting for any, and stays a moment over one that is over the limit.
    mutating func read() {
        let isOver = taken == Self.limit
        let count = takeChunk()
        if count <= 0 { isAtEnd = count == 0 || errno != EAGAIN && errno != EINTR }
        if count > 0, isOver { usleep(Self.pause) }
    }

    /// Lets as much as at the beginning be written from now on.
    mutating func renew() { taken = 0 }

    /// Takes what is still there when the process has ended, and the last line without an end.
    mutating func finish() {
        while taken < Self.limit, takeChunk() > 0 {}
        endLine()
    }

    /// Returns what read(2) does.
    private mutating func takeChunk() -> Int {
        withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 1) { bytes in
            let count = Glibc.read(descriptor.number, bytes.baseAddress, bytes.count)
            if count > 0 { take(UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
            return count
        }
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
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
