package import Clinic
import Ledger

/// Where a plugin stands when somebody wants something of it.
package struct PluginFacts: Sendable {
    /// Whether it was found at all.
    package let exists: Bool
    /// Whether it may run; its deliveries can be operated only then.
    package let runs: Bool
    /// The event that it was given and is to be given again.
    package let failing: Int?
    /// How far it has looked at events.
    package let reached: Int

    package init(exists: Bool, runs: Bool, failing: Int? = nil, reached: Int = 0) {
        self.exists = exists
        self.runs = runs
        self.failing = failing
        self.reached = reached
    }
}

/// Enables or disables a plugin, or redirects its deliveries. The ledger keeps who wanted it; whoever runs the plugins
/// then carries it out.
package struct OperatePlugin: Command {
    package static let name = "operate-plugin"
    private let action: PluginOperated.Action
    private let plugin: String
    private let event: Int?
    private let from: Instant?
    private let facts: PluginFacts

    /// - Parameters:
    ///   - event: What is retried or skipped, or that after which everything is heard again.
    ///   - from: Since when everything is heard again, in the place of an event.
    package init(
        _ action: PluginOperated.Action, plugin: String, event: Int? = nil, from: Instant? = nil, facts: PluginFacts
    ) {
        self.action = action
        self.plugin = plugin
        self.event = event
        self.from = from
        self.facts = facts
    }

    package struct Outcome: CommandOutcome {
        /// The event that says so.
        package let operation: Int
        package let event: Int?
        /// How many deliveries it is about.
        package let count: Int
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(action)
        try container.encode(plugin)
        try container.encode(event)
        try container.encode(from)
    }

    package func perform(_ work: Work) throws -> Outcome {
        guard facts.exists else {
            throw Refusal(
                .noSuchPlugin(plugin.shortened),
                "there is no plugin \(plugin.shortened); 'convene plugin list' shows them")
        }
        let (event, count) = try subject(work)
        let operated = PluginOperated(action, plugin: plugin, event: event)
        let operation = try work.record(.pluginOperated(operated), about: Subject())
        return Outcome(operation: operation, event: event, count: count)
    }

    /// The event that it is about, and how many deliveries that concerns.
    private func subject(_ work: Work) throws -> (event: Int?, count: Int) {
        if action == .enabled || action == .disabled { return (nil, 0) }
        guard facts.runs else {
            throw Refusal(
                .badValue(field: "name"),
                "the plugin \(plugin) is refused, so nothing can be delivered to it; "
                    + "'convene plugin show \(plugin)' says why")
        }
        if action == .replayed { return try replay(work) }
        let parked = try work.store.parked(at: plugin).map(\.event.sequence)
        guard let event else {
            guard !parked.isEmpty || facts.failing != nil else {
                throw Refusal(
                    .badValue(field: "event"), "nothing is parked at the plugin \(plugin), so there is nothing to retry"
                )
            }
            return (nil, parked.count + (facts.failing == nil ? 0 : 1))
        }
        guard parked.contains(event) || facts.failing == event else {
            throw Refusal(
                .badValue(field: "event"),
                "event \(event) is neither parked at the plugin \(plugin) nor what it is stuck at; "
                    + "'convene plugin show \(plugin)' lists what is; to hear past events again, replay them")
        }
        return (event, 1)
    }

    private func replay(_ work: Work) throws -> (event: Int?, count: Int) {
        let after = try from.map { try work.store.lastSequence(before: $0) } ?? event ?? 0
        guard (0...facts.reached).contains(after) else {
            throw Refusal(
                .badValue(field: "since"),
                "the plugin \(plugin) has come to event \(facts.reached), so it can't hear again what comes after "
                    + "\(after): name an earlier event")
        }
        return (after, work.lastSequence - after)
    }
}

/// Grants a personal field to a plugin, or takes it back. Only whoever administers the service may.
package struct GrantField: Command {
    package static let name = "grant-field"
    private let plugin: String
    private let field: String
    private let isGranted: Bool
    /// What the plugin's manifest asks for; `nil` if there is no such plugin.
    private let asked: [PersonalField]?

    package init(_ field: String, to plugin: String, isGranted: Bool, asked: [PersonalField]?) {
        self.field = field
        self.plugin = plugin
        self.isGranted = isGranted
        self.asked = asked
    }

    package struct Outcome: CommandOutcome {
        /// Whether it wasn't so already.
        package let isNew: Bool
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(plugin)
        try container.encode(field)
        try container.encode(isGranted)
    }

    package func perform(_ work: Work) throws -> Outcome {
        guard work.caller.isAdministrator else {
            throw Refusal(
                .notAllowed(role: "admin"),
                "what plugins may know of members is decided by root: ask the administrator to do it")
        }
        guard let field = PersonalField(rawValue: field) else {
            throw Refusal(
                .badValue(field: "field"),
                "\(self.field.shortened) is no field; a plugin can be granted "
                    + PersonalField.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let has = try work.store.grants(of: plugin).contains { $0.field == field }
        if isGranted {
            guard let asked else {
                throw Refusal(
                    .noSuchPlugin(plugin.shortened),
                    "there is no plugin \(plugin.shortened) that could be granted anything; 'convene plugin list' shows "
                        + "them")
            }
            guard asked.contains(field) else {
                throw Refusal(
                    .badValue(field: "field"),
                    "the plugin \(plugin) doesn't ask for \(field.rawValue), so it isn't granted; "
                        + "its plugin.toml would have to name it in fields")
            }
        }
        if has != isGranted {
            let operated = PluginOperated(isGranted ? .granted : .revoked, plugin: plugin, field: field)
            try work.record(.pluginOperated(operated), about: Subject())
        }
        return Outcome(isNew: has != isGranted)
    }
}
