package import Clinic

/// How far a plugin has come. It is kept beside the events, and is all that a restart needs to know.
package struct PluginProgress: Sendable, Hashable, Codable {
    /// The sequence of the last event that needs nothing more.
    package var cursor: Int
    /// How often what comes after it has been tried.
    package var attempts = 0
    /// The last event of what was tried: the same ones are tried again, whatever has come since.
    package var upTo: Int?
    /// When it may be tried again.
    package var nextTry: Instant?
    /// Why the plugin waits for the operator; `nil` while it runs.
    package var stopped: String?
    /// An operator doesn't want it to hear anything for now.
    package var isDisabled = false
    /// Parked events that are to be tried once more, in this order.
    package var redo: [Int] = []
    package var delivered = 0
    package var failed = 0
    package var dropped = 0
    /// Calls to the daemon that it wasn't allowed.
    package var refusedCalls = 0
    /// Lines that a plugin in stream mode wrote and that were no answers.
    package var protocolErrors = 0
    /// The event that it was last done with, and when that was.
    package var last: Int?
    package var lastAt: Instant?

    /// The sequence of the last event by which an operator wanted something of it: each is carried out once.
    package var operation = 0

    package init(cursor: Int) { self.cursor = cursor }

    /// Reads what an older or newer version stored: all but the cursor may be missing.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        cursor = try container.decode(Int.self, forKey: .cursor)
        attempts = try container.decodeIfPresent(Int.self, forKey: .attempts) ?? 0
        upTo = try container.decodeIfPresent(Int.self, forKey: .upTo)
        nextTry = try container.decodeIfPresent(Instant.self, forKey: .nextTry)
        stopped = try container.decodeIfPresent(String.self, forKey: .stopped)
        isDisabled = try container.decodeIfPresent(Bool.self, forKey: .isDisabled) ?? false
        redo = try container.decodeIfPresent([Int].self, forKey: .redo) ?? []
        delivered = try container.decodeIfPresent(Int.self, forKey: .delivered) ?? 0
        failed = try container.decodeIfPresent(Int.self, forKey: .failed) ?? 0
        dropped = try container.decodeIfPresent(Int.self, forKey: .dropped) ?? 0
        refusedCalls = try container.decodeIfPresent(Int.self, forKey: .refusedCalls) ?? 0
        protocolErrors = try container.decodeIfPresent(Int.self, forKey: .protocolErrors) ?? 0
        last = try container.decodeIfPresent(Int.self, forKey: .last)
        lastAt = try container.decodeIfPresent(Instant.self, forKey: .lastAt)
        operation = try container.decodeIfPresent(Int.self, forKey: .operation) ?? 0
    }

    /// The operator has mended what was wrong: what is at hand is tried at once, as if for the first time.
    mutating func goOn() {
        stopped = nil
        isDisabled = false
        startOver()
    }

    /// What comes after the cursor has not been tried yet.
    mutating func startOver() {
        attempts = 0
        upTo = nil
        nextTry = nil
    }
}
