package import Clinic

/// Runs the plugins: each by itself, so that one that is slow, stuck or failing delays nobody.
package actor PluginHost {
    let store: any DeliveryStore
    nonisolated let environment: PluginEnvironment
    private(set) var runners: [String: (runner: PluginRunner, task: Task<Void, Never>)] = [:]
    private(set) var refusals: [String: String] = [:]
    /// The last that was asked of each plugin that takes time, so that there is never more than one runner of it.
    private var turns: [String: Task<Void, Never>] = [:]
    private(set) var isStopping = false
    private var watch: FolderWatch?
    private nonisolated let bell = Bell()
    /// The plugins that have a socket of their own.
    private var doors: Set<String> = []

    package init(store: any DeliveryStore, environment: PluginEnvironment) {
        self.store = store
        self.environment = environment
    }

    /// Looks for plugins, lets them run, and looks again whenever their folders change.
    package func start() async {
        if let quiet = environment.quiet {
            watch = FolderWatch(environment.folders, quiet: quiet) { [weak self] in
                Task { await self?.reload() }
            }
            if watch == nil { environment.notice(.unwatched) }
        }
        // What was enabled while they were looked for runs already, or is about to.
        for (name, finding) in await findings where runners[name] == nil && turns[name] == nil { admit(name, finding) }
    }

    var findings: [String: Finding] {
        get async {
            let discovery = Discovery(folders: environment.folders, trustedOwners: environment.trustedOwners)
            return await aside { discovery.findings() }
        }
    }

    /// Takes the place of what ran or was refused under this name.
    func admit(_ name: String, _ finding: Finding) {
        guard !isStopping else { return }
        runners[name] = nil
        switch finding {
        case .refused(let reason):
            if refusals[name] != reason { environment.notice(.refused(plugin: name, reason: reason)) }
            refusals[name] = reason
        case .plugin(let plugin):
            refusals[name] = nil
            let runner = PluginRunner(plugin, store: store, environment: environment)
            runners[name] = (runner, Task { await runner.run() })
        }
        announce()
    }

    /// Lets those know who can't wait for the host's turn, and gives each service of its own its socket.
    private func announce() {
        bell.runners = runners.values.map(\.runner)
        for name in runners.keys where isUnit(name) && doors.insert(name).inserted {
            Task { [environment] in await environment.listen(name) }
        }
    }

    /// What is there no more is heard of no more. How far it has come stays known.
    func dismiss(_ name: String) {
        if runners.removeValue(forKey: name) != nil { environment.notice(.removed(plugin: name)) }
        refusals[name] = nil
        announce()
    }

    /// Does something with a plugin after whatever was asked before.
    func inTurn<Value: Sendable>(
        _ name: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let turn = Task { [before = turns[name]] in
            await before?.value
            return try await work()
        }
        let mark = Task { _ = await turn.result }
        turns[name] = mark
        defer { if turns[name] == mark { turns[name] = nil } }
        return try await turn.value
    }

    /// Whether something that was asked of a plugin isn't done yet.
    func isBusy(_ name: String) -> Bool { turns[name] != nil }

    /// Something was committed. Cheap, and callable from any thread.
    package nonisolated func wake() {
        for runner in bell.runners { runner.wake() }
    }

    /// Whether any plugin that may run hears events of a type.
    package nonisolated func hears(_ type: String) -> Bool {
        bell.runners.contains { runner in
            runner.plugin.manifest.hears(type) && (runner.plugin.manifest.kind == .hook || runner.unit.isInUse)
        }
    }

    /// What a plugin that runs may ask of the daemon. Callable from any thread.
    package nonisolated func rights(of name: String) -> [PluginRight] {
        bell.runners.first { $0.plugin.name == name }?.plugin.manifest.may ?? []
    }

    /// Takes note of somebody of whom a plugin was shown something. Callable from any thread.
    package nonisolated func confide(_ details: MemberDetails, to name: String) {
        bell.runners.first { $0.plugin.name == name }?.confidences.add(details)
    }

    /// Takes note of a call that a plugin wasn't allowed. Callable from any thread.
    package nonisolated func noteRefused(_ method: String, of name: String) {
        environment.notice(.refusedCall(plugin: name, method: method))
        bell.runners.first { $0.plugin.name == name }?.noteRefusedCall()
    }

    /// Where a plugin that is a service of its own fetches its deliveries; `nil` for any other. Callable from any thread.
    private nonisolated func unit(_ name: String) -> UnitPort? {
        bell.runners.first { $0.plugin.name == name && $0.plugin.manifest.kind == .unit }?.unit
    }

    /// Whether a plugin that may run is a service of its own. Callable from any thread.
    package nonisolated func isUnit(_ name: String) -> Bool { unit(name) != nil }

    /// Fetches the next delivery of a plugin that is a service of its own, as soon as there is one.
    ///
    /// - Parameter give: Called once, with nothing if another one has come to fetch it.
    /// - Returns: What is to be done if whoever waits goes away; `nil` if there is no such plugin.
    package nonisolated func take(
        of name: String, _ give: @escaping @Sendable (UnitDelivery?) -> Void
    ) -> (@Sendable () -> Void)? {
        guard let unit = unit(name) else { return nil }
        let number = unit.take(give)
        return { unit.leave(number) }
    }

    /// Sends away whoever waits for a delivery, and whoever still comes. What was fetched can still be settled.
    package nonisolated func closeUnits() {
        for runner in bell.runners { runner.unit.close() }
    }

    /// Takes what became of a delivery that was fetched.
    ///
    /// - Returns: Whether it is still this one's turn to be said.
    package nonisolated func settle(_ number: Int, of name: String, _ result: UnitResult) -> Bool {
        unit(name)?.settle(number, result.ending, result.reason) ?? false
    }

    /// The personal fields that a plugin asks for; `nil` if no plugin of this name runs.
    package func fields(of name: String) -> [PersonalField]? { runners[name]?.runner.plugin.manifest.fields }

    /// Every plugin that was found, by name.
    package func list() async throws -> [PluginStatus] {
        var statuses: [PluginStatus] = []
        for (runner, _) in runners.values { statuses.append(try await runner.status()) }
        for (name, reason) in refusals {
            statuses.append(
                PluginStatus(
                    name: name, version: "", description: "", state: .refused, reason: reason,
                    progress: try await store.progress(of: name) ?? PluginProgress(cursor: 0), fields: [], may: [],
                    lag: 0,
                    parked: try await store.parked(of: name), latencies: Latencies()))
        }
        return statuses.sorted { $0.name < $1.name }
    }

    /// Ends what runs, and returns when it is gone. Nothing is started any more.
    package func stop() async {
        isStopping = true
        watch = nil
        for (_, task) in runners.values { task.cancel() }
        for turn in turns.values { await turn.value }
        for (_, task) in runners.values { await task.value }
    }
}
