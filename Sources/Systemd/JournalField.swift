/// One field of a journal line, by which `journalctl` finds it: `journalctl CONVENED_MEMBER=M1042`.
///
/// The keys are a closed list and the values are ``JournalSafe``, so nothing personal has a field to go into.
package struct JournalField: Sendable, Hashable {
    /// In the journal a key is upper case behind `CONVENED_`, on standard error it is as it stands. What each holds stands
    /// in ``meaning``.
    package enum Key: String, Sendable, CaseIterable {
        case actor, alert, component, count, event, group, limit, member, method, plugin, program, reason, role,
            schema, sequence, session, standing, status, uid, week

        /// The field's name in the journal.
        package var journalName: String { "CONVENED_" + rawValue.uppercased() }
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
