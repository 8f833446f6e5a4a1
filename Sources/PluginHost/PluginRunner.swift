import Clinic
import Synchronization

/// Gives one plugin its events: in order, from its own cursor, until each has been taken.
///
/// What is to be done is decided by a ``DeliveryMachine``; the runner does it.
actor PluginRunner {
    /// How many events are looked at in one go, and at most handed over at once to a plugin that takes them one a line.
    private static let page = (oneshot: 200, stream: 1000)
    /// How much of what became of events may wait to be written down.
    private static let unsavedLimit = 4000

    nonisolated let plugin: Plugin
    let store: any DeliveryStore
    let environment: PluginEnvironment
    /// Where it fetches its deliveries, if it is a service of its own.
    nonisolated let unit: UnitPort
    nonisolated let confidences = Confidences()
    /// How many calls it wasn't allowed since they were last counted.
    private nonisolated let refusedCalls = Mutex(0)
    private let signals: AsyncStream<Void>
    private nonisolated let signal: AsyncStream<Void>.Continuation
    var machine: DeliveryMachine?
    private var saving: Task<Void, any Error>?
    var latencies = Latencies()
    private(set) var isRetired = false
    /// What the plugin waits for before it gets anything.
    private var lack: String?
    /// What runs in stream mode.
    var stream: PluginStream?
    var breaker = Breaker()
    var allowance = Allowance()
    nonisolated let lines = CurrentLine()
    /// Whether the plugin has answered anything since it was started.
    var hasAnswered = false

    init(_ plugin: Plugin, store: any DeliveryStore, environment: PluginEnvironment) {
        self.plugin = plugin
        self.store = store
        self.environment = environment
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        (self.signals, self.signal) = (signals, signal)
        unit = UnitPort(sleep: environment.sleep) { signal.yield() }
    }

    /// There may be something new. Cheap, and callable from any thread.
    nonisolated func wake() { signal.yield() }

    /// Takes note of a call that it wasn't allowed. Cheap, and callable from any thread: it is counted when there is
    /// something else to do, since a plugin may try as often as it likes.
    nonisolated func noteRefusedCall() { refusedCalls.withLock { $0 += 1 } }

    private func countRefusedCalls() {
        guard machine != nil else { return }
        let count = refusedCalls.withLock { count in
            defer { count = 0 }
            return count
        }
        if count > 0 { machine?.noteRefusedCalls(count) }
    }

    /// Whether the daemon gives it many events at once, one a line.
    var isStreamed: Bool { plugin.manifest.mode == .stream && plugin.manifest.kind == .hook }

    private var page: Int { isStreamed ? Self.page.stream : Self.page.oneshot }

    /// Runs until its task is cancelled, and returns when nothing of it runs any more.
    func run() async {
        await serve()
        unit.close()
        stream?.cancel()
        await stream?.ended()
        // What is left is written down by the next start, which gives those events again, if this fails.
        try? await save()
    }

    private func serve() async {
        var turns = signals.makeAsyncIterator()
        environment.notice(.started(plugin: plugin.name))
        while !Task.isCancelled, !isRetired {
            do {
                guard let pause = try await work() else { continue }
                let timer = pause.map { self.timer($0) }
                defer { timer?.cancel() }
                if await turns.next(isolation: #isolation) == nil { return }
                machine?.mayHaveMore()
            } catch is CancellationError {
                return
            } catch {
                environment.notice(.storeFailed(plugin: plugin.name))
                if (try? await environment.sleep(Seconds(5))) == nil { return }
            }
        }
    }

    /// Lets it finish what it is doing and then end.
    func retire() {
        isRetired = true
        unit.retire()
        wake()
    }

    /// Wakes this runner after a while.
    private func timer(_ pause: Seconds) -> Task<Void, Never> {
        Task { [environment, signal] in
            if (try? await environment.sleep(pause)) != nil { signal.yield() }
        }
    }

    /// Does the next thing that is to be done.
    ///
    /// - Returns: `nil` if there may be more to do at once; else how long to wait, which is `.some(nil)` if only
    ///   something new can bring something to do.
    private func work() async throws -> Seconds?? {
        if try await isUnused() { return .some(nil) }
        let machine = try await known()
        // What became of an event is written down while the next one is under way, unless too much is left unwritten.
        if machine.unsaved.count > Self.unsavedLimit { try await save() }
        let next = try await isWaiting() ? .rest : machine.next(at: environment.now())
        if machine.isDirty {
            guard case .deliver = next else {
                try await save()
                return nil
            }
            saveSoon()
        }
        switch next {
        case .read(let sequence):
            try await look(after: sequence, era: machine.era)
        case .fetch(let wanted):
            let parked = try await store.parked(of: plugin.name).filter { wanted.contains($0.event.sequence) }
            self.machine?.fetched(parked, of: wanted)
        case .deliver(let delivery):
            let disclosures = try await disclosures(for: delivery.events)
            let objections = disclosures.compactMapValues(\.objection)
            if objections.isEmpty {
                try await deliver(delivery, disclosures)
            } else {
                drop(objections, of: delivery)
            }
        case .wait(let instant):
            return max(Seconds(1), environment.now().seconds(until: instant))
        case .rest:
            return .some(nil)
        }
        return nil
    }

    /// Whether something that the plugin needs is missing. What it is said to be waiting for is looked up each time, so
    /// that a grant that was taken back counts at once.
    private func isWaiting() async throws -> Bool {
        let (manifest, name) = (plugin.manifest, plugin.name)
        var lack: String?
        // A service of its own has its own credentials.
        let missing = manifest.secrets.first { plugin.path(ofSecret: $0, in: environment) == nil }
        if manifest.kind == .hook, let missing {
            lack = "waiting for its secret \(missing): give the service LoadCredential=\(name).\(missing):PATH"
        } else if !manifest.fields.isEmpty {
            let granted = try await store.grants(of: name)
            if let field = manifest.fields.first(where: { !granted.contains($0) }) {
                lack = "waiting for grant of \(field.rawValue): 'convene plugin grant \(name) \(field.rawValue)'"
            }
        }
        self.lack = lack
        return lack != nil
    }

    /// Whether it is a service of its own that was never started. Such a plugin hears of nothing: what happens before
    /// somebody wants it is not for it.
    private func isUnused() async throws -> Bool {
        guard plugin.manifest.kind == .unit, !unit.isInUse else { return false }
        guard try await store.progress(of: plugin.name) != nil else { return !unit.isInUse }
        unit.setInUse()
        return false
    }

    private func known() async throws -> DeliveryMachine {
        if let machine { return machine }
        var progress = try await store.progress(of: plugin.name)
        if progress == nil {
            // A new plugin hears what happens from now on.
            let new = PluginProgress(cursor: try await store.lastSequence())
            try await store.save(new, of: plugin.name, outcomes: [])
            progress = new
        }
        if let machine { return machine }
        let new = machine(at: progress ?? PluginProgress(cursor: 0))
        machine = new
        return new
    }

    private func machine(at progress: PluginProgress) -> DeliveryMachine {
        DeliveryMachine(
            progress, retries: plugin.manifest.retries, batch: plugin.manifest.batch,
            streamed: isStreamed ? Self.page.stream : nil)
    }

    /// What the plugin is told of the members whom events are about, by the events' sequences.
    private func disclosures(for events: [RecordedEvent]) async throws -> [Int: Disclosure] {
        if plugin.manifest.fields.isEmpty { return [:] }
        let details = try await store.details(of: Set(events.compactMap(\.subject.member)))
        return events.reduce(into: [:]) { disclosures, event in
            guard let known = event.subject.member.flatMap({ details[$0] }) else { return }
            disclosures[event.sequence] = Disclosure(known, to: plugin.manifest)
        }
    }

    private func drop(_ objections: [Int: String], of delivery: Delivery) {
        machine?.drop(objections, of: delivery, at: environment.now())
        for event in delivery.events {
            guard let reason = objections[event.sequence] else { continue }
            environment.notice(.dropped(plugin: plugin.name, event: event, reason: reason))
        }
    }

    private func look(after sequence: Int, era: Int) async throws {
        let events = try await store.events(after: sequence, limit: page)
        var heard: [RecordedEvent] = []
        for event in events where try await hears(event) { heard.append(event) }
        machine?.found(
            heard, upTo: events.last?.sequence ?? sequence, isEnd: events.count < page, era: era)
    }

    private func hears(_ event: RecordedEvent) async throws -> Bool {
        let (manifest, group) = (plugin.manifest, event.aboutGroup)
        guard manifest.hears(event.type), !event.isDisclosure(to: plugin.name) else { return false }
        if !manifest.groups.isEmpty {
            guard let group, manifest.groups.contains(group) else { return false }
        }
        if manifest.programs.isEmpty { return true }
        if let program = event.aboutProgram { return manifest.programs.contains(program) }
        guard let group, let programs = try await store.programs(of: group) else { return false }
        return programs.isEmpty || programs.contains(where: manifest.programs.contains)
    }

    /// Writes down what has changed, and doesn't wait for it.
    private func saveSoon() {
        guard saving == nil else { return }
        Task {
            do {
                try await save()
            } catch {
                // It is tried again with what comes next, and said then.
            }
        }
    }

    /// Writes down what has changed since the last time, one after the other.
    func save() async throws {
        while let before = saving { _ = await before.result }
        countRefusedCalls()
        guard let machine, machine.isDirty else { return }
        let (progress, outcomes) = (machine.progress, machine.unsaved)
        // It ends only when nobody takes it for the one under way any more: waiting for one that is over would never let
        // anybody else go on.
        let turn = Task {
            defer { saving = nil }
            try await store.save(progress, of: plugin.name, outcomes: outcomes)
            self.machine?.saved(outcomes: outcomes.count, progress: progress)
        }
        saving = turn
        try await turn.value
    }
}

// MARK: What operators ask for

extension PluginRunner {
    func status() async throws -> PluginStatus {
        let last = try await store.lastSequence()
        countRefusedCalls()
        let isUnused = try await isUnused()
        let machine = isUnused ? machine(at: PluginProgress(cursor: last)) : try await known()
        let progress = machine.progress
        let parked = try await store.parked(of: plugin.name)
        let isWaiting = progress.nextTry.map { $0 > environment.now() } ?? false
        let start = "'systemctl enable --now convened-plugin@\(plugin.name)'"
        let lack =
            isUnused
            ? "its service was never started: \(start)"
            : self.lack
                ?? (plugin.manifest.kind == .unit && unit.isDeserted ? "waiting for its service: \(start)" : nil)
        let state: PluginStatus.State =
            if isUnused {
                .unused
            } else if progress.isDisabled {
                .disabled
            } else if lack != nil {
                .waiting
            } else if progress.stopped != nil {
                .stopped
            } else if breaker.isOpen {
                .broken
            } else {
                isWaiting && progress.attempts > 0 ? .retrying : .running
            }
        let reason =
            progress.stopped ?? ([.waiting, .unused].contains(state) ? lack : nil)
            ?? (state == .broken ? "\(failures); 'convene plugin enable \(plugin.name)' tries it at once" : nil)
            ?? (state == .running && isWaiting
                ? "rests for a while: it used more than its share of the processor, or failed too often" : nil)
        return PluginStatus(
            name: plugin.name, version: plugin.manifest.version, description: plugin.manifest.description,
            state: state, reason: reason, progress: progress,
            fields: plugin.manifest.fields, may: plugin.manifest.may,
            lag: max(0, last - (machine.firstWaiting.map { $0 - 1 } ?? max(machine.looked, progress.cursor))),
            parked: parked, latencies: latencies)
    }

    /// What has opened the breaker.
    var failures: String {
        isStreamed
            ? "died \(breaker.failures) times in a row without answering anything"
            : "failed at \(breaker.failures) deliveries in a row"
    }

    /// What the plugin is stuck at and how far it has come, for whoever decides whether something can be asked of it.
    func standing() async throws -> PluginStanding {
        let machine = try await known()
        return PluginStanding(failing: machine.failing, reached: max(machine.looked, machine.progress.cursor))
    }

    /// Carries out what an operator wants, once.
    ///
    /// - Parameter operation: The sequence of the event that says so.
    func carryOut(_ wish: PluginWish, operation: Int) async throws {
        _ = try await known()
        let parked = try await store.parked(of: plugin.name)
        guard let known = machine, known.progress.operation < operation else { return }
        machine?.carriedOut(operation)
        switch wish {
        case .retry(let sequence):
            machine?.retry(parked.map(\.event.sequence).filter { sequence == nil || $0 == sequence })
        case .skip(let sequence):
            let tries = parked.first { $0.event.sequence == sequence }?.attempts ?? known.progress.attempts
            machine?.skip(
                sequence, attempts: tries, reason: "skipped, see event \(operation)", at: environment.now())
        case .replay(let sequence):
            machine?.replay(after: sequence)
        }
        wake()
        try await save()
    }
}
