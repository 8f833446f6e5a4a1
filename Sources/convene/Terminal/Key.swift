import Glibc

/// A key that was pressed.
enum Key: Equatable {
    case character(Character)
    case enter
    case escape
    case interrupt
    case endOfInput
    /// An arrow, a function key or a character outside ASCII.
    case other

    /// Waits for a key of a terminal in raw mode. What a terminal sends for an arrow or function key is one key.
    static func read() -> Key {
        guard let byte = readByte() else { return .endOfInput }
        switch byte {
        case 3: return .interrupt
        case 4: return .endOfInput
        case 10, 13: return .enter
        case 27:
            guard isReady(), let next = readByte() else { return .escape }
            // ESC O and a letter, or ESC [, parameters, and a byte that ends them.
            if next == UInt8(ascii: "O") { _ = readByte() }
            if next == UInt8(ascii: "[") { while let byte = readByte(), !(0x40...0x7E).contains(byte) {} }
            return .other
        case 32...126: return .character(Character(Unicode.Scalar(byte)))
        default: return .other
        }
    }

    private static func readByte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let got = Glibc.read(STDIN_FILENO, &byte, 1)
            if got == 1 { return byte }
            if got == 0 || errno != EINTR { return nil }
        }
    }

    private static func isReady() -> Bool {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 20) == 1
    }
}
