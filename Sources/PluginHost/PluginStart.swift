import CLinux
import Glibc

/// Everything that a process is started with.
struct PluginStart: Sendable {
    let executable: Descriptor
    let arguments: [String]
    let environment: [String: String]
    let folder: String
    let input: String

    struct Started: Sendable {
        let pid: pid_t
        let pidfd: Descriptor
        /// The ends from which standard output and standard error are read.
        let outputs: [Descriptor]
    }

    struct Failure: Error {
        let errno: Int32
    }

    func spawn(cpu: UInt64, memory: UInt64, file: UInt64) -> Result<Started, Failure> {
        let bytes = Array(input.utf8)
        let standardInput = clinux_memory_file(bytes, bytes.count)
        guard standardInput >= 0 else { return .failure(Failure(errno: errno)) }
        let event = Descriptor(owning: standardInput)
        guard let output = Descriptor.pipe(), let errors = Descriptor.pipe() else {
            return .failure(Failure(errno: errno))
        }
        var pid: pid_t = 0
        var pidfd: CInt = -1
        let failure = withCStrings(arguments) { argv in
            withCStrings(environment.map { "\($0)=\($1)" }) { envp in
                folder.withCString { folder in
                    var program = clinux_program(
                        executable: executable.number, arguments: argv, environment: envp, folder: folder,
                        stdio: (event.number, output.write.number, errors.write.number), cpu_seconds: cpu,
                        memory_bytes: memory, file_bytes: file)
                    return clinux_spawn(&program, &pid, &pidfd)
                }
            }
        }
        if failure != 0 { return .failure(Failure(errno: failure)) }
        return .success(Started(pid: pid, pidfd: Descriptor(owning: pidfd), outputs: [output.read, errors.read]))
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
