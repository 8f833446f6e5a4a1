import Glibc

/// The daemon's program, which does what needs the clinic's rules or a plugin's processes: the command line alone stays
/// small and starts at once.
enum DaemonProgram {
    /// Becomes that program. Returns only if it can't be started.
    static func become(_ arguments: [String]) throws(Failure) -> Never {
        let places = ["\(folder)/convened", "/usr/bin/convened", "/usr/sbin/convened"]
        for path in places where access(path, X_OK) == 0 {
            var pointers: [UnsafeMutablePointer<CChar>?] = []
            for argument in [path] + arguments { pointers.append(strdup(argument)) }
            pointers.append(nil)
            execv(path, pointers)
            for pointer in pointers { free(pointer) }
        }
        throw Failure(.software, "convened isn't beside convene nor in /usr/bin, and this needs it: install it there.")
    }

    /// Where this program is.
    private static var folder: String {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink("/proc/self/exe", $0, text.count) } ?? 0
            }
        }
        let path = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
