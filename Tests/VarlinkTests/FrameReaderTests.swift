import Testing
import Varlink

struct FrameReaderTests {
    private func frames(_ reader: inout FrameReader) throws -> [String] {
        var frames: [String] = []
        while let frame = try reader.next({ String(decoding: $0, as: UTF8.self) }) { frames.append(frame) }
        return frames
    }

    private func append(_ text: some StringProtocol, to reader: inout FrameReader) {
        Array(text.utf8).withUnsafeBytes { reader.append($0) }
    }

    @Test("messages are the same however their bytes arrive", arguments: 1...12)
    func pieces(size: Int) throws {
        var reader = FrameReader(limit: 100)
        var rest = Substring("one\0\0three\0fo")
        var found: [String] = []
        while !rest.isEmpty {
            append(rest.prefix(size), to: &reader)
            rest = rest.dropFirst(size)
            found += try frames(&reader)
        }
        #expect(found == ["one", "", "three"])
        #expect(reader.bytesWaiting == 2)
        append("ur\0", to: &reader)
        #expect(try frames(&reader) == ["four"])
        #expect(reader.isEmpty)
    }

    @Test("a message may be as long as the limit, and no longer")
    func limit() throws {
        var reader = FrameReader(limit: 3)
        append("abc\0ab", to: &reader)
        #expect(try frames(&reader) == ["abc"])
        append("cd", to: &reader)
        #expect(reader.isOverlong)
        #expect(throws: FrameTooLong(limit: 3)) { try frames(&reader) }
    }

    @Test("messages before one that is too long are still read, whether or not it is whole")
    func limitLater() throws {
        for text in ["ab\0abcd\0", "ab\0abcd"] {
            var reader = FrameReader(limit: 3)
            append(text, to: &reader)
            #expect(!reader.isOverlong)
            #expect(try reader.next { $0.count } == 2)
            #expect(throws: FrameTooLong(limit: 3)) { try reader.next { $0.count } }
        }
    }

    @Test("a long message in small pieces, behind many small ones")
    func large() throws {
        var reader = FrameReader(limit: 2_000_000)
        append(String(repeating: "x\0", count: 10_000), to: &reader)
        let piece = String(repeating: "y", count: 100)
        for _ in 0..<10_000 { append(piece, to: &reader) }
        append("\0", to: &reader)
        #expect(reader.count == 10_001)
        #expect(try frames(&reader).map(\.utf8.count).max() == 1_000_000)
    }
}
