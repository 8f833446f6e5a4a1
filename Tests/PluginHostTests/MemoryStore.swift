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
        var groups: [GroupID: [ProgramID]] = [:]
        var grants: [String: Set<PersonalField>] = [:]
        var members: [MemberCode: MemberDetails] = [:]
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

    func programs(of group: GroupID) async throws -> [ProgramID]? {
        state.withLock { $0.groups[group] }
    }

    func save(_ progress: PluginProgress, of plugin: String, outcomes: [DeliveryOutcome]) async throws {
        try state.withLock { state in
            if state.isFull { throw Full() }
            state.progress[plugin] = progress
            state.outcomes[plugin, default: []] += outcomes
        }
    }

    func parked(of plugin: String) async throws -> [ParkedDelivery] {
        state.withLock { state in
            let last = (state.outcomes[plugin] ?? []).reduce(into: [:]) { $0[$1.sequence] = $1 }
            return state.events.compactMap { event in
                last[event.sequence].flatMap { outcome in
                    outcome.kind == .parked
                        ? ParkedDelivery(
                            event: event, reason: outcome.reason, attempts: outcome.attempts, at: outcome.at) : nil
                }
            }
        }
    }

    func grants(of plugin: String) async throws -> Set<PersonalField> {
        state.withLock { $0.grants[plugin] ?? [] }
    }

    func details(of members: Set<MemberCode>) async throws -> [MemberCode: MemberDetails] {
        state.withLock { state in state.members.filter { members.contains($0.key) } }
    }

    func grant(_ fields: Set<PersonalField>, to plugin: String) { state.withLock { $0.grants[plugin] = fields } }

    func add(_ code: MemberCode, _ details: MemberDetails) { state.withLock { $0.members[code] = details } }

    /// Makes a group known.
    func add(_ group: GroupID, for programs: [ProgramID]) { state.withLock { $0.groups[group] = programs } }

    /// Nothing can be saved as long as it is full.
    func fill(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

    /// Appends an event, about a member unless it is about something else.
    func append(
        _ type: String, body: String = "{}", about subject: Subject = Subject(member: MemberCode(unchecked: "M1042")),
        recorded: Instant = Instant(milliseconds: 1_800_000_000_000)
    ) {
        state.withLock { state in
            let sequence = state.events.count + 1
            state.events.append(
                RecordedEvent(
                    site: "test-site", sequence: sequence, type: type, version: 1,
                    subject: subject, actor: "clock", cause: nil, happened: recorded, recorded: recorded, body: body))
        }
    }

    func outcomes(of plugin: String) -> [DeliveryOutcome] {
        state.withLock { $0.outcomes[plugin] ?? [] }
    }
}
