import Clinic
import ConvenedAPI
import Engine
import Ledger
import Synchronization
import VarlinkServer

/// One subscriber to the events, with its own cursor.
///
/// It reads what is committed, a page at a time, and only when there is something new. Whoever is cut off comes back
/// with the last sequence that they saw and misses nothing.
final class Follower: Sendable {
    private static let page = 500
    private let engine: Engine
    private let call: ServerCall<API.Events.Follow>
    private let state: Mutex<State>

    private struct State {
        /// The sequence of the last event that was sent; `nil` until it is known where to begin.
        var cursor: Int?
        var reads = false
        /// Whether something was committed while a page was being read.
        var more = false
        var greeted = false
        var closed = false
    }

    init(engine: Engine, call: ServerCall<API.Events.Follow>, since: Int?) {
        self.engine = engine
        self.call = call
        state = Mutex(State(cursor: since))
    }

    func start() {
        let observation = engine.observe { [weak self] _ in self?.wake() }
        // The server's hold on this closure is what keeps the follower.
        call.onClose { [self] in
            state.withLock { $0.closed = true }
            engine.forget(observation)
        }
        wake()
    }

    private func wake() {
        let begins = state.withLock { state in
            if state.reads { state.more = true }
            defer { state.reads = true }
            return !state.reads && !state.closed
        }
        if begins { readPage() }
    }

    private func readPage() {
        engine.ledger.enqueueRead { [self] snapshot in
            do {
                try send(snapshot.get())
            } catch {
                call.fail(API.Service.Internal(message: "the events could not be read; look at the journal"))
            }
        }
    }

    private func send(_ store: Store) throws {
        let (cursor, greeted) = state.withLock { ($0.cursor, $0.greeted) }
        let from = try cursor ?? store.lastSequence()
        let events = try store.events(after: from, limit: Self.page)
        let last = events.last?.sequence ?? from
        if !events.isEmpty || !greeted {
            let presenter = Presenter(zone: engine.site.zone)
            call.reply(
                API.Events.Follow.Reply(events: try events.map(presenter.event), last: last), continues: true)
        }
        let again = state.withLock { state in
            state.cursor = last
            state.greeted = true
            let again = !state.closed && (state.more || events.count == Self.page)
            state.more = false
            state.reads = again
            return again
        }
        if again { readPage() }
    }
}
