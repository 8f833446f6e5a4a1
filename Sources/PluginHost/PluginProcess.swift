import CLinux
import Dispatch
import Glibc

/// How one run of a plugin ended.
enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    case timedOut
    /// It could not be started; the errno says why.
    case notStarted(Int32)
}

/// One run of a plugin's executable: an own session and process group, the event on standard input, and both outputs
/// read to their end or cut off with the process.
///
/// Unchecked: everything that changes is touched on `queue` alone.
final class PluginProcess: @unchecked Sendable {
    /// What a run may use of the machine. Wall time is the manifest's.
    private static let cpuSeconds: UInt64 = 60
    private static let memoryBytes: UInt64 = 2 << 30
    private static let fileBytes: UInt64 = 256 << 20
    /// How long a process has to end by itself after TERM.
    private static let patience = DispatchTimeInterval.seconds(2)

    private let queue = DispatchQueue(label: "plugin-process")
    private let pid: pid_t
    private let pidfd: Descriptor
    private var watches: [any DispatchSourceProtocol] = []
    private var outputs: [OutputLines]
    private var timedOut = false
    /// Until then the process id is its own.
    private var isReaped = false
    private var ended: CheckedContinuation<Ending, Never>?

    /// Runs an executable and waits for its end.
    ///
    /// - Parameter line: Hears each line of output, on a queue of its own.
    static func run(
        _ executable: Descriptor, arguments: [String], environment: [String: String], folder: String, input: String,
        timeout: DispatchTimeInterval, line: @escaping @Sendable (String) -> Void
    ) async -> Ending {
        let start = PluginStart(
            executable: executable, arguments: arguments, environment: environment, folder: folder, input: input)
        let result = await aside { start.spawn(cpu: cpuSeconds, memory: memoryBytes, file: fileBytes) }
        switch result {
        case .failure(let failure): return .notStarted(failure.errno)
        case .success(let started):
            let process = PluginProcess(started, line: line)
            return await withTaskCancellationHandler {
                await withCheckedContinuation { process.watch($0, timeout: timeout) }
            } onCancel: {
                process.queue.async { process.end() }
            }
        }
    }

    private init(_ started: PluginStart.Started, line: @escaping @Sendable (String) -> Void) {
        pid = started.pid
        pidfd = started.pidfd
        outputs = started.outputs.map { OutputLines($0, line) }
    }

    private func watch(_ continuation: CheckedContinuation<Ending, Never>, timeout: DispatchTimeInterval) {
        queue.async { [self] in
            ended = continuation
            for index in outputs.indices {
                let source = watch(outputs[index].descriptor)
                source.setEventHandler { [self] in
                    if outputs[index].read() == .end { source.cancel() }
                }
            }
            watch(pidfd).setEventHandler { [self] in reap() }
            for watch in watches { watch.activate() }
            queue.asyncAfter(deadline: .now() + timeout) { [weak self] in
                guard let self, !isReaped else { return }
                timedOut = true
                end()
            }
        }
    }

    /// The descriptor stays open until Dispatch has let go of it.
    private func watch(_ descriptor: Descriptor) -> any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor.number, queue: queue)
        source.setCancelHandler { withExtendedLifetime(descriptor) {} }
        watches.append(source)
        return source
    }

    /// Asks the whole group to end, and ends it if it doesn't. That may be before anybody watches the process.
    private func end() {
        guard !isReaped else { return }
        kill(-pid, SIGTERM)
        queue.asyncAfter(deadline: .now() + Self.patience) { [weak self] in
            guard let self, !isReaped else { return }
            kill(-pid, SIGKILL)
        }
    }

    private func reap() {
        var ending = clinux_ending()
        guard let continuation = ended, clinux_reap(pidfd.number, &ending) == 0 else { return }
        isReaped = true
        ended = nil
        for watch in watches { watch.cancel() }
        watches = []
        for index in outputs.indices { outputs[index].finish() }
        if timedOut {
            continuation.resume(returning: .timedOut)
        } else if ending.signal != 0 {
            continuation.resume(returning: .signalled(ending.signal))
        } else {
            continuation.resume(returning: .exited(ending.status))
        }
    }
}
