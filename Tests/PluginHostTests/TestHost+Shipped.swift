import Foundation

extension TestHost {
    /// Installs a plugin that ships with convened: the real script, with options of the test. It is run by the host, which
    /// gives it the same input as its own service does.
    ///
    /// - Parameter lines: Further lines of the manifest, before its options; those that set the same key are replaced.
    func install(_ name: String, options: [String: String], lines: [String] = []) throws {
        let source = Self.repository.appendingPathComponent("plugins/\(name)")
        let copy = URL(fileURLWithPath: folder + "/plugins/\(name)")
        try FileManager.default.copyItem(at: source, to: copy)
        let manifest = copy.appendingPathComponent("plugin.toml")
        let parts = try String(contentsOf: manifest, encoding: .utf8).components(separatedBy: "[options]\n")
        let text =
            Self.setting(lines + ["class = \"hook\""], in: parts[0]) + "[options]\n"
            + Self.setting(options.sorted { $0.key < $1.key }.map { "\($0.key) = \"\($0.value)\"" }, in: parts[1])
        try text.write(to: manifest, atomically: true, encoding: .utf8)
    }

    /// Lines of TOML with other lines in the place of those for the same keys.
    private static func setting(_ lines: [String], in text: String) -> String {
        func key(_ line: some StringProtocol) -> String { String(line.prefix { $0 != " " }) }
        let keys = Set(lines.map { key($0) })
        let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !keys.contains(key($0)) }
        return (lines + kept.map(String.init)).joined(separator: "\n")
    }

    /// Gives a plugin a secret, as systemd does.
    func give(_ plugin: String, secret: String, _ value: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder + "/credentials", withIntermediateDirectories: true)
        try value.write(toFile: "\(folder)/credentials/\(plugin).\(secret)", atomically: true, encoding: .utf8)
    }

    static var repository: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardized
    }
}
