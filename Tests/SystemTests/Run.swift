import Foundation

/// A finished run of a program.
struct Run {
    let status: Int32
    let output: String
    let errors: String

    /// Output and errors together, for a failed expectation.
    var all: String { output + errors }
}

/// Runs a program with exactly this environment and standard input, and waits for its end.
func run(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], input: String = ""
) throws -> Run {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files, since nobody has to read them while the program writes.
    let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    try Data(input.utf8).write(to: files[0])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Run(
        status: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
        errors: try String(contentsOf: files[2], encoding: .utf8))
}

/// A new folder whose name is short enough for a socket within it.
func temporaryFolder() throws -> URL {
    let folder = URL(fileURLWithPath: "/tmp/convened-test-" + UUID().uuidString.prefix(13))
    try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return folder
}
