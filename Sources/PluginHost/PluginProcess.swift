import Glibc

/// One run of a plugin's executable: an own session and process group, the event on standard input, and both outputs
/// read to their end or cut off with the process.
///
/// A thread waits for all of it in poll(2): Dispatch's sources, made and cancelled often, corrupt memory on Linux
/// (swift-corelibs-libdispatch, issue 949).
struct PluginProcess {
    private var process: Supervised
    /// Readable once the process is to end.
    private let cancellation: Descriptor
    private var outputs: [OutputLines]

    /// Runs an executable and waits for its end. If the task is cancelled, even before, the process is asked to end.
    ///
    /// - Parameter line: Hears each line of output, on a thread of its own.
    /// - Returns: How it ended, and the processor time that it used.
    static func run(
        _ start: PluginStart, input: String, timeout: Duration, line: @escaping @Sendable (String) -> Void
    ) async -> (ending: Ending, used: Duration) {
        guard let cancellation = Descriptor.pipe() else { return (.notStarted(errno), .zero) }
        return await withTaskCancellationHandler {
            await aside {
                guard let event = Descriptor.memoryFile(input) else { return (.notStarted(errno), .zero) }
                switch start.spawn(input: event, limits: .oneshot) {
                case .failure(let failure): return (.notStarted(failure.errno), .zero)
                case .success(let started):
                    var process = PluginProcess(started, start.run, cancellation.read, timeout, line)
                    return (process.wait(), process.process.used)
                }
            }
        } onCancel: {
            _ = write(cancellation.write.number, [0] as [UInt8], 1)
        }
    }

    private init(
        _ started: PluginStart.Started, _ run: PluginRun, _ cancellation: Descriptor, _ timeout: Duration,
        _ line: @escaping @Sendable (String) -> Void
    ) {
        process = Supervised(started, run, deadline: .now + timeout)
        self.cancellation = cancellation
        outputs = [started.output, started.errors].map { OutputLines($0, line) }
    }

    private mutating func wait() -> Ending {
        while true {
            turn()
            guard let ending = process.reap() else { continue }
            for index in outputs.indices { outputs[index].finish() }
            return ending
        }
    }

    /// Waits for output, the end, a cancellation or the deadline, and does what is to be done then.
    private mutating func turn() {
        let numbers =
            [process.pidfd.number, process.isAsked ? -1 : cancellation.number]
            + outputs.map { $0.isAtEnd ? -1 : $0.descriptor.number }
        var watched = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&watched, nfds_t(watched.count), process.milliseconds) >= 0 else { return }
        for index in outputs.indices where watched[index + 2].revents != 0 { outputs[index].read() }
        if watched[0].revents != 0 { return }
        if watched[1].revents != 0 { process.ask() }
        process.checkDeadline()
    }
}
