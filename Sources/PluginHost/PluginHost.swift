/// Runs the plugins: each by itself, so that one that is slow, stuck or failing delays nobody.
package actor PluginHost {
    private let store: any DeliveryStore
    private let environment: PluginEnvironment
    private var runners: [String: (runner: PluginRunner, task: Task<Void, Never>)] = [:]
    private var refusals: [String: String] = [:]
    /// The last call of each plugin that is being enabled, so that there is never more than one runner of it.
    private var turns: [String: Task<Bool, any Error>] = [:]
    private var isStopping = false
    private nonisolated let bell = Bell()

    package init(store: any DeliveryStore, environment: PluginEnvironment) {
        self.store = store
        self.environment = environment
    }

    /// Looks for plugins and lets them run.
    package func start() async {
        // What was enabled while they were looked for runs already, or is about to.
        for (name, finding) in await findings where runners[name] == nil && turns[name] == nil { admit(name, finding) }
    }

    private var findings: [String: Finding] {
        get async {
            let discovery = Discovery(folders: environment.folders, trustedOwners: environment.trustedOwners)
            return await aside { discovery.findings() }
        }
    }

    /// Takes the place of what ran or was refused under this name.
    private func admit(_ name: String, _ finding: Finding) {
        guard !isStopping else { return }
        runners[name] = nil
        refusals[name] = nil
        switch finding {
        case .refused(let reason):
            refusals[name] = reason
            environment.notice(.refused(plugin: name, reason: reason))
        case .plugin(let plugin):
            let runner = PluginRunner(plugin, store: store, environment: environment)
            runners[name] = (runner, Task { await runner.run() })
        }
        bell.runners = runners.values.map(\.runner)
    }

    /// Something was committed. Cheap, and callable from any thread.
    package nonisolated func wake() {
        for runner in bell.runners { runner.wake() }
    }

    /// Whether any plugin that may run hears events of a type.
    package nonisolated func hears(_ type: String) -> Bool {
        bell.runners.contains { $0.plugin.manifest.hears(type) }
    }

    /// Every plugin that was found, by name.
    package func list() async throws -> [PluginStatus] {
        var statuses: [PluginStatus] = []
        for (runner, _) in runners.values { statuses.append(try await runner.status()) }
        for (name, reason) in refusals {
            statuses.append(
                PluginStatus(
                    name: name, version: "", state: .refused, reason: reason, progress: PluginProgress(cursor: 0),
                    lag: 0))
        }
        return statuses.sorted { $0.name < $1.name }
    }

    /// Reads a plugin anew and lets it go on with the event that it stopped at: the operator has mended something.
    ///
    /// - Returns: Whether there is such a plugin.
    /// - Throws: `CancellationError` once the host stops; what the store throws.
    package func enable(_ name: String) async throws -> Bool {
        let turn = Task { [before = turns[name]] in
            _ = await before?.result
            return try await renew(name)
        }
        turns[name] = turn
        defer { if turns[name] == turn { turns[name] = nil } }
        return try await turn.value
    }

    private func renew(_ name: String) async throws -> Bool {
        guard !isStopping else { throw CancellationError() }
        guard let finding = await findings[name] else { return false }
        if let (_, task) = runners[name] {
            task.cancel()
            await task.value
        }
        // Whether or not its progress can be saved, the plugin runs again.
        defer { admit(name, finding) }
        if case .plugin = finding, var progress = try await store.progress(of: name) {
            progress.goOn()
            try await store.save(progress, of: name, outcome: nil)
        }
        guard !isStopping else { throw CancellationError() }
        return true
    }

    /// Ends what runs, and returns when it is gone. Nothing is started any more.
    package func stop() async {
        isStopping = true
        for (_, task) in runners.values { task.cancel() }
        for turn in turns.values { _ = await turn.result }
        for (_, task) in runners.values { await task.value }
    }
}
