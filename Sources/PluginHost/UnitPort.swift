package import Clinic
import Synchronization

/// What a plugin that is a service of its own fetches: one delivery, as its script reads it.
package struct UnitDelivery: Sendable, Hashable {
    /// By which it is settled.
    package let number: Int
    package let input: String
    /// The `id` of its last event, which a script in stream mode answers by.
    package let id: String
    package let attempt: Int
    package let timeout: Seconds
}

/// Where a plugin that is a service of its own fetches its deliveries, one after the other, and says what became of each.
///
/// A delivery that was fetched and isn't settled in time, or whose service fetches another one instead, counts as tried.
final class UnitPort: Sendable {
    /// How much longer than the script may take the service may.
    static let grace = Seconds(15)

    private struct Open {
        let delivery: UnitDelivery
        var isTaken = false
        let done: @Sendable (Ending, String?) -> Void
    }

    private struct State {
        var open: Open?
        var taker: (number: Int, give: @Sendable (UnitDelivery?) -> Void)?
        var last = 0
        var lastTaker = 0
        var isInUse = false
        var isRetired = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let sleep: @Sendable (Seconds) async throws -> Void
    private let wake: @Sendable () -> Void

    /// - Parameter wake: Called when the first one comes to fetch.
    init(sleep: @escaping @Sendable (Seconds) async throws -> Void, wake: @escaping @Sendable () -> Void) {
        self.sleep = sleep
        self.wake = wake
    }

    /// Whether nobody fetches anything.
    var isDeserted: Bool { state.withLock { $0.taker == nil && $0.open?.isTaken != true } }

    /// Whether anybody has ever fetched anything, now or before the last restart.
    var isInUse: Bool { state.withLock { $0.isInUse } }

    /// Takes note that somebody has fetched before.
    func setInUse() { state.withLock { $0.isInUse = true } }

    /// Offers a delivery and waits for what becomes of it. Once it is retired it is lost at once if nobody waits for it.
    func handOver(_ input: String, id: String, attempt: Int, timeout: Seconds) async -> (Ending, lastLine: String?) {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let taker = state.withLock { state in
                    state.last += 1
                    let delivery = UnitDelivery(
                        number: state.last, input: input, id: id, attempt: attempt, timeout: timeout)
                    state.open = Open(delivery: delivery) { continuation.resume(returning: ($0, $1)) }
                    defer { state.taker = nil }
                    return state.taker
                }
                if Task.isCancelled {
                    finish(.lost, nil) { _ in true }
                    return
                }
                if let taker { return give(to: taker.give) }
                if state.withLock({ $0.isRetired }) { finish(.lost, nil) { !$0.isTaken } }
            }
        } onCancel: {
            finish(.lost, nil) { _ in true }
        }
    }

    /// Fetches the next delivery as soon as there is one. Of two who wait the later one gets it; what the same service
    /// fetched before and hasn't settled is taken back.
    ///
    /// - Parameter give: Called once, with nothing if somebody else waits now or the plugin is read anew.
    /// - Returns: What to give to ``leave(_:)``.
    func take(_ give: @escaping @Sendable (UnitDelivery?) -> Void) -> Int {
        finish(.lost, nil) { $0.isTaken }
        let (number, turnedAway, isOffered, isFirst) = state.withLock { state in
            state.lastTaker += 1
            defer { state.isInUse = true }
            let turnedAway = state.isClosed ? give : state.taker?.give
            let isOffered = !state.isClosed && state.open?.isTaken == false
            state.taker = isOffered || state.isClosed ? nil : (state.lastTaker, give)
            return (state.lastTaker, turnedAway, isOffered, !state.isInUse)
        }
        if isFirst { wake() }
        turnedAway?(nil)
        if isOffered { self.give(to: give) }
        return number
    }

    /// Whoever waited under this number has gone.
    func leave(_ number: Int) {
        state.withLock { state in
            if state.taker?.number == number { state.taker = nil }
        }
    }

    /// Sends away whoever waits or still comes: the plugin is read anew or the daemon stops, and is to be asked again.
    func close() {
        let taker = state.withLock { state in
            state.isClosed = true
            defer { state.taker = nil }
            return state.taker
        }
        taker?.give(nil)
    }

    /// Takes back what nobody has come to fetch: the plugin is to be read anew, and nobody may ever come.
    func retire() {
        state.withLock { $0.isRetired = true }
        finish(.lost, nil) { !$0.isTaken }
    }

    /// Says what became of a delivery.
    ///
    /// - Returns: Whether it was this one's turn to be said.
    func settle(_ number: Int, _ ending: Ending, _ reason: String?) -> Bool {
        finish(ending, reason) { $0.isTaken && $0.delivery.number == number }
    }

    private func give(to give: @Sendable (UnitDelivery?) -> Void) {
        let delivery = state.withLock { state in
            state.open?.isTaken = true
            return state.open?.delivery
        }
        if let delivery {
            Task { [sleep] in
                if (try? await sleep(delivery.timeout + Self.grace)) != nil {
                    finish(.timedOut, nil) { $0.delivery.number == delivery.number }
                }
            }
        }
        give(delivery)
    }

    @discardableResult
    private func finish(_ ending: Ending, _ reason: String?, if isMeant: (Open) -> Bool) -> Bool {
        let open = state.withLock { state -> Open? in
            guard let open = state.open, isMeant(open) else { return nil }
            state.open = nil
            return open
        }
        open?.done(ending, reason)
        return open != nil
    }
}
