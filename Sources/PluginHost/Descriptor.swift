import CLinux
import Glibc

/// An open file, closed when nobody holds it any more.
final class Descriptor: Sendable {
    let number: CInt

    init(owning number: CInt) { self.number = number }

    deinit { close(number) }

    /// Opens a path, or a name in an open folder. Such a name is not followed if it is a link.
    ///
    /// - Returns: `nil` with errno set if it can't be opened; ELOOP for a link in a folder.
    static func open(_ path: String, in folder: Descriptor? = nil, folderOnly: Bool = false) -> Descriptor? {
        let flags =
            O_RDONLY | O_CLOEXEC | O_NONBLOCK | (folderOnly ? O_DIRECTORY : 0) | (folder == nil ? 0 : O_NOFOLLOW)
        let number = openat(folder?.number ?? AT_FDCWD, path, flags)
        return number < 0 ? nil : Descriptor(owning: number)
    }

    /// A pipe whose reader doesn't wait.
    static func pipe() -> (read: Descriptor, write: Descriptor)? {
        var ends: [CInt] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        let pair = (read: Descriptor(owning: ends[0]), write: Descriptor(owning: ends[1]))
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return pair
    }

    /// A pipe whose writer doesn't wait, for a child that reads it.
    static func inputPipe() -> (read: Descriptor, write: Descriptor)? {
        guard let pair = pipe() else { return nil }
        _ = fcntl(pair.read.number, F_SETFL, 0)
        _ = fcntl(pair.write.number, F_SETFL, O_NONBLOCK)
        clinux_pipe_size(pair.write.number, 256 * 1024)
        return pair
    }

    /// A sealed file in memory that holds a text, to be read from its beginning; `nil` with errno set if there is none.
    static func memoryFile(_ text: String) -> Descriptor? {
        let bytes = Array(text.utf8)
        let number = clinux_memory_file(bytes, bytes.count)
        return number < 0 ? nil : Descriptor(owning: number)
    }

    var status: stat? {
        var status = Glibc.stat()
        return fstat(number, &status) == 0 ? status : nil
    }

    /// The whole text, up to a limit of bytes; `nil` if it is longer, can't be read or isn't UTF-8.
    func text(limit: Int) -> String? {
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count <= limit {
            let more = bytes.withUnsafeMutableBytes { buffer in
                pread(number, buffer.baseAddress?.advanced(by: count), limit + 1 - count, off_t(count))
            }
            if more < 0 { return nil }
            if more == 0 { return String(validating: bytes.prefix(count), as: UTF8.self) }
            count += more
        }
        return nil
    }
}
