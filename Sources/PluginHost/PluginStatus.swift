package import Clinic

/// What the host knows of a plugin.
package struct PluginStatus: Sendable, Hashable {
    package enum State: String, Sendable {
        case running
        /// It waits until a failed event may be tried again.
        case retrying
        /// It waits for the operator.
        case stopped
        /// It waits until the administrator has granted what it needs to know, or until its service runs again.
        case waiting
        /// It is a service of its own that was never started, and hears of nothing.
        case unused
        /// An operator doesn't want it to run.
        case disabled
        /// It failed too often in a row, and is left alone for a while.
        case broken
        /// It isn't run at all.
        case refused
    }

    package let name: String
    package let version: String
    package let description: String
    package let state: State
    package let reason: String?
    package let progress: PluginProgress
    /// What it needs to know of members, and what it may ask; nothing for one that isn't run.
    package let fields: [PersonalField]
    package let may: [PluginRight]
    /// How many committed events it has not looked at yet.
    package let lag: Int
    /// The events that were put aside, in order.
    package let parked: [ParkedDelivery]
    /// How long deliveries took since the host has known the plugin.
    package let latencies: Latencies
}

/// What an operator can want of a plugin's deliveries.
package enum PluginWish: Sendable, Hashable {
    /// Try a parked event once more; `nil` for all of them, and for what waits for its next try.
    case retry(Int?)
    /// Go without an event that is parked or that the plugin is stuck at.
    case skip(Int)
    /// Hear again whatever came after a sequence.
    case replay(after: Int)
}

/// Where a plugin stands with its deliveries.
package struct PluginStanding: Sendable, Hashable {
    /// The event that it was given and is to be given again.
    package let failing: Int?
    /// How far it has looked at events.
    package let reached: Int

    package init(failing: Int?, reached: Int) {
        self.failing = failing
        self.reached = reached
    }
}
