import Glibc

/// A socket in the file system, made by this process.
struct ListeningSocket {
    let descriptor: Int32
    let path: String
    private let device: dev_t
    private let inode: ino_t

    /// Makes a socket at a path. A socket that nobody answers on is replaced, one that is in use never.
    init(at path: String, mode: UInt32) throws(ServerError) {
        self.path = path
        try Self.removeStale(at: path)
        descriptor = try Self.socket()
        do throws(ServerError) {
            // The mode that a socket has before it is bound limits the one at its path, so that nobody can come in
            // before chmod has set the one that was asked for.
            fchmod(descriptor, 0o600)
            let bound = try Self.withAddress(of: path) { [descriptor] in bind(descriptor, $0, $1) }
            guard bound == 0 else { throw .system(call: "bind(\(path))", errno: errno) }
            guard chmod(path, mode) == 0 else { throw .system(call: "chmod(\(path))", errno: errno) }
            var status = stat()
            guard stat(path, &status) == 0 else { throw .system(call: "stat(\(path))", errno: errno) }
            device = status.st_dev
            inode = status.st_ino
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Removes the socket from its path, if it is still the one that was made.
    func unlink() {
        var status = stat()
        guard stat(path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
        Glibc.unlink(path)
    }

    /// Whether a passed descriptor listens for connections, instead of being one.
    static func isListening(_ descriptor: Int32) throws(ServerError) -> Bool {
        var listens: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 else {
            throw .system(call: "getsockopt(SO_ACCEPTCONN)", errno: errno)
        }
        return listens != 0
    }

    private static func removeStale(at path: String) throws(ServerError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        let descriptor = try socket()
        defer { close(descriptor) }
        let connected = try withAddress(of: path) { connect(descriptor, $0, $1) }
        guard connected != 0, errno == ECONNREFUSED || errno == ENOENT else { throw .alreadyServed(path: path) }
        Glibc.unlink(path)
    }

    private static func socket() throws(ServerError) -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        return descriptor
    }

    private static func withAddress(
        of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(ServerError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count < room.count else { return false }
            room.copyBytes(from: bytes)
            return true
        }
        guard fits else { throw .pathTooLong(path: path) }
        return withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
