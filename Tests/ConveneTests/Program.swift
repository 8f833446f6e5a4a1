import Foundation

/// A finished run of the built `convene`.
struct Run {
    var status: Int32
    var output: String
    var errors: String
}

/// Runs the built `convene` with arguments and a standard input, away from any daemon of this machine.
func convene(_ arguments: [String], socket: String, input: String = "") throws -> Run {
    let process = try process(arguments, socket: socket)
    let (output, errors, standardInput) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = standardInput
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    standardInput.fileHandleForWriting.closeFile()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
        status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
        errors: String(decoding: complaint, as: UTF8.self))
}

/// Runs the built `convene` with a terminal as its standard input and error, on which `keys` are typed.
func conveneAtTerminal(_ arguments: [String], socket: String, typing keys: String) throws -> Run {
    let (terminal, other) = try openTerminal()
    let process = try process(arguments, socket: socket)
    let output = Pipe()
    let side = FileHandle(fileDescriptor: other, closeOnDealloc: true)
    process.standardInput = side
    process.standardError = side
    process.standardOutput = output
    try process.run()
    try side.close()
    // The keys are typed once something was asked: what was typed before would be thrown away.
    var shown: [UInt8] = []
    var typed = false
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
        // Who waits for keys that nobody types is ended, so that the test fails instead of waiting too.
        var request = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        if poll(&request, 1, 60_000) == 0 { kill(process.processIdentifier, SIGKILL) }
        let got = read(terminal, &buffer, buffer.count)
        guard got > 0 else { break }
        shown += buffer[..<got]
        if !typed && String(decoding: shown, as: UTF8.self).contains(/leave|Number|\[y\/N\]|: $/) {
            typed = true
            _ = keys.withCString { write(terminal, $0, strlen($0)) }
        }
    }
    close(terminal)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
        status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
        errors: String(decoding: shown, as: UTF8.self))
}

/// A new pseudo terminal: the end of whoever types, and the end of the program.
private func openTerminal() throws -> (Int32, Int32) {
    // Linux's numbers of TIOCSPTLCK and TIOCGPTN: Glibc's module has no posix_openpt.
    let (setLock, getNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))
    var (unlocked, number) = (Int32(0), UInt32(0))
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    guard terminal >= 0, ioctl(terminal, setLock, &unlocked) == 0, ioctl(terminal, getNumber, &number) == 0 else {
        throw POSIXError(.ENOTTY)
    }
    let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard other >= 0 else { throw POSIXError(.ENOTTY) }
    return (terminal, other)
}

private func process(_ arguments: [String], socket: String) throws -> Process {
    let tests = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let process = Process()
    process.executableURL = tests.deletingLastPathComponent().appendingPathComponent("convene")
    process.arguments = arguments
    process.environment = ["CONVENED_SOCKET": socket, "TERM": "xterm", "NO_COLOR": "1"]
    return process
}
