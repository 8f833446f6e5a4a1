import Clinic

/// Why a backup isn't made or isn't restored. Nothing has been changed.
package enum BackupError: Error, CustomStringConvertible {
    /// There is a file already.
    case exists(path: String)
    /// Another process writes the same file.
    case underWay(path: String)
    case unwritable(path: String, reason: String)
    /// The backup is the ledger itself.
    case same(path: String)
    /// The ledger belongs to another site than the backup.
    case otherSite(ledger: String)
    /// The ledger has events that the backup hasn't: how many, and when the last one was recorded.
    case wouldLose(ledger: String, events: Int, last: String)

    package var description: String {
        switch self {
        case .exists(let path):
            "\(path) is there already; name another file, or write over it with --force"
        case .underWay(let path):
            "\(path) is being written by another process; wait for that one"
        case .unwritable(let path, let reason):
            "\(path) can't be written: \(reason)"
        case .same(let path):
            "\(path) is the ledger itself; name a backup"
        case .otherSite(let ledger):
            "\(ledger) is the ledger of another site than the backup's; --force puts the backup in its place all the same, "
                + "and keeps it beside that"
        case .wouldLose(let ledger, let events, let last):
            "\(ledger) is newer than the backup: \(events) \(events == 1 ? "event" : "events") of it, the last of \(last), "
                + "would be missing; --force restores the backup all the same, and keeps the ledger beside it"
        }
    }
}
