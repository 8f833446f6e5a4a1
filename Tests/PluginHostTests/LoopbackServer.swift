import Foundation
import Testing

/// A server of Tests/Tools on loopback, which keeps in a folder what it is sent.
final class LoopbackServer<Kept: Decodable> {
    let port: Int
    private let folder: URL
    private let process = Process()

    /// - Parameter arguments: Those after the folder.
    fileprivate init(_ tool: String, python: String, _ arguments: [String]) throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory() + "loopback-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [LoopbackServer.tool(tool), folder.path] + arguments
        process.standardOutput = output
        try process.run()
        var line = ""
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            line.unicodeScalars.append(Unicode.Scalar(byte))
        }
        port = try #require(Int(line), "\(tool) has not told its port")
    }

    deinit {
        // By SIGKILL, since a child inherits the signals that the thread that started it blocks.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What it was sent so far, in order.
    func kept() throws -> [Kept] {
        var result: [Kept] = []
        while let data = try? Data(contentsOf: folder.appendingPathComponent("\(result.count + 1).json")) {
            result.append(try JSONDecoder().decode(Kept.self, from: data))
        }
        return result
    }

    /// What it was sent, for searching: everything as it came.
    func everything() throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined()
    }

    fileprivate static func tool(_ name: String) -> String {
        TestHost.repository.appendingPathComponent("Tests/Tools/\(name)").path
    }
}

/// A mail, decoded by Python's mail parser.
struct KeptMail: Decodable {
    let from: String
    let to: [String]
    let subject: String
    let event: String
    let text: String
    let html: String?
}

extension LoopbackServer where Kept == KeptMail {
    /// A mail server, which refuses the first mails for now, and those to addresses that it doesn't know.
    convenience init(refusals: Int = 0, unknown: [String] = []) throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["CONVENED_TEST_PYTHON"],
            "CONVENED_TEST_PYTHON names no Python that has 'aiosmtpd' installed. Run Tests/run, which sets it up.")
        try self.init("smtp-server.py", python: python, ["\(refusals)"] + unknown)
    }

    /// Makes a sendmail that hands its mail to this server, in the folder of a test's host.
    func sendmail(for test: TestHost) throws -> String {
        let path = test.folder + "/sendmail"
        let script = "#!/bin/sh\nexec /usr/bin/python3 -I '\(Self.tool("sendmail.py"))' \(port) \"$@\"\n"
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }
}

/// A request to a web server.
struct KeptRequest: Decodable {
    let method: String
    let path: String
    /// By their names in lower case.
    let headers: [String: String]
    let body: String
}

extension LoopbackServer where Kept == KeptRequest {
    /// A web server that gives these answers, and the last one from then on: a status, `hang` or `close`.
    convenience init(answers: [String]) throws {
        try self.init("http-server.py", python: "/usr/bin/python3", answers)
    }
}
