import CLinux
import Glibc

/// Everything that a process is started with.
struct PluginStart: Sendable {
    let run: PluginRun
    let executable: Descriptor
    let arguments: [String]
    let environment: [String: String]
    let folder: String
    /// What the child has as descriptor 4, a connection to the daemon; `nil` if it has none.
    var connection: Descriptor?

    struct Started: Sendable {
        let pid: pid_t
        let pidfd: Descriptor
        /// The ends from which standard output and standard error are read.
        let output: Descriptor
        let errors: Descriptor
    }

    struct Failure: Error {
        let errno: Int32
    }

    /// What a process may use of the machine. Wall time is the manifest's.
    struct Limits {
        let cpuSeconds: UInt64
        var memoryBytes: UInt64 = 2 << 30
        var fileBytes: UInt64 = 256 << 20
        /// Of the daemon's user in all, which the kernel doesn't count for root.
        var processes: UInt64 = 256

        static let oneshot = Limits(cpuSeconds: 60)
        static let stream = Limits(cpuSeconds: 3600)
    }

    func spawn(input: Descriptor, limits: Limits) -> Result<Started, Failure> {
        guard let output = Descriptor.pipe(), let errors = Descriptor.pipe() else {
            return .failure(Failure(errno: errno))
        }
        let cgroup = run.environment.cgroups?.entrance(for: run.plugin)
        return Brood.shared.start(run.mark) {
            var pid: pid_t = 0
            var pidfd: CInt = -1
            let failure = withCStrings(arguments) { argv in
                withCStrings(environment.map { "\($0)=\($1)" }) { envp in
                    folder.withCString { folder in
                        var program = clinux_program(
                            executable: executable.number, arguments: argv, environment: envp, folder: folder,
                            stdio: (input.number, output.write.number, errors.write.number),
                            connection: connection?.number ?? -1, cgroup: cgroup?.number ?? -1,
                            cpu_seconds: limits.cpuSeconds, memory_bytes: limits.memoryBytes,
                            file_bytes: limits.fileBytes, processes: limits.processes)
                        return clinux_spawn(&program, &pid, &pidfd)
                    }
                }
            }
            if failure != 0 { return .failure(Failure(errno: failure)) }
            return .success(
                Started(pid: pid, pidfd: Descriptor(owning: pidfd), output: output.read, errors: errors.read))
        }
    }

    private func withCStrings<Value>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
    ) -> Value {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { pointers.advanced(by: index).initialize(to: strdup(string)) }
        pointers.advanced(by: strings.count).initialize(to: nil)
        defer {
            for index in strings.indices { free(pointers[index]) }
            pointers.deallocate()
        }
        return body(pointers)
    }
}
