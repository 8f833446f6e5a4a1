import CLinux
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
/// A thread waits for all of it in poll(2): Dispatch's sources, made and cancelled often, corrupt memory on Linux
/// (swift-corelibs-libdispatch, issue 949).
struct PluginProcess {
    /// What a run may use of the machine. Wall time is the manifest's.
    private static let cpuSeconds: UInt64 = 60
    private static let memoryBytes: UInt64 = 2 << 30
    private static let fileBytes: UInt64 = 256 << 20
    /// How long a process has to end by itself after TERM.
    private static let patience = Duration.seconds(2)

    private let pid: pid_t
    private let pidfd: Descriptor
    /// Readable once the process is to end.
    private let cancellation: Descriptor
    private var outputs: [OutputLines]
    /// When a process that still runs is asked to end, or is ended if it was asked already.
    private var deadline: ContinuousClock.Instant?
    private var isAsked = false
    private var timedOut = false

    /// Runs an executable and waits for its end. If the task is cancelled, even before, the process is asked to end.
    ///
    /// - Parameter line: Hears each line of output, on a thread of its own.
    static func run(
        _ start: PluginStart, timeout: Duration, line: @escaping @Sendable (String) -> Void
    ) async -> Ending {
        guard let cancellation = Descriptor.pipe() else { return .notStarted(errno) }
        return await withTaskCancellationHandler {
            await aside {
                switch start.spawn(cpu: cpuSeconds, memory: memoryBytes, file: fileBytes) {
                case .failure(let failure): return .notStarted(failure.errno)
                case .success(let started):
                    var process = PluginProcess(started, cancellation.read, timeout, line)
                    return process.wait()
                }
            }
        } onCancel: {
            _ = write(cancellation.write.number, [0] as [UInt8], 1)
        }
    }

    private init(
        _ started: PluginStart.Started, _ cancellation: Descriptor, _ timeout: Duration,
        _ line: @escaping @Sendable (String) -> Void
    ) {
        pid = started.pid
        pidfd = started.pidfd
        self.cancellation = cancellation
        outputs = started.outputs.map { OutputLines($0, line) }
        deadline = .now + timeout
    }

    private mutating func wait() -> Ending {
        var ending = clinux_ending(status: -1, signal: 0)
        repeat { turn() } while clinux_reap(pidfd.number, &ending) == EAGAIN
        for index in outputs.indices { outputs[index].finish() }
        if timedOut { return .timedOut }
        return ending.signal != 0 ? .signalled(ending.signal) : .exited(ending.status)
    }

    /// Waits for output, the end, a cancellation or the deadline, and does what is to be done then. Until it is reaped
    /// the process id is its own.
    private mutating func turn() {
        let numbers =
            [pidfd.number, isAsked ? -1 : cancellation.number]
            + outputs.map { $0.isAtEnd ? -1 : $0.descriptor.number }
        var watched = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&watched, nfds_t(watched.count), milliseconds) >= 0 else { return }
        for index in outputs.indices where watched[index + 2].revents != 0 { outputs[index].read() }
        if watched[0].revents != 0 { return }
        if watched[1].revents != 0 { ask() }
        guard let deadline, deadline <= .now else { return }
        if isAsked {
            kill(-pid, SIGKILL)
            self.deadline = nil
        } else {
            timedOut = true
            ask()
        }
    }

    /// How long poll(2) may wait; -1 is for ever.
    private var milliseconds: CInt {
        guard let deadline else { return -1 }
        let left = max(.zero, ContinuousClock.now.duration(to: deadline))
        return CInt((left / .milliseconds(1)).rounded(.up))
    }

    /// Asks the whole group to end.
    private mutating func ask() {
        isAsked = true
        kill(-pid, SIGTERM)
        deadline = .now + Self.patience
    }
}
