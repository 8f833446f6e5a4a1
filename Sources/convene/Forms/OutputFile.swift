import Glibc

/// A file that is written for somebody; `-` is standard output.
enum OutputFile {
    /// Writes a file that only its owner can read from then on, or replaces what is in one that is there.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        if path == "-" {
            Terminal.write(bytes)
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(path) }
        let isWritten = makeOwn(descriptor) && Terminal.write(bytes, to: descriptor)
        let failure = isWritten ? nil : unwritable(path)
        guard close(descriptor) == 0, failure == nil else { throw failure ?? unwritable(path) }
    }

    /// Puts a file that everybody may read in the place of another one, so that at no moment there is half of it.
    static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw unwritable(path) }
        let isWritten = fchmod(descriptor, 0o644) == 0 && Terminal.write(bytes, to: descriptor)
        guard close(descriptor) == 0, isWritten, rename(draft, path) == 0 else {
            let failure = unwritable(path)
            unlink(draft)
            throw failure
        }
    }

    /// Empties a file and closes it to others; a device stays as it is.
    private static func makeOwn(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        guard status.st_mode & S_IFMT == S_IFREG else { return true }
        return fchmod(descriptor, 0o600) == 0 && ftruncate(descriptor, 0) == 0
    }

    private static func unwritable(_ path: String) -> Failure {
        Failure(.noOutput, "\(path) can't be written: \(String(cString: strerror(errno))).")
    }
}
