import Foundation
import Testing

/// No file is closed twice, since its number may be that of another thread's file by then.
@Suite struct DescriptorTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
    }

    /// Runs a program and says which of its closes failed, as strace sees them.
    private func trace(_ program: [String]) throws -> (run: Run, failures: String) {
        let output = daemon.folder.appendingPathComponent("closes")
        let options = ["-f", "-q", "-e", "trace=close", "-e", "status=failed", "-o", output.path]
        let environment = ["CONVENED_SOCKET": daemon.socket]
        let run = try run("/usr/bin/timeout", ["20", "/usr/bin/strace"] + options + program, environment: environment)
        return (run, try String(contentsOf: output, encoding: .utf8))
    }

    @Test func aSecondDaemonClosesTheLedgersLockOnce() throws {
        let configuration = try String(contentsOfFile: daemon.configuration, encoding: .utf8)
        let file = daemon.folder.appendingPathComponent("other.toml")
        try Data(configuration.replacing("convened.sock", with: "other.sock").utf8).write(to: file)
        let (run, failures) = try trace([Binaries.convened, "--config", file.path])
        #expect(run.errors.contains("is in use by another convened"), "\(run.all)")
        #expect(!failures.contains("EBADF"), "\(failures)")
    }

    @Test func aBackupThatIsUnderWayIsClosedOnceByWhoIsRefused() throws {
        let place = daemon.folder.appendingPathComponent("b.db").path
        let draft = open(place + ".part", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(draft) }
        try #require(flock(draft, LOCK_EX) == 0)
        let (run, failures) = try trace([Binaries.convene, "backup", place])
        #expect(run.status == 73 && run.errors.contains("is being written by another process"), "\(run.all)")
        #expect(!failures.contains("EBADF"), "\(failures)")
    }

    @Test func theTraceShowsWhatIsClosedTwice() throws {
        let (run, failures) = try trace([
            "/usr/bin/python3", "-c", "import os; os.close(0)\ntry: os.close(0)\nexcept OSError: pass",
        ])
        #expect(run.status == 0, "\(run.all)")
        #expect(failures.contains("close(0)") && failures.contains("EBADF"), "\(failures)")
    }
}
