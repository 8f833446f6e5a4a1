package import Clinic

/// Where the host reads events from and keeps how far each plugin has come. What it saves is durable on return.
package protocol DeliveryStore: Sendable {
    /// Committed events after a sequence, in order.
    func events(after sequence: Int, limit: Int) async throws -> [RecordedEvent]

    /// The sequence of the last committed event; 0 if there is none.
    func lastSequence() async throws -> Int

    /// The programs that a group is for; empty for one that is for every program, `nil` if there is no such group.
    func programs(of group: GroupID) async throws -> [ProgramID]?

    /// `nil` for a plugin that has never run here.
    func progress(of plugin: String) async throws -> PluginProgress?

    /// Saves all or nothing. The last outcome of an event at a plugin is the one that counts.
    func save(_ progress: PluginProgress, of plugin: String, outcomes: [DeliveryOutcome]) async throws

    /// What a plugin is granted.
    func grants(of plugin: String) async throws -> Set<PersonalField>

    /// What is personal of some members; those who aren't known are left out.
    func details(of members: Set<MemberCode>) async throws -> [MemberCode: MemberDetails]

    /// The events that were put aside at a plugin, in order.
    func parked(of plugin: String) async throws -> [ParkedDelivery]
}

/// What became of one event at one plugin.
package struct DeliveryOutcome: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case delivered
        /// Tried as often as the manifest allows, and put aside.
        case parked
        /// Not delivered, and waiting until the operator has mended the plugin's configuration.
        case undeliverable
        /// Not handed over, since a member hasn't agreed to what it is for.
        case dropped
        /// An operator has decided that the plugin goes without it.
        case skipped
    }

    package let sequence: Int
    package let kind: Kind
    package let reason: String?
    /// How often it was tried.
    package let attempts: Int
    package let at: Instant

    package init(sequence: Int, kind: Kind, reason: String?, attempts: Int, at: Instant) {
        self.sequence = sequence
        self.kind = kind
        self.reason = reason
        self.attempts = attempts
        self.at = at
    }
}

/// An event that was put aside at a plugin.
package struct ParkedDelivery: Sendable, Hashable {
    package let event: RecordedEvent
    package let reason: String?
    package let attempts: Int
    package let at: Instant

    package init(event: RecordedEvent, reason: String?, attempts: Int, at: Instant) {
        self.event = event
        self.reason = reason
        self.attempts = attempts
        self.at = at
    }
}
