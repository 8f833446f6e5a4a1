import Foundation

/// Keeps a second process from writing to a ledger: SQLite 3.40's write-ahead log isn't safe with two writers.
///
/// The lock is given up when the ledger is closed, and goes with the process, however it ends.
final class LedgerLock: Sendable {
    private let descriptor: CInt

    /// - Throws: ``LedgerError/inUse(path:)`` if another process has the ledger.
    init(_ path: String) throws(LedgerError) {
        descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusable(path: path, reason: "its folder can't be written to: \(String(cString: strerror(errno)))")
        }
        // Root's lock on a ledger that is a service's stays usable for the service.
        var owner = stat()
        if geteuid() == 0, stat(folder(of: path), &owner) == 0 { fchown(descriptor, owner.st_uid, owner.st_gid) }
        // What throws once everything is set is deinitialised, so closed, too.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: path) }
    }

    func release() { flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
