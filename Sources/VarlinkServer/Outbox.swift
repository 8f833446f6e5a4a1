import NIOCore
import Synchronization

/// Brings answers from any thread to the connections of one event loop, however many of them with one wake-up.
///
/// `@unchecked Sendable`: the queue is under its lock; everything else is touched on the event loop only.
final class Outbox: @unchecked Sendable {
    typealias Write = @Sendable (inout [UInt8]) throws -> Void

    enum Step: Sendable {
        /// Bytes for the caller. None for a oneway call.
        case answer([UInt8], isFinal: Bool)
        /// The final answer, still to be written out.
        case write(Write)
        /// From now on the connection is this peer's.
        case become(Peer)
        /// The call can't go on.
        case fault(Fault)
    }

    enum Fault: Sendable {
        case unencodable, unanswered, slowReader
    }

    struct Item: Sendable {
        let call: CallState
        let step: Step
    }

    private struct Queue {
        var items: [Item] = []
        var isWoken = false
    }

    private let eventLoop: any EventLoop
    private let queue = Mutex(Queue())

    private var batch: [Item] = []
    private var touched: [Connection] = []
    private var isDelivering = false

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func post(_ item: Item) {
        let isOnLoop = eventLoop.inEventLoop
        let needsWake = queue.withLock { queue in
            queue.items.append(item)
            guard !isOnLoop, !queue.isWoken else { return false }
            queue.isWoken = true
            return true
        }
        if isOnLoop {
            deliver()
        } else if needsWake {
            eventLoop.execute { self.deliver() }
        }
    }

    /// Delivers all that has been posted, and lets each connection that it concerns write and go on.
    private func deliver() {
        guard !isDelivering else { return }
        isDelivering = true
        while takeBatch() {
            for item in batch {
                let connection = item.call.connection
                connection.take(item.step, for: item.call)
                if connection.touch() { touched.append(connection) }
            }
            batch.removeAll(keepingCapacity: true)
            for connection in touched { connection.settle() }
            touched.removeAll(keepingCapacity: true)
        }
        isDelivering = false
    }

    private func takeBatch() -> Bool {
        queue.withLock { queue in
            swap(&queue.items, &batch)
            if batch.isEmpty { queue.isWoken = false }
            return !batch.isEmpty
        }
    }
}
