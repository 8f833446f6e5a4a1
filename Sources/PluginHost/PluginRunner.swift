import Clinic
import Glibc
import Synchronization

/// Gives one plugin its events: one at a time, in order, from its own cursor, until each has been taken.
actor PluginRunner {
    private static let page = 200
    /// How many events that aren't for this plugin may be passed over before the cursor is saved.
    private static let unsavedLimit = 10_000

    nonisolated let plugin: Plugin
    private let store: any DeliveryStore
    private let environment: PluginEnvironment
    private let signals: AsyncStream<Void>
    private nonisolated let signal: AsyncStream<Void>.Continuation
    private var progress: PluginProgress?
    /// How far events were looked at; those between the saved cursor and this aren't for this plugin.
    private var looked = 0

    init(_ plugin: Plugin, store: any DeliveryStore, environment: PluginEnvironment) {
        self.plugin = plugin
        self.store = store
        self.environment = environment
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// There may be something new. Cheap, and callable from any thread.
    nonisolated func wake() { signal.yield() }

    /// Runs until its task is cancelled.
    func run() async {
        var turns = signals.makeAsyncIterator()
        environment.notice(.started(plugin: plugin.name))
        while !Task.isCancelled {
            do {
                try await deliverAll()
                if await turns.next(isolation: #isolation) == nil { return }
            } catch is CancellationError {
                return
            } catch {
                environment.notice(.storeFailed(plugin: plugin.name))
                if (try? await environment.sleep(Seconds(5))) == nil { return }
            }
        }
    }

    func status() async throws -> PluginStatus {
        let progress = try await known()
        let last = try await store.lastSequence()
        let isWaiting = progress.nextTry.map { $0 > environment.now() } ?? false
        return PluginStatus(
            name: plugin.name, version: plugin.manifest.version,
            state: progress.stopped != nil ? .stopped : isWaiting ? .retrying : .running, reason: progress.stopped,
            progress: progress, lag: max(0, last - max(looked, progress.cursor)))
    }

    private func known() async throws -> PluginProgress {
        if let progress { return progress }
        if let saved = try await store.progress(of: plugin.name) {
            progress = saved
            return saved
        }
        // A new plugin hears what happens from now on.
        let new = PluginProgress(cursor: try await store.lastSequence())
        try await save(new, nil)
        return new
    }

    private func save(_ new: PluginProgress, _ outcome: DeliveryOutcome?) async throws {
        try await store.save(new, of: plugin.name, outcome: outcome)
        progress = new
        looked = max(looked, new.cursor)
    }

    private func deliverAll() async throws {
        while !Task.isCancelled {
            var progress = try await known()
            guard progress.stopped == nil else { return }
            let events = try await store.events(after: max(looked, progress.cursor), limit: Self.page)
            guard let event = events.first(where: { plugin.manifest.hears($0.type) }) else {
                looked = events.last?.sequence ?? looked
                if looked - progress.cursor > Self.unsavedLimit {
                    progress.cursor = looked
                    try await save(progress, nil)
                }
                if events.count < Self.page { return }
                continue
            }
            try await deliver(event, progress)
        }
    }

    private func deliver(_ event: RecordedEvent, _ before: PluginProgress) async throws {
        var progress = before
        if let next = progress.nextTry, next > environment.now() {
            try await environment.sleep(max(Seconds(1), environment.now().seconds(until: next)))
        }
        progress.attempts += 1
        let (ending, lastLine) = try await attempt(event, progress.attempts)
        try Task.checkCancellation()
        let decision = DeliveryDecision(
            ending, attempt: progress.attempts, retries: plugin.manifest.retries, jitter: environment.jitter())
        let reason = lastLine.map { "\(ending.words): \($0)" } ?? ending.words
        switch decision {
        case .delivered:
            try await settle(event, progress, .delivered, nil)
        case .park:
            try await settle(event, progress, .parked, reason)
            environment.notice(.parked(plugin: plugin.name, event: event, ending: ending.words))
        case .again(let delay):
            progress.failed += 1
            progress.nextTry = environment.now() + delay
            try await save(progress, nil)
            environment.notice(
                .failed(plugin: plugin.name, event: event, attempt: progress.attempts, ending: ending.words))
        case .stop:
            progress.failed += 1
            progress.stopped = reason
            let outcome = DeliveryOutcome(
                sequence: event.sequence, kind: .undeliverable, reason: reason, at: environment.now())
            try await save(progress, outcome)
            environment.notice(.stopped(plugin: plugin.name, event: event))
        }
    }

    /// An event that needs nothing more: the cursor moves on with what became of it.
    private func settle(
        _ event: RecordedEvent, _ before: PluginProgress, _ kind: DeliveryOutcome.Kind, _ reason: String?
    ) async throws {
        var progress = before
        progress.cursor = event.sequence
        progress.attempts = 0
        progress.nextTry = nil
        if kind == .delivered { progress.delivered += 1 } else { progress.parked += 1 }
        let outcome = DeliveryOutcome(sequence: event.sequence, kind: kind, reason: reason, at: environment.now())
        try await save(progress, outcome)
        if kind == .delivered { environment.notice(.delivered(plugin: plugin.name, event: event)) }
    }

    private func attempt(_ event: RecordedEvent, _ attempt: Int) async throws -> (Ending, lastLine: String?) {
        let input = try CloudEvent(event: event, attempt: attempt).json
        let folder = "\(environment.stateFolder)/\(plugin.name)"
        await aside { [environment] in
            mkdir(environment.stateFolder, 0o700)
            mkdir(folder, 0o700)
        }
        var variables = [
            "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "CONVENED_PLUGIN": plugin.name,
            "CONVENED_STATE": folder, "CONVENED_SOCKET": environment.socket,
        ]
        for (name, value) in plugin.manifest.options { variables["CONVENED_OPTION_" + name.uppercased()] = value }
        let keep = LastLine()
        let start = PluginStart(
            executable: plugin.executable, arguments: [plugin.manifest.run], environment: variables, folder: folder,
            input: input)
        let ending = await PluginProcess.run(start, timeout: .seconds(plugin.manifest.timeout.count)) {
            [environment, plugin] line in
            keep.line = line
            environment.notice(.said(plugin: plugin.name, line: line))
        }
        return (ending, keep.line)
    }
}

/// The last line that a process wrote, which mostly says why it failed.
private final class LastLine: Sendable {
    private let text = Mutex<String?>(nil)

    var line: String? {
        get { text.withLock { $0 } }
        set { text.withLock { $0 = newValue } }
    }
}
