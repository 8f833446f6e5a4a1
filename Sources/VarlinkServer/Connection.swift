import Glibc
import Logging
import NIOCore
import Varlink

/// Serves the calls of one connection, one after the other in the order in which they came.
///
/// `@unchecked Sendable`: everything that changes is touched on the connection's event loop only.
final class Connection: @unchecked Sendable {
    /// What all connections of one server share.
    struct Environment: Sendable {
        let service: Service
        let limits: Limits
        let logger: Logger
        let table: ConnectionTable

        /// Tells the log about a connection: never what was sent over it. The metadata `message` says what it is about:
        /// a `limit`, or what the `peer` did.
        func log(
            _ sentence: String, of peer: Peer, level: Logger.Level = .notice, limit: String? = nil,
            message: String? = nil
        ) {
            var metadata: Logger.Metadata = ["uid": "\(peer.uid)", "pid": "\(peer.pid)"]
            metadata["limit"] = limit.map { "\($0)" }
            metadata["message"] = (message ?? limit.map { _ in "limit" }).map { "\($0)" }
            logger.log(level: level, "\(sentence)", metadata: metadata)
        }
    }

    let environment: Environment
    let channel: any Channel
    let outbox: Outbox
    private(set) var peer: Peer

    /// Whether the server's owner brought this connection along, instead of somebody connecting.
    let isAdopted: Bool

    var context: ChannelHandlerContext?
    var reader: FrameReader

    /// The call that is being answered. The next one waits until it has been.
    var current: CallState?

    /// What is to be written at the next opportunity.
    var output = ByteBuffer()

    /// Whether the client sends nothing more, or shall send nothing more.
    var hasInputEnded = false

    /// Whether the connection is only writing out what is left.
    var isClosing = false

    var isDispatching = false
    var isReadHeld = false
    private var isTouched = false

    private var idleTimer: Scheduled<Void>?
    private var lastActivity = NIODeadline.uptimeNanoseconds(0)

    var limits: Limits { environment.limits }

    init(environment: Environment, channel: any Channel, outbox: Outbox, peer: Peer, isAdopted: Bool) {
        self.environment = environment
        self.channel = channel
        self.outbox = outbox
        self.peer = peer
        self.isAdopted = isAdopted
        reader = FrameReader(limit: environment.limits.messageSize)
    }

    /// Notes that something has been posted for this connection. False when that was noted already.
    func touch() -> Bool {
        guard !isTouched else { return false }
        isTouched = true
        return true
    }

    /// Goes on after answers have come: with the next calls, with writing, with reading.
    func settle() {
        isTouched = false
        dispatch()
    }

    /// Takes what has been posted for a call. Nothing that comes after its end counts.
    func take(_ step: Outbox.Step, for call: CallState) {
        guard call === current, !isClosing else { return }
        switch step {
        case .answer(let bytes, let isFinal):
            output.writeBytes(bytes)
            if isFinal { endCurrent() } else { call.dequeue(bytes.count) }
        case .write(let write):
            var bytes: [UInt8] = []
            bytes.reserveCapacity(512)
            do { try write(&bytes) } catch { return take(.fault(.unencodable), for: call) }
            output.writeBytes(bytes)
            endCurrent()
        case .become(let peer):
            self.peer = peer
        case .fault(.slowReader): cutOff()
        case .fault(.unanswered): close(as: "a handler let go of a call without an answer", level: .error)
        case .fault(.unencodable): close(as: "a reply can't be expressed in JSON", level: .error)
        }
    }

    func endCurrent() {
        if current?.wantsMore ?? false { environment.table.endStream() }
        current = nil
        noteActivity()
    }

    // MARK: - Closing

    /// Closes at once, and says in the log why. Never says what a message holds.
    func close(
        as reason: String, level: Logger.Level = .notice, limit: String? = nil, message: String? = nil
    ) {
        guard !isClosing, let context else { return }
        environment.log(
            "Closed a connection of uid \(peer.uid): \(reason).", of: peer, level: level, limit: limit,
            message: message)
        isClosing = true
        write(to: context)
        context.close(promise: nil)
    }

    func cutOff() {
        close(as: "it reads its stream too slowly, and the limit output_queue is reached", limit: "output_queue")
    }

    /// Closes once everything that was answered is written.
    func closeWhenWritten() {
        guard !isClosing, let context else { return }
        isClosing = true
        let rest = output
        output = ByteBuffer()
        context.writeAndFlush(NIOAny(rest)).whenComplete { [channel] _ in channel.close(promise: nil) }
    }

    /// Ends the connection because the server stops: calls that have come are still answered, a stream ends here.
    ///
    /// Somebody who has just connected, or has just been answered, may be about to call. So nobody is told to send nothing
    /// more before it has been quiet for a while.
    ///
    /// - Returns: what is fulfilled when the connection has closed, which it has at the latest after the given time.
    func stop(within time: TimeAmount) -> EventLoopFuture<Void> {
        channel.eventLoop.execute {
            if self.current?.wantsMore ?? false { return self.closeWhenWritten() }
            self.endInput(whenQuietBefore: self.channel.eventLoop.now + .nanoseconds(time.nanoseconds / 2))
        }
        let abort = channel.eventLoop.scheduleTask(in: time) { self.channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in abort.cancel() }
        return channel.closeFuture
    }

    /// How long somebody may take to make the next call while the server stops.
    private static let quiet = TimeAmount.seconds(1)
    /// How often it is seen whether a call has been answered then.
    private static let look = TimeAmount.milliseconds(20)

    private func endInput(whenQuietBefore deadline: NIODeadline) {
        guard !isClosing, !hasInputEnded else { return }
        let now = channel.eventLoop.now
        let rest = lastActivity + Self.quiet - now
        if (current == nil && rest <= .zero) || now >= deadline { return shutInput() }
        channel.eventLoop.scheduleTask(in: min(max(rest, Self.look), max(deadline - now, .zero))) {
            self.endInput(whenQuietBefore: deadline)
        }
    }

    /// Lets the client send nothing more. What it has sent is read to its end, and then the channel says that the input
    /// has ended.
    private func shutInput() {
        let isShut = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            shutdown($0, Int32(SHUT_RD)) == 0
        }
        if isShut ?? false { return }
        hasInputEnded = true
        dispatch()
    }

    // MARK: - Idle time

    func noteActivity() {
        if let context { lastActivity = context.eventLoop.now }
    }

    func startIdleTimer() {
        noteActivity()
        guard let idleTime = limits.idleTime, !isAdopted else { return }
        scheduleIdleCheck(in: idleTime, idleTime: idleTime)
    }

    func stopIdleTimer() {
        idleTimer?.cancel()
        idleTimer = nil
    }

    private func scheduleIdleCheck(in time: TimeAmount, idleTime: TimeAmount) {
        idleTimer = context?.eventLoop.scheduleTask(in: time) { self.checkIdle(idleTime) }
    }

    private func checkIdle(_ idleTime: TimeAmount) {
        guard let context else { return }
        let rest = lastActivity + idleTime - context.eventLoop.now
        if current != nil {
            scheduleIdleCheck(in: idleTime, idleTime: idleTime)
        } else if rest > .zero {
            scheduleIdleCheck(in: rest, idleTime: idleTime)
        } else {
            close(as: "it had no call for longer than the limit idle_time", level: .debug, limit: "idle_time")
        }
    }
}
