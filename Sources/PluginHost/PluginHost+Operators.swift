/// What a look at the folders has changed. The names are in alphabetical order.
package struct PluginReload: Sendable, Hashable {
    package var added: [String] = []
    /// What they do is finished first.
    package var changed: [String] = []
    package var removed: [String] = []
    package var refused: [String] = []

    package init() {}
}

extension PluginHost {
    /// Looks for plugins anew. What is as it was goes on undisturbed; what has changed finishes what it is doing first.
    @discardableResult
    package func reload() async -> PluginReload {
        var result = PluginReload()
        guard !isStopping else { return result }
        let found = await findings
        for name in Set(found.keys).union(runners.keys).union(refusals.keys).sorted() {
            let before = runners[name]?.runner.plugin
            switch found[name] {
            case .plugin(let plugin)? where before?.isSame(as: plugin) == true: continue
            case .plugin?:
                if before == nil { result.added.append(name) } else { result.changed.append(name) }
            case .refused?: result.refused.append(name)
            case nil: result.removed.append(name)
            }
            Task { try await inTurn(name) { await self.renewWhenDone(name) } }
        }
        return result
    }

    /// Puts what is found now in the place of what runs, as soon as that has finished what it is doing.
    private func renewWhenDone(_ name: String) async {
        if let (runner, task) = runners[name] {
            await runner.retire()
            await task.value
        }
        guard !isStopping else { return }
        if let finding = await findings[name] { admit(name, finding) } else { dismiss(name) }
    }

    /// Where a plugin stands with its deliveries; `nil` if no plugin of this name runs.
    package func standing(of name: String) async throws -> PluginStanding? {
        try await runners[name]?.runner.standing()
    }

    /// Carries out what an operator wants of a plugin's deliveries. What was carried out already isn't again.
    ///
    /// - Parameter operation: The sequence of the event that says so.
    package func carryOut(_ wish: PluginWish, of name: String, operation: Int) async throws {
        try await runners[name]?.runner.carryOut(wish, operation: operation)
    }

    /// Whether there is a plugin of this name, whatever becomes of it.
    package func exists(_ name: String) async -> Bool {
        if runners[name] != nil || refusals[name] != nil { return true }
        return await findings[name] != nil
    }

    /// Reads a plugin anew and lets it go on with the event that it stopped at: the operator has mended something.
    ///
    /// - Parameter operation: The sequence of the event that says so; what was carried out already isn't again.
    /// - Returns: Whether there is such a plugin.
    /// - Throws: `CancellationError` once the host stops; what the store throws.
    @discardableResult
    package func enable(_ name: String, operation: Int) async throws -> Bool {
        try await change(name, operation) { progress in progress.goOn() }
    }

    /// Ends what a plugin does and lets it hear nothing until it is enabled. What happens meanwhile waits for it.
    ///
    /// - Parameter operation: The sequence of the event that says so; what was carried out already isn't again.
    /// - Returns: Whether there is such a plugin.
    /// - Throws: `CancellationError` once the host stops; what the store throws.
    @discardableResult
    package func disable(_ name: String, operation: Int) async throws -> Bool {
        try await change(name, operation) { progress in progress.isDisabled = true }
    }

    private func change(
        _ name: String, _ operation: Int, _ body: @escaping @Sendable (inout PluginProgress) -> Void
    ) async throws -> Bool {
        // Nobody waits until a plugin that is being replaced has finished.
        if isBusy(name) { runners[name]?.task.cancel() }
        return try await inTurn(name) { try await self.renew(name, operation, body) }
    }

    private func isCarriedOut(_ operation: Int, at name: String) async throws -> Bool {
        try await store.progress(of: name).map { $0.operation >= operation } ?? false
    }

    private func renew(
        _ name: String, _ operation: Int, _ body: @Sendable (inout PluginProgress) -> Void
    ) async throws -> Bool {
        guard !isStopping else { throw CancellationError() }
        guard let finding = await findings[name] else { return false }
        if runners[name] != nil, try await isCarriedOut(operation, at: name) { return true }
        if let (_, task) = runners[name] {
            task.cancel()
            await task.value
        }
        // Whether or not its progress can be saved, the plugin runs again.
        defer { admit(name, finding) }
        if case .plugin = finding, try await !isCarriedOut(operation, at: name) {
            // A new plugin hears what happens from now on.
            var progress = PluginProgress(cursor: 0)
            if let known = try await store.progress(of: name) {
                progress = known
            } else {
                progress.cursor = try await store.lastSequence()
            }
            body(&progress)
            progress.operation = operation
            try await store.save(progress, of: name, outcomes: [])
        }
        guard !isStopping else { throw CancellationError() }
        return true
    }
}
