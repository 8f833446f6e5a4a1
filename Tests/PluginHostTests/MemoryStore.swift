import Clinic
import PluginHost
import Synchronization

/// A delivery store in memory: what a ledger does, without the disk.
final class MemoryStore: DeliveryStore {
    private struct State {
        var events: [RecordedEvent] = []
        var progress: [String: PluginProgress] = [:]
        var outcomes: [String: [DeliveryOutcome]] = [:]
        var isFull = false
    }

    struct Full: Error {}

    private let state = Mutex(State())
    /// Whoever asks for progress waits for this first.
    private let beforeProgress: @Sendable () async -> Void

    init(beforeProgress: @escaping @Sendable () async -> Void = {}) { self.beforeProgress = beforeProgress }

    func events(after sequence: Int, limit: Int) async throws -> [RecordedEvent] {
        state.withLock { Array($0.events.filter { $0.sequence > sequence }.prefix(limit)) }
    }

    func lastSequence() async throws -> Int {
        state.withLock { $0.events.last?.sequence ?? 0 }
    }

    func progress(of plugin: String) async throws -> PluginProgress? {
        await beforeProgress()
        return state.withLock { $0.progress[plugin] }
    }

    func save(_ progress: PluginProgress, of plugin: String, outcome: DeliveryOutcome?) async throws {
        try state.withLock { state in
            if state.isFull { throw Full() }
            state.progress[plugin] = progress
            if let outcome { state.outcomes[plugin, default: []].append(outcome) }
        }
    }

    /// Nothing can be saved as long as it is full.
    func fill(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

    /// Appends an event about a member.
    func append(_ type: String, body: String = "{}") {
        state.withLock { state in
            let sequence = state.events.count + 1
            state.events.append(
                RecordedEvent(
                    site: "test-site", sequence: sequence, type: type, version: 1,
                    subject: Subject(member: MemberCode(unchecked: "M1042")), actor: "clock", cause: nil,
                    happened: Instant(milliseconds: 1_800_000_000_000),
                    recorded: Instant(milliseconds: 1_800_000_000_000),
                    body: body))
        }
    }

    func outcomes(of plugin: String) -> [DeliveryOutcome] {
        state.withLock { $0.outcomes[plugin] ?? [] }
    }
}
