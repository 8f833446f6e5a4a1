import Glibc
import StrictTOML

/// A plugin that was found and may run.
struct Plugin: Sendable {
    let name: String
    let manifest: Manifest
    /// The executable that was checked. This very file is executed, whatever stands at its path by then.
    let executable: Descriptor

    /// Whether nothing has changed: neither what the manifest says nor the file that is executed.
    func isSame(as other: Plugin) -> Bool {
        guard manifest == other.manifest,
            let (mine, its) = executable.status.flatMap({ mine in
                other.executable.status.map { (mine, $0) }
            })
        else { return false }
        return mine.st_dev == its.st_dev && mine.st_ino == its.st_ino && mine.st_size == its.st_size
            && mine.st_mtim.tv_sec == its.st_mtim.tv_sec && mine.st_mtim.tv_nsec == its.st_mtim.tv_nsec
    }
}

/// What was found under a name.
enum Finding: Sendable {
    case plugin(Plugin)
    /// Not to be run, and why.
    case refused(reason: String)
}

/// Looks for plugins in folders. Nothing is run for it.
struct Discovery: Sendable {
    /// Of two plugins of the same name the one in the earlier folder wins.
    let folders: [String]
    /// The users whose files may be executed.
    let trustedOwners: Set<uid_t>

    private static let manifestLimit = 64 * 1024

    /// What there is, by name. A link to /dev/null stands for nothing, and hides what has its name in later folders.
    func findings() -> [String: Finding] {
        var findings: [String: Finding] = [:]
        var seen: Set<String> = []
        for folder in folders {
            for name in names(in: folder) where seen.insert(name).inserted {
                let path = "\(folder)/\(name)"
                if isMasked(path) { continue }
                findings[name] = finding(name, at: path)
            }
        }
        return findings
    }

    /// What there is under one name, in the first folder that has it.
    func finding(_ name: String) -> Finding? {
        for folder in folders {
            let path = "\(folder)/\(name)"
            guard access(path, F_OK) == 0 else { continue }
            return isMasked(path) ? nil : finding(name, at: path)
        }
        return nil
    }

    private func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isLeftover = [".dpkg-", ".rpm"].contains { name.contains($0) } || name.hasSuffix(".swp")
            if name.hasPrefix(".") || name.hasSuffix("~") || isLeftover { continue }
            names.append(name)
        }
        return names.sorted()
    }

    private func isMasked(_ path: String) -> Bool {
        guard let target = realpath(path, nil) else { return false }
        defer { free(target) }
        return String(cString: target) == "/dev/null"
    }

    private func finding(_ name: String, at path: String) -> Finding {
        do {
            return .plugin(try plugin(name, at: path))
        } catch {
            return .refused(reason: error.reason)
        }
    }

    private func plugin(_ name: String, at path: String) throws(Refused) -> Plugin {
        guard name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
            throw Refused("its name may have lower-case letters, digits and hyphens only")
        }
        guard let folder = Descriptor.open(path, folderOnly: true) else {
            throw Refused("\(path) is no folder that can be opened")
        }
        if let reason = objection(to: folder, called: path) ?? objectionAbove(path) { throw Refused(reason) }
        guard let text = try file("plugin.toml", in: folder, at: path).text(limit: Self.manifestLimit) else {
            throw Refused("\(path)/plugin.toml can't be read")
        }
        let manifest: Manifest
        do {
            manifest = try Manifest(text: text, file: "\(path)/plugin.toml")
        } catch {
            throw Refused(error.problems.joined(separator: " "))
        }
        let executable = try file(manifest.run, in: folder, at: path)
        guard let mode = executable.status?.st_mode, mode & S_IFMT == S_IFREG, mode & 0o111 != 0 else {
            throw Refused("\(path)/\(manifest.run) isn't executable: chmod 755 it")
        }
        return Plugin(name: name, manifest: manifest, executable: executable)
    }

    /// A trusted file of a plugin's own folder. A link is refused, since others may be able to change what it leads to.
    private func file(_ name: String, in folder: Descriptor, at path: String) throws(Refused) -> Descriptor {
        guard let file = Descriptor.open(name, in: folder) else {
            throw Refused(
                errno == ELOOP
                    ? "\(path)/\(name) is a link: put the file itself there" : "\(path)/\(name) can't be opened")
        }
        if let reason = objection(to: file, called: "\(path)/\(name)") { throw Refused(reason) }
        return file
    }

    /// Why a file isn't trusted: somebody else owns it or may write to it.
    private func objection(to file: Descriptor, called path: String) -> String? {
        guard let status = file.status else { return "\(path) can't be looked at" }
        return objection(status, called: path)
    }

    private func objection(_ status: stat, called path: String, sticky: Bool = false) -> String? {
        guard trustedOwners.contains(status.st_uid) else {
            return "\(path) belongs to user \(status.st_uid): chown it to root"
        }
        let isOpen = status.st_mode & 0o022 != 0 && !(sticky && status.st_mode & S_ISVTX != 0)
        return isOpen ? "\(path) can be written by others than its owner: chmod go-w it" : nil
    }

    /// Whoever may write to a folder above may put another in its place. A sticky one such as /tmp forbids that.
    private func objectionAbove(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return "\(path) can't be looked at" }
        defer { free(real) }
        var parts = String(cString: real).split(separator: "/").map(String.init)
        while !parts.isEmpty {
            parts.removeLast()
            let above = "/" + parts.joined(separator: "/")
            var status = Glibc.stat()
            guard stat(above, &status) == 0 else { return "\(above) can't be looked at" }
            if let reason = objection(status, called: above, sticky: true) { return reason }
        }
        return nil
    }
}

private struct Refused: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
