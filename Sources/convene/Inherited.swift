import Glibc

/// A connection that the daemon has given to a plugin, on a descriptor whose number `CONVENED_CONNECTION` says. All
/// commands of the plugin share it, one after the other.
struct Inherited {
    private let number: CInt?

    init(_ text: String) { number = CInt(text) }

    /// A descriptor of our own for the connection, once nobody else uses it. It is left to others when we end.
    func take() throws(Failure) -> CInt {
        guard let number, let own = Self.ours(number) else {
            throw Failure(
                .unavailable,
                "CONVENED_CONNECTION names no connection: the plugin has closed it, or isn't started by convened. A Python "
                    + "script hands it on with subprocess.run(…, pass_fds=[int(os.environ['CONVENED_CONNECTION'])]).")
        }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        while fcntl(own, F_SETLKW, &lock) < 0 {
            guard errno == EINTR else { throw Failure(.unavailable, "The plugin's connection can't be locked.") }
        }
        return own
    }

    private static func ours(_ number: CInt) -> CInt? {
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        let own = fcntl(number, F_DUPFD_CLOEXEC, 3)
        return own < 0 ? nil : own
    }
}
