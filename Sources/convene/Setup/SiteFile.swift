import Glibc

/// The daemon's configuration file, as setup finds or makes it.
struct SiteFile {
    /// Where the daemon looks unless it is told otherwise.
    static let standard = "/etc/convened/convened.toml"

    let path: String

    enum State {
        case absent
        /// As it was installed: nobody has set anything in it yet.
        case untouched
        case changed
    }

    var isStandard: Bool { path == Self.standard }

    /// The folder that it is in.
    var folder: String {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    }

    /// The socket of a daemon that runs on this file as setup makes it.
    var socket: String { isStandard ? Connection.defaultPath : absolute(folder) + "/convened.sock" }

    func state() throws(Failure) -> State {
        guard access(path, F_OK) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw unusable() }
            return .absent
        }
        return try InputFile(path).text == Self.template ? .untouched : .changed
    }

    /// Writes the configuration with the site's answers. What somebody has changed is never written over.
    func write(_ setup: Setup) throws(Failure) {
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw unusable() }
        let draft = path + ".new"
        try OutputFile.write(Array(text(setup).utf8), to: draft)
        // Everybody may read it: it holds no secret.
        guard chmod(draft, 0o644) == 0, rename(draft, path) == 0 else {
            let failure = unusable()
            unlink(draft)
            throw failure
        }
    }

    /// The shipped configuration with the site's own values, and with everything beside it if it isn't in its usual
    /// place.
    func text(_ setup: Setup) -> String {
        var values = [
            "name": setup[.site], "zone": setup[.zone], "first_weekday": setup[.firstWeekday],
        ]
        if !isStandard {
            let folder = absolute(folder)
            values["socket"] = socket
            values["ledger"] = folder + "/ledger.db"
            values["backups"] = folder + "/backups"
            values["state"] = folder + "/plugin-state"
        }
        return Self.template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            for (key, value) in values where line.hasPrefix("\(key) = ") { return "\(key) = \(quoted(value))" }
            return String(line)
        }.joined(separator: "\n")
    }

    /// The configuration with every default, as it is shipped.
    static var template: String { String(decoding: PackageResources.convened_toml, as: UTF8.self) }

    /// The templates of programs, by identifier: their titles and texts.
    static var programs: [(id: String, title: String, text: String)] {
        [
            ("iop-adult", PackageResources.iop_adult_toml), ("iop-adolescent", PackageResources.iop_adolescent_toml),
            ("iop-young-adult", PackageResources.iop_young_adult_toml),
            ("iop-daily-minimum", PackageResources.iop_daily_minimum_toml),
            ("iop-two-day", PackageResources.iop_two_day_toml), ("iop-medicare", PackageResources.iop_medicare_toml),
            ("iop-high-intensity", PackageResources.iop_high_intensity_toml), ("php", PackageResources.php_toml),
            ("step-down", PackageResources.step_down_toml),
        ].map { id, bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let title = text.split(separator: "\n").first { $0.hasPrefix("title = ") }?.split(separator: "\"")
            return (id: id, title: title.map { String($0[$0.count - 1]) } ?? id, text: text)
        }
    }

    /// A basic string of TOML. Answers have no control characters.
    private func quoted(_ text: String) -> String {
        "\"" + text.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : String($1) } + "\""
    }

    private func absolute(_ folder: String) -> String {
        guard let found = realpath(folder, nil) else { return folder }
        defer { free(found) }
        return String(cString: found)
    }

    private func unusable() -> Failure {
        Failure(.noOutput, "\(path) can't be made or looked at: \(String(cString: strerror(errno))).")
    }
}

/// The time zones of the machine.
enum Zones {
    private static let folder = "/usr/share/zoneinfo/"

    /// Whether the machine has a zone of this name.
    static func isKnown(_ name: String) -> Bool {
        let isName = name.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "/_+-".utf8.contains(byte)
        }
        guard isName, !name.isEmpty, !name.hasPrefix("/"), let file = fopen(folder + name, "r") else { return false }
        defer { fclose(file) }
        var magic = [UInt8](repeating: 0, count: 4)
        return fread(&magic, 1, 4, file) == 4 && magic.elementsEqual("TZif".utf8)
    }

    /// The machine's own zone; `UTC` if it says none.
    static var own: String {
        guard let path = realpath("/etc/localtime", nil) else { return "UTC" }
        defer { free(path) }
        let name = String(cString: path)
        guard let start = name.range(of: folder) else { return "UTC" }
        let zone = String(name[start.upperBound...])
        return isKnown(zone) ? zone : "UTC"
    }
}

extension String {
    /// Where a text is within this one, without Foundation.
    fileprivate func range(of text: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
    }
}
