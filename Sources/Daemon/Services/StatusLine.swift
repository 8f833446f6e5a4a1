import Clinic
import Dispatch
import Engine
import Ledger
import Synchronization
import Systemd

/// What `systemctl status` says in one line. It is said anew when it has changed, once a second at most, and nothing
/// happens while nothing changes.
final class StatusLine: Sendable {
    private static let pace = DispatchTimeInterval.seconds(1)

    private let engine: Engine
    private let queue = DispatchQueue(label: "status")
    private let state = Mutex(State())

    private struct State {
        /// Until then somebody else says how the start goes on.
        var isReady = false
        var isDue = false
        var said = ""
        /// Whether the configuration of the last reload wasn't right.
        var isRefused = false
    }

    init(engine: Engine) {
        self.engine = engine
    }

    /// Tells the service manager that calls are answered: after the start, and after a reload.
    ///
    /// - Parameter isRefused: Whether the configuration wasn't right, which the line says until it is. Where the service
    ///   manager itself asks for reloads nothing else tells it.
    func sayReady(isRefused: Bool = false) async {
        state.withLock { $0.isRefused = isRefused }
        let text = (try? await engine.read(text)) ?? "the ledger can't be read"
        state.withLock { state in
            state.isReady = true
            state.said = text.text
        }
        _ = try? Notify().ready(status: text)
    }

    /// Something has changed. Cheap, and callable from any thread.
    func wake() {
        let begins = state.withLock { state in
            defer { state.isDue = state.isReady }
            return state.isReady && !state.isDue
        }
        if begins { queue.asyncAfter(deadline: .now() + Self.pace) { [self] in say() } }
    }

    private func say() {
        state.withLock { $0.isDue = false }
        guard let text = try? engine.ledger.read(text) else { return }
        let isNew = state.withLock { state in
            defer { state.said = text.text }
            return state.said != text.text
        }
        if isNew { _ = try? Notify().status(text) }
    }

    private func text(_ store: Store) throws -> LogText {
        let figures = try store.figures(on: engine.site.zone.date(at: engine.clock.now))
        let undelivered = figures.undelivered > 0 ? " · \(figures.undelivered) alerts undelivered" : ""
        let refused = state.withLock { $0.isRefused } ? " · the configuration is refused" : ""
        return """
            \(figures.sessionsRunning) sessions running · \(figures.present) in · \(figures.atRisk) at risk · \
            \(figures.parked) parked\(LedgerWord(journalText: undelivered + refused))
            """
    }
}
