import Synchronization

/// Holds the first who comes until it is opened, and lets all others through.
final class Gate: Sendable {
    private let isFirst = Mutex(true)
    private let arrivals = AsyncStream<Void>.makeStream()
    private let openings = AsyncStream<Void>.makeStream()

    @Sendable func pass() async {
        let isHeld = isFirst.withLock { isFirst in
            defer { isFirst = false }
            return isFirst
        }
        guard isHeld else { return }
        arrivals.continuation.finish()
        for await _ in openings.stream {}
    }

    /// Waits until somebody is held.
    func arrival() async {
        for await _ in arrivals.stream {}
    }

    func open() { openings.continuation.finish() }
}
