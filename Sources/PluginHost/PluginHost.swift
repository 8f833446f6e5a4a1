/// Runs the plugins: each by itself, so that one that is slow, stuck or failing delays nobody.
package actor PluginHost {
    private let store: any DeliveryStore
    private let environment: PluginEnvironment
    private var runners: [String: (runner: PluginRunner, task: Task<Void, Never>)] = [:]
    private var refusals: [String: String] = [:]
    private nonisolated let bell = Bell()

    package init(store: any DeliveryStore, environment: PluginEnvironment) {
        self.store = store
        self.environment = environment
    }

    /// Looks for plugins and lets them run.
    package func start() {
        for (name, finding) in findings { admit(name, finding) }
    }

    private var findings: [String: Finding] {
        Discovery(folders: environment.folders, trustedOwners: environment.trustedOwners).findings()
    }

    private func admit(_ name: String, _ finding: Finding) {
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
    package func enable(_ name: String) async throws -> Bool {
        guard let finding = findings[name] else { return false }
        if let (_, task) = runners.removeValue(forKey: name) {
            task.cancel()
            await task.value
        }
        refusals[name] = nil
        if case .plugin = finding, var progress = try await store.progress(of: name) {
            progress.goOn()
            try await store.save(progress, of: name, outcome: nil)
        }
        admit(name, finding)
        return true
    }

    /// Ends what runs, and returns when it is gone.
    package func stop() async {
        for (_, task) in runners.values { task.cancel() }
        for (_, task) in runners.values { await task.value }
    }
}
