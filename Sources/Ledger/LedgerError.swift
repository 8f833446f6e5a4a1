/// Why a ledger can't be used.
package enum LedgerError: Error, CustomStringConvertible {
    /// Another process writes to it.
    case inUse(path: String)
    /// The file belongs to a newer version of this program.
    case newer(path: String)
    /// The file is there but can't be opened, or doesn't keep what it confirms.
    case unusable(path: String, reason: String)
    /// It isn't what it was when it was written: one sentence for each thing that is wrong.
    case damaged(path: String, [String])
    /// It has been closed, since the daemon stops.
    case closed
    /// Something in it can't be read.
    case unreadable(String)

    package var description: String {
        switch self {
        case .inUse(let path):
            "the ledger at \(path) is in use by another convened; stop that one first"
        case .newer(let path):
            "the ledger at \(path) was written by a newer convened; install that version again to open it"
        case .unusable(let path, let reason):
            "the ledger at \(path) can't be used: \(reason)"
        case .damaged(let path, let problems):
            "\(path) isn't whole:\n\(problems.joined(separator: "\n"))"
        case .closed:
            "the ledger is closed, since convened stops; start it again"
        case .unreadable(let what):
            "the ledger holds \(what), which this version of convened can't read; install a newer one"
        }
    }
}
