import Foundation
import Testing

/// A machine with the programs and units installed, and a folder that it shares with the test as `/run/test`.
final class Machine {
    private let folder: URL

    /// - Parameter files: What the shared folder holds at the beginning, by name.
    init(_ files: [String: String] = [:]) throws {
        folder = try temporaryFolder()
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        try Data("[site]\nzone = \"\(Noon.zone)\"\n[schedule]\nopens_before = \"3h\"\n".utf8)
            .write(to: folder.appendingPathComponent("convened.toml"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
    }

    /// Runs a script, and returns what it said below each heading.
    ///
    /// - Parameter isBare: Whether nothing of convened is installed yet; `/run/checkout` and `/run/build` have it.
    func run(_ script: String, isBare: Bool = false) throws -> [String: String] {
        let libraries = "[ ! -d /run/swift ] || { cp /run/swift/*.so /usr/local/lib/ && ldconfig; }\n"
        let install = """
            cp /run/build/convened /run/build/convene /usr/bin/
            cp /run/checkout/systemd/convened.service /run/checkout/systemd/convened.socket \\
                "/run/checkout/systemd/convened-plugin@.service" /run/systemd/system/
            systemd-sysusers /run/checkout/systemd/convened.sysusers 2>/dev/null
            mkdir -p /etc/convened
            cp /run/test/convened.toml /etc/convened/

            """
        var binds = [
            "\(Binaries.checkout):/run/checkout", "\(Binaries.folder.path):/run/build", "\(folder.path):/run/test",
        ]
        if let runtime = try Self.swiftRuntime() { binds.append("\(runtime):/run/swift") }
        let arguments = binds.flatMap { ["--bind", $0] }
        // A script that waits in vain is ended, so that its test fails instead of waiting too.
        let result = try SystemTests.run(
            "/usr/bin/timeout",
            ["-k", "20", "600", Binaries.checkout + "/Tests/Tools/with-systemd"] + arguments + [
                "--", "sh", "-ec", libraries + (isBare ? "" : install) + script,
            ],
            environment: ["PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"])
        try #require(result.status == 0, "\(result.all)")
        let sections = result.output.components(separatedBy: "== ").dropFirst().map { text in
            text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        return Dictionary(sections.map { ($0[0], $0[1].trimmed) }, uniquingKeysWith: { first, _ in first })
    }

    /// The folder of Swift's libraries, which a service can't always look into where they are. None if they are
    /// linked statically.
    private static func swiftRuntime() throws -> String? {
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        guard let line = maps.split(separator: "\n").first(where: { $0.hasSuffix("/libswiftCore.so") }),
            let path = line.firstIndex(of: "/").map({ line[$0...] })
        else { return nil }
        return URL(fileURLWithPath: String(path)).deletingLastPathComponent().path
    }
}

extension String {
    /// The text with one line end after its last line, or nothing if it is empty.
    fileprivate var trimmed: String {
        let text = trimmingCharacters(in: .newlines)
        return text.isEmpty ? "" : text + "\n"
    }
}
