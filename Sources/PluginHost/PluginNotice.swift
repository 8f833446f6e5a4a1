package import Clinic

/// Something about a plugin that an operator may want to know. Whoever runs the host says it in their own way.
package enum PluginNotice: Sendable {
    /// It hears events from now on.
    case started(plugin: String)
    case delivered(plugin: String, event: RecordedEvent)
    /// One attempt failed; it is tried again.
    case failed(plugin: String, event: RecordedEvent, attempt: Int, ending: String)
    /// An event was put aside after the last attempt.
    case parked(plugin: String, event: RecordedEvent, ending: String)
    /// The plugin says that its configuration is wrong, and waits for the operator with this event undelivered.
    case stopped(plugin: String, event: RecordedEvent)
    /// It was found and isn't run. The reason speaks of files alone.
    case refused(plugin: String, reason: String)
    /// A line that it wrote.
    case said(plugin: String, line: String)
    /// The store could not be reached; the plugin goes on when it can.
    case storeFailed(plugin: String)
}

/// What the host knows of a plugin.
package struct PluginStatus: Sendable, Hashable {
    package enum State: String, Sendable {
        case running
        /// It waits until a failed event may be tried again.
        case retrying
        /// It waits for the operator.
        case stopped
        /// It isn't run at all.
        case refused
    }

    package let name: String
    package let version: String
    package let state: State
    package let reason: String?
    package let progress: PluginProgress
    /// How many committed events it has not looked at yet.
    package let lag: Int
}
