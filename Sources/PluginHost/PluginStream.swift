import Foundation
import Glibc
import Synchronization

/// A plugin in stream mode that runs: events are written to it one a line, many at once, and its answers are read.
///
/// A thread of its own waits for all of it in poll(2), also while nothing is asked, so that an end is noticed at once.
final class PluginStream: Sendable {
    /// What became of the events of one exchange.
    struct Result: Sendable {
        var answers: [Int: StreamMachine.Answer] = [:]
        /// How it ended meanwhile; `nil` if it still runs.
        var ending: Ending?
        /// Lines that were no answers, for the log, and how many there were in all.
        var complaints: [String] = []
        var protocolErrors = 0
    }

    private struct Request {
        let events: [(id: String, sequence: Int)]
        let bytes: [UInt8]
        let done: @Sendable (Result) -> Void
    }

    private struct State {
        var request: Request?
        var isToEnd = false
        var ending: Ending?
        var waiters: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let bell: (read: Descriptor, write: Descriptor)
    private let timeout: Duration

    /// - Parameter line: Hears each line of standard error, on a thread of its own.
    /// - Throws: `PluginStart.Failure`.
    static func start(
        _ start: PluginStart, timeout: Duration, line: @escaping @Sendable (String) -> Void
    ) async throws -> PluginStream {
        try await aside { () -> Swift.Result<PluginStream, PluginStart.Failure> in
            guard let bell = Descriptor.pipe(), let input = Descriptor.inputPipe() else {
                return .failure(PluginStart.Failure(errno: errno))
            }
            return start.spawn(input: input.read, limits: .stream).map { started in
                let stream = PluginStream(bell, timeout)
                // The thread holds nothing of the plugin's own ends, so that what it closes is closed.
                Thread.detachNewThread { [run = start.run, input = input.write] in
                    var loop = Loop(started, run, input: input, stream, line)
                    loop.run()
                }
                return stream
            }
        }.get()
    }

    private init(_ bell: (read: Descriptor, write: Descriptor), _ timeout: Duration) {
        self.bell = bell
        self.timeout = timeout
    }

    var hasEnded: Bool { state.withLock { $0.ending != nil } }

    /// Writes events and waits until each is answered, or the plugin has ended.
    func exchange(_ events: [(id: String, sequence: Int)], _ bytes: [UInt8]) async -> Result {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state in
                if state.ending == nil {
                    state.request = Request(events: events, bytes: bytes) { continuation.resume(returning: $0) }
                }
                return state.ending
            }
            if let ending { continuation.resume(returning: Result(ending: ending)) } else { ring() }
        }
    }

    /// Asks it to end: what is under way isn't waited for.
    func cancel() {
        state.withLock { $0.isToEnd = true }
        ring()
    }

    /// Returns once it has ended with all that it started.
    func ended() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.ending == nil { state.waiters.append { continuation.resume() } }
                return state.ending != nil
            }
            if isOver { continuation.resume() }
        }
    }

    private func ring() { _ = write(bell.write.number, [0] as [UInt8], 1) }

    /// What the thread does.
    private struct Loop {
        private static let chunk = 256 * 1024
        /// A plugin that has written so many lines that are no answers is ended.
        private static let errorLimit = 1000

        private let stream: PluginStream
        private var process: Supervised
        private let output: Descriptor
        private var errors: OutputLines
        private var input: Descriptor?
        private var machine = StreamMachine()
        private var request: Request?
        private var unwritten: ArraySlice<UInt8> = []
        private var isOutputAtEnd = false
        private var buffer = [UInt8](repeating: 0, count: chunk)

        init(
            _ started: PluginStart.Started, _ run: PluginRun, input: Descriptor, _ stream: PluginStream,
            _ line: @escaping @Sendable (String) -> Void
        ) {
            self.stream = stream
            process = Supervised(started, run, deadline: nil)
            output = started.output
            errors = OutputLines(started.errors, line)
            self.input = input
            // A plugin that has closed its input is an error of a write, never a signal.
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
        }

        mutating func run() {
            while true {
                turn()
                guard let ending = process.reap() else { continue }
                while !isOutputAtEnd, machine.protocolErrors <= Self.errorLimit, readOutput() {}
                errors.finish()
                return end(ending)
            }
        }

        private mutating func turn() {
            let numbers: [(CInt, Int32)] = [
                (process.pidfd.number, POLLIN), (stream.bell.read.number, POLLIN),
                (isOutputAtEnd ? -1 : output.number, POLLIN),
                (errors.isAtEnd ? -1 : errors.descriptor.number, POLLIN),
                (unwritten.isEmpty ? -1 : input?.number ?? -1, POLLOUT),
            ]
            var watched = numbers.map { pollfd(fd: $0.0, events: Int16($0.1), revents: 0) }
            guard poll(&watched, nfds_t(watched.count), process.milliseconds) >= 0 else { return }
            if watched[2].revents != 0 { _ = readOutput() }
            if watched[3].revents != 0 { errors.read() }
            if watched[4].revents != 0 { writeOn() }
            if watched[1].revents != 0 { hear() }
            process.checkDeadline()
        }

        /// Takes what is asked for.
        private mutating func hear() {
            _ = read(stream.bell.read.number, &buffer, 64)
            let (new, isToEnd) = stream.state.withLock { state in
                defer { state.request = nil }
                return (state.request, state.isToEnd)
            }
            if let new {
                request = new
                machine.offer(new.events)
                unwritten = new.bytes[...]
                errors.renew()
                postpone()
                writeOn()
            }
            if isToEnd, !process.isAsked { process.ask() }
        }

        /// Nothing has to happen for as long as the manifest allows, from now on.
        private mutating func postpone() {
            if !process.isAsked { process.deadline = request == nil ? nil : .now + stream.timeout }
        }

        private mutating func writeOn() {
            guard let input else { return }
            let count = unwritten.withUnsafeBytes { write(input.number, $0.baseAddress, $0.count) }
            if count > 0 {
                unwritten = unwritten.dropFirst(count)
            } else if errno != EAGAIN, errno != EINTR {
                // It reads no more. Whether it still answers is seen at the deadline.
                self.input = nil
                unwritten = []
            }
        }

        /// Reads one chunk of answers. Returns whether there was any.
        private mutating func readOutput() -> Bool {
            let count = read(output.number, &buffer, buffer.count)
            guard count > 0 else {
                isOutputAtEnd = count == 0 || errno != EAGAIN && errno != EINTR
                return false
            }
            let before = machine.answers.count
            buffer.withUnsafeBytes { machine.take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            if machine.protocolErrors > Self.errorLimit, !process.isAsked { process.ask() }
            guard machine.answers.count > before else { return true }
            if request != nil, machine.isDone { finish(nil) } else { postpone() }
            return true
        }

        private mutating func finish(_ ending: Ending?) {
            if let request {
                let (told, count) = machine.takeComplaints()
                request.done(
                    Result(answers: machine.answers, ending: ending, complaints: told, protocolErrors: count))
            }
            request = nil
            machine.offer([])
            postpone()
        }

        private mutating func end(_ ending: Ending) {
            let (late, waiters) = stream.state.withLock { state in
                state.ending = ending
                defer { (state.request, state.waiters) = (nil, []) }
                return (state.request, state.waiters)
            }
            finish(ending)
            late?.done(Result(ending: ending))
            for waiter in waiters { waiter() }
        }
    }
}
