import ConvenedAPI
import Foundation
import Testing
import Varlink

/// What survives a power cut is what was synced, and no kill shows whether it was. So the system calls are counted.
@Suite struct DurabilityTests {
    @Test func everyConfirmedChangeWasSynced() throws {
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers("A100,Zora Testling,1990-01-01,,,iop-adult,\(Noon.today),evening")
        let client = try daemon.client()
        let trace = try Trace(of: daemon)
        for _ in 0..<10 {
            let before = try trace.syncs()
            _ = try client.call(API.Attendance.CheckIn.self, .init(member: "A100"))
            let between = try trace.syncs()
            #expect(between > before)
            _ = try client.call(API.Attendance.CheckOut.self, .init(member: "A100"))
            #expect(try trace.syncs() > between)
        }
        // A question writes nothing, so the counting itself is held to account.
        let before = try trace.syncs()
        _ = try client.call(API.Sessions.Today.self, NoParameters())
        #expect(try trace.syncs() == before)
    }
}

/// The syncs of a daemon, as strace sees them.
private final class Trace {
    private let process = Process()
    private let output: URL

    init(of daemon: DaemonProcess) throws {
        output = daemon.folder.appendingPathComponent("syncs")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
        process.arguments = [
            "-f", "-p", "\(daemon.process.processIdentifier)", "-e", "trace=fsync,fdatasync", "-o", output.path,
        ]
        try process.run()
        let deadline = Date() + 20
        while try !isAttached(daemon.process.processIdentifier) {
            guard Date() < deadline, process.isRunning else { throw NotAttached() }
            usleep(5000)
        }
    }

    private struct NotAttached: Error {}

    /// Whether every thread is traced.
    private func isAttached(_ pid: Int32) throws -> Bool {
        let tasks = "/proc/\(pid)/task"
        return try FileManager.default.contentsOfDirectory(atPath: tasks).allSatisfy { task in
            try !String(contentsOfFile: "\(tasks)/\(task)/status", encoding: .utf8).contains("TracerPid:\t0\n")
        }
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// How many syncs have succeeded.
    func syncs() throws -> Int {
        try String(contentsOf: output, encoding: .utf8).split(separator: "\n").count { $0.hasSuffix("= 0") }
    }
}
