/// One field of a journal line, by which `journalctl` finds it: `journalctl CONVENED_MEMBER=M1042`.
///
/// The keys are a closed list and the values are ``JournalSafe``, so nothing personal has a field to go into.
package struct JournalField: Sendable, Hashable {
    /// In the journal a key is upper case behind `CONVENED_`, on standard error it is as it stands.
    package enum Key: String, Sendable, CaseIterable {
        /// Who asked for it: an account, a plugin or the clock.
        case actor
        /// An alert's identifier.
        case alert
        /// The part of the program, or the library, that speaks.
        case component
        /// How many of what the message speaks of.
        case count
        /// An event's type, such as `attendance.checked_in`.
        case event
        /// A group's identifier.
        case group
        /// The name of the limit that was reached.
        case limit
        /// A member's code.
        case member
        /// The Varlink method that was called.
        case method
        /// A plugin's name.
        case plugin
        /// A program's identifier.
        case program
        /// A short reason out of a closed set.
        case reason
        /// The role that would have been needed.
        case role
        /// The ledger's schema version.
        case schema
        /// An event's place in the site's order.
        case sequence
        /// A session's name.
        case session
        /// A member's standing of the week.
        case standing
        /// A process's exit status.
        case status
        /// The peer's Unix user.
        case uid
        /// A week, by its first day.
        case week

        var journalName: String { "CONVENED_" + rawValue.uppercased() }
    }

    let key: Key
    let value: String

    package init(_ key: Key, _ value: some JournalSafe) {
        self.init(key: key, text: value.journalText)
    }

    /// For text that a library put behind a known key.
    init(key: Key, text: String) {
        self.key = key
        value = text
    }
}
