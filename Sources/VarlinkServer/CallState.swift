import Synchronization
import Varlink

/// How far the answer to a call has come, shared by its connection and whoever answers.
final class CallState: Sendable {
    private enum Phase {
        case open(onClose: [@Sendable () -> Void], queuedBytes: Int)
        case answered
        case closed
    }

    let connection: Connection
    /// Who calls, as it was known when the call came.
    let peer: Peer
    let isOneway: Bool
    let wantsMore: Bool

    private let phase = Mutex(Phase.open(onClose: [], queuedBytes: 0))

    /// To be made on the connection's event loop.
    init(connection: Connection, isOneway: Bool, wantsMore: Bool) {
        self.connection = connection
        peer = connection.peer
        self.isOneway = isOneway
        self.wantsMore = wantsMore
    }

    func fail(_ error: some VarlinkError) {
        answer(isFinal: true) { bytes in
            try ReplyMessage.write(error: type(of: error).name, to: &bytes) { bytes in
                try JSON.encode(error, to: &bytes)
            }
        }
    }

    /// Hands an answer to the connection. Drops it when the call has its final answer or its caller has gone.
    func answer(isFinal: Bool, write: (inout [UInt8]) throws -> Void) {
        var bytes: [UInt8] = []
        if !isOneway {
            bytes.reserveCapacity(256)
            do {
                try write(&bytes)
            } catch {
                if finish() { post(.fault(.unencodable)) }
                return
            }
        }
        if !isFinal {
            queue(bytes)
        } else if finish() {
            post(.answer(bytes, isFinal: true))
        }
    }

    /// Hands a final answer to the connection, to be written out on its event loop.
    func answer(later write: @escaping Outbox.Write) {
        if finish() { post(isOneway ? .answer([], isFinal: true) : .write(write)) }
    }

    /// Has the calls that come after this one be somebody else's.
    func become(_ peer: Peer) {
        post(.become(peer))
    }

    /// Hands over one of several replies. A caller for whom more is waiting than the limit allows is cut off.
    private func queue(_ bytes: [UInt8]) {
        let limit = connection.limits.outputQueueBytes
        let step: Outbox.Step? = phase.withLock { phase in
            guard case .open(let onClose, let queued) = phase else { return nil }
            phase = .open(onClose: onClose, queuedBytes: queued + bytes.count)
            return queued <= limit ? .answer(bytes, isFinal: false) : .fault(.slowReader)
        }
        if let step { post(step) }
    }

    /// Takes note that queued bytes have reached the connection.
    func dequeue(_ count: Int) {
        phase.withLock { phase in
            guard case .open(let onClose, let queued) = phase else { return }
            phase = .open(onClose: onClose, queuedBytes: queued - count)
        }
    }

    /// Takes note that nobody is left who could answer.
    func letGo() {
        if finish() { post(.fault(.unanswered)) }
    }

    func onClose(_ body: @escaping @Sendable () -> Void) {
        let hasClosed = phase.withLock { phase in
            switch phase {
            case .open(let bodies, let queued):
                phase = .open(onClose: bodies + [body], queuedBytes: queued)
                return false
            case .answered: return false
            case .closed: return true
            }
        }
        if hasClosed { body() }
    }

    /// Takes note that the caller has gone.
    func callerHasGone() {
        let bodies: [@Sendable () -> Void] = phase.withLock { phase in
            guard case .open(let bodies, _) = phase else { return [] }
            phase = .closed
            return bodies
        }
        for body in bodies { body() }
    }

    /// Ends the call. False when it has ended before.
    private func finish() -> Bool {
        let ended: Phase = phase.withLock { phase in
            guard case .open = phase else { return .closed }
            defer { phase = .answered }
            return phase
        }
        // What was to run on close is let go of here, outside of the lock: it may hold this very call.
        guard case .open = ended else { return false }
        return true
    }

    private func post(_ step: Outbox.Step) {
        connection.outbox.post(Outbox.Item(call: self, step: step))
    }
}
