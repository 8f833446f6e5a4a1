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
    /// It is there no more.
    case removed(plugin: String)
    /// The folders can't be watched, so that changes are found at a reload alone.
    case unwatched
    /// A plugin in stream mode wrote lines that are no answers.
    case protocolErrors(plugin: String, told: [String], count: Int)
    /// It has failed so often in a row that it is left alone for a while.
    case circuitOpened(plugin: String, reason: String, count: Int)
    /// It wasn't given some events, for this reason.
    case dropped(plugin: String, event: RecordedEvent, reason: String)
    /// It asked the daemon for something that its manifest doesn't name.
    case refusedCall(plugin: String, method: String)
    /// Something that it has started could not be ended.
    case leftBehind(plugin: String)
    /// A line that it wrote.
    case said(plugin: String, line: String)
    /// The store could not be reached; the plugin goes on when it can.
    case storeFailed(plugin: String)
}
