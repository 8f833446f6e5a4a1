import Glibc

/// A message is longer than is allowed.
public struct FrameTooLong: Error, Sendable, Equatable {
    /// The most bytes that a message may have, without the NUL that ends it.
    public let limit: Int

    public init(limit: Int) { self.limit = limit }
}

/// Splits a stream of bytes into messages at each NUL. Looks at each byte at most twice, however it arrives.
public struct FrameReader: Sendable {
    private var buffer: [UInt8] = []
    private var start = 0
    private let limit: Int

    /// How many whole messages are waiting.
    public private(set) var count = 0

    private static let keptCapacity = 65_536

    /// - Parameter limit: the most bytes that a message may have, without its NUL.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Whether nothing is waiting, not even a part of a message.
    public var isEmpty: Bool { start == buffer.count }

    /// How many bytes are waiting, whole messages and the beginning of the next one.
    public var bytesWaiting: Int { buffer.count - start }

    /// Whether the message that is next is already longer than is allowed.
    public var isOverlong: Bool { count == 0 && buffer.count - start > limit }

    /// Adds bytes as they came.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        dropTaken()
        var searched = buffer.count
        buffer.append(contentsOf: bytes)
        while let end = buffer.position(ofNULFrom: searched) {
            count += 1
            searched = end + 1
        }
    }

    /// Takes the next message, without its NUL. Nil when no whole one is waiting.
    public mutating func next<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) throws(FrameTooLong) -> Result? {
        guard !isOverlong else { throw FrameTooLong(limit: limit) }
        guard count > 0, let end = buffer.position(ofNULFrom: start) else { return nil }
        guard end - start <= limit else { throw FrameTooLong(limit: limit) }
        let frame = start..<end
        count -= 1
        start = end + 1
        return buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[frame])) }
    }

    private mutating func dropTaken() {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptCapacity)
        } else if start > buffer.count / 2 {
            buffer.removeFirst(start)
        } else {
            return
        }
        start = 0
    }
}

extension [UInt8] {
    fileprivate func position(ofNULFrom start: Int) -> Int? {
        withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, 0, bytes.count - start)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }
}
