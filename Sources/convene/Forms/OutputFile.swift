import Glibc

/// A file that is written for somebody; `-` is standard output.
enum OutputFile {
    /// Writes a new file that only its owner can read, or replaces what is in one that is there.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        if path == "-" { return Terminal.write(bytes) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(path) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 { rest = rest.dropFirst(written) }
            if written < 0 && errno != EINTR {
                let failure = unwritable(path)
                close(descriptor)
                throw failure
            }
        }
        guard close(descriptor) == 0 else { throw unwritable(path) }
    }

    private static func unwritable(_ path: String) -> Failure {
        Failure(.noOutput, "\(path) can't be written: \(String(cString: strerror(errno))).")
    }
}
