import ConvenedAPI
import Foundation
import Varlink

/// A daemon of this build as a process, on a folder of its own.
final class DaemonProcess {
    let folder: URL
    private(set) var process = Process()
    /// What its next life finds in its environment beside the usual.
    var environment: [String: String] = [:]

    var configuration: String { folder.appendingPathComponent("convened.toml").path }
    var socket: String { folder.appendingPathComponent("convened.sock").path }
    var ledger: String { folder.appendingPathComponent("ledger.db").path }

    /// What the daemon has said so far, in all its lives.
    var errors: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }
    private var log: URL { folder.appendingPathComponent("errors") }

    /// Starts a daemon on a new ledger. Sessions open themselves three hours before their planned start, so that hours
    /// can be earned in the past.
    init() throws {
        folder = try temporaryFolder()
        let text = """
            [site]
            name = "Test Clinic"
            zone = "\(Noon.zone)"
            [service]
            socket = "\(folder.path)/convened.sock"
            ledger = "\(folder.path)/ledger.db"
            [schedule]
            opens_before = "3h"
            [plugins]
            folders = ["\(folder.path)/plugins"]
            state = "\(folder.path)/plugin-state"
            [[measures]]
            id = "craving"
            name = "Craving"
            lowest = 0
            highest = 10
            better = "lower"
            alert = 8
            [[measures]]
            id = "urge"
            name = "Urge"
            lowest = -1000
            highest = 1000
            better = "lower"

            """
        try Data(text.utf8).write(to: folder.appendingPathComponent("convened.toml"))
        try Data().write(to: log)
        try start()
    }

    deinit {
        if process.isRunning { end(by: SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Starts the daemon on what its folder holds, and returns once it answers.
    func start() throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Binaries.convened)
        process.arguments = ["--config", configuration]
        process.environment = ["LANG": "C.UTF-8"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = try FileHandle(forWritingTo: log)
        try errors.seekToEnd()
        process.standardError = errors
        try process.run()
        for _ in 0..<4000 {
            if (try? client().call(API.Service.Ping.self)) != nil { return }
            guard process.isRunning else { break }
            usleep(5000)
        }
        throw Silent(errors: self.errors)
    }

    /// Ends the daemon with a signal, and returns its exit status or the signal's number.
    @discardableResult
    func end(by signal: Int32 = SIGTERM) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// A new connection.
    func client() throws -> VarlinkClient {
        try VarlinkClient(connectingTo: socket, timeout: .seconds(30))
    }

    /// Runs the command line against this daemon.
    func convene(_ arguments: String..., input: String = "") throws -> Run {
        try run(Binaries.convene, arguments, environment: ["CONVENED_SOCKET": socket, "TERM": "xterm"], input: input)
    }

    /// Sends a message of whatever form, and returns what comes back before the daemon closes the connection.
    func answer(to text: String) throws -> String {
        let script = """
            import socket, sys
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(sys.argv[1])
            connection.sendall(sys.stdin.buffer.read() + bytes(1))
            sys.stdout.buffer.write(connection.makefile("rb").read())
            """
        return try run("/usr/bin/python3", ["-c", script, socket], input: text).output
    }

    struct Silent: Error {
        let errors: String
    }
}
