import Glibc

/// What this machine says of itself.
enum Machine {
    static func socket(_ path: String) -> Checkup.Socket {
        var entry = stat()
        guard stat(path, &entry) == 0, entry.st_mode & S_IFMT == S_IFSOCK else { return Checkup.Socket(path: path) }
        var groups = [gid_t](repeating: 0, count: 65_536)
        let number = getgroups(Int32(groups.count), &groups)
        let own = groups.prefix(Int(max(0, number))) + [getegid()]
        let name = getgrgid(entry.st_gid).flatMap { $0.pointee.gr_name }.map { String(cString: $0) }
        return Checkup.Socket(
            path: path, mode: Int(entry.st_mode & 0o777), group: name ?? "\(entry.st_gid)",
            isMember: geteuid() == 0 || own.contains(entry.st_gid))
    }

    /// The sendmail that hours-alert would find.
    static var sendmail: String? {
        let folders =
            ["/usr/sbin", "/usr/lib"] + (Terminal.environment("PATH") ?? "").split(separator: ":").map(String.init)
        return folders.map { "\($0)/sendmail" }.first { access($0, X_OK) == 0 }
    }

    /// The newest backup in a folder, whatever it is called but for its ending.
    static func backups(in folder: String) -> Checkup.Backups {
        guard let entries = opendir(folder) else { return errno == EACCES ? .hidden : .none }
        defer { closedir(entries) }
        var newest: (name: String, time: Int)?
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var file = stat()
            guard name.hasSuffix(".db"), stat("\(folder)/\(name)", &file) == 0, file.st_mode & S_IFMT == S_IFREG,
                file.st_size > 0
            else {
                continue
            }
            if file.st_mtim.tv_sec > newest?.time ?? .min { newest = (name, file.st_mtim.tv_sec) }
        }
        return newest.map { .newest($0.name, age: max(0, time(nil) - $0.time)) } ?? .none
    }
}
