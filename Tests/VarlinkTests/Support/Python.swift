import Foundation
import Testing

/// PyPI's `varlink`, as Tests/run has installed it.
enum Python {
    /// The interpreter that has it. Fails the test when there is none.
    static func interpreter() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment["CONVENED_TEST_PYTHON"],
            "CONVENED_TEST_PYTHON names no Python that has 'varlink' installed. Run Tests/run, which sets it up.")
    }

    /// Where the package has its own interface for the certification.
    static func certificationInterface() throws -> String {
        let code = "import os, varlink.tests as t; print(os.path.dirname(t.__file__), end='')"
        let folder = try run(try interpreter(), ["-c", code]).output
        return folder + "/org.varlink.certification.varlink"
    }

    /// Runs a program to its end.
    static func run(_ program: String, _ arguments: [String], input: String = "") throws -> (
        status: Int32, output: String
    ) {
        let process = RunningProcess(program, arguments)
        try process.start()
        process.send(input)
        let output = process.readToEnd()
        return (process.wait(), output)
    }
}

/// A program that a test has started.
final class RunningProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(_ program: String, _ arguments: [String]) {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
    }

    deinit {
        stop()
    }

    /// The executable of a target of this package, beside the one that runs the tests.
    static func built(_ name: String) throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name).path
    }

    func start() throws { try process.run() }

    /// Sends all that the program reads.
    func send(_ text: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try? input.fileHandleForWriting.close()
    }

    func readToEnd() -> String {
        String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    /// Waits for a line that has a text in it. False when the program ends before.
    func waits(for text: String) -> Bool {
        var line: [UInt8] = []
        while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first {
            if byte != UInt8(ascii: "\n") {
                line.append(byte)
            } else if String(decoding: line, as: UTF8.self).contains(text) {
                return true
            } else {
                line = []
            }
        }
        return false
    }

    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Ends the program. By SIGKILL, since a child inherits the signals that the thread that started it blocks.
    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
}
