import Glibc

/// A file given on the command line; `-` is standard input.
struct InputFile {
    /// The name without its folders, for messages.
    let name: String
    let text: String

    init(_ path: String) throws(Failure) {
        let isStandardInput = path == "-"
        name = Self.name(of: path)
        let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path) }
        defer { if !isStandardInput { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let got = read(descriptor, &buffer, buffer.count)
            if got > 0 { bytes += buffer[..<got] }
            if got == 0 { break }
            if got < 0 && errno != EINTR { throw Self.unreadable(path) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.badData, "\(name) isn't text in UTF-8: save it in that encoding and try again.")
        }
        // A byte order mark, as spreadsheets write it, is no part of the text.
        self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// What a file is called in messages.
    static func name(of path: String) -> String {
        path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func unreadable(_ path: String) -> Failure {
        Failure(.noInput, "\(path) can't be read: \(String(cString: strerror(errno))).")
    }
}
