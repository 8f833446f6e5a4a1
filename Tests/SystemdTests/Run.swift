import Dispatch
import Foundation
import Testing

/// What a finished child said.
struct Finished {
    let status: Int32
    let output: String
}

/// Runs a program with exactly this environment, and gathers its output and errors.
func run(_ path: String, _ arguments: [String], environment: [String: String] = [:]) async throws -> Finished {
    try await withCheckedThrowingContinuation { done in
        DispatchQueue.global().async {
            done.resume(
                with: Result {
                    let pipe = Pipe()
                    let process = Process()
                    process.executableURL = URL(fileURLWithPath: path)
                    process.arguments = arguments
                    process.environment = environment
                    process.standardInput = FileHandle.nullDevice
                    process.standardOutput = pipe
                    process.standardError = pipe
                    try process.run()
                    let output = pipe.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    return Finished(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
                })
        }
    }
}

/// Runs a shell script on a machine of its own with a real systemd. The probe is there as `/usr/bin/convened`, the
/// units as `/run/systemd/system`, the checkout's folder as `$CHECKOUT`.
func runOnMachine(_ script: String) async throws -> String {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    let install = """
        cp "$PROBE" /usr/bin/convened
        cp "$CHECKOUT/systemd/convened.service" "$CHECKOUT/systemd/convened.socket" /run/systemd/system/
        systemd-sysusers "$CHECKOUT/systemd/convened.sysusers" 2>/dev/null

        """
    let machine = try await run(
        checkout + "/Tests/Tools/with-systemd",
        ["--bind", "\(checkout):/run/checkout", "--bind", "\(probe):/run/probe", "--", "sh", "-ec", install + script],
        environment: [
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "CHECKOUT": "/run/checkout",
            "PROBE": "/run/probe",
        ])
    #expect(machine.status == 0, "\(machine.output)")
    return machine.output
}

/// The probe's executable, which is built beside the tests.
let probe = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("SystemdProbe").path
