package import Clinic

/// Where the host reads events from and keeps how far each plugin has come. What it saves is durable on return.
package protocol DeliveryStore: Sendable {
    /// Committed events after a sequence, in order.
    func events(after sequence: Int, limit: Int) async throws -> [RecordedEvent]

    /// The sequence of the last committed event; 0 if there is none.
    func lastSequence() async throws -> Int

    /// `nil` for a plugin that has never run here.
    func progress(of plugin: String) async throws -> PluginProgress?

    /// Saves both or neither.
    func save(_ progress: PluginProgress, of plugin: String, outcome: DeliveryOutcome?) async throws
}

/// How far a plugin has come.
package struct PluginProgress: Sendable, Hashable, Codable {
    /// The sequence of the last event that needs nothing more.
    package var cursor: Int
    /// How often the event after it has been tried.
    package var attempts = 0
    /// When it may be tried again.
    package var nextTry: Instant?
    /// Why the plugin waits for the operator; `nil` while it runs.
    package var stopped: String?
    package var delivered = 0
    package var failed = 0
    package var parked = 0

    package init(cursor: Int) { self.cursor = cursor }

    /// Reads what an older or newer version stored: all but the cursor may be missing.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        cursor = try container.decode(Int.self, forKey: .cursor)
        attempts = try container.decodeIfPresent(Int.self, forKey: .attempts) ?? 0
        nextTry = try container.decodeIfPresent(Instant.self, forKey: .nextTry)
        stopped = try container.decodeIfPresent(String.self, forKey: .stopped)
        delivered = try container.decodeIfPresent(Int.self, forKey: .delivered) ?? 0
        failed = try container.decodeIfPresent(Int.self, forKey: .failed) ?? 0
        parked = try container.decodeIfPresent(Int.self, forKey: .parked) ?? 0
    }

    /// The operator has mended what was wrong: the event at hand is tried at once, as if for the first time.
    mutating func goOn() {
        stopped = nil
        nextTry = nil
        attempts = 0
    }
}

/// What became of one event at one plugin.
package struct DeliveryOutcome: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case delivered
        /// Tried as often as the manifest allows, and put aside.
        case parked
        /// Not delivered, and waiting until the operator has mended the plugin's configuration.
        case undeliverable
    }

    package let sequence: Int
    package let kind: Kind
    package let reason: String?
    package let at: Instant

    package init(sequence: Int, kind: Kind, reason: String?, at: Instant) {
        self.sequence = sequence
        self.kind = kind
        self.reason = reason
        self.at = at
    }
}
