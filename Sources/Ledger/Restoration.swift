package import Clinic
import Foundation
import GRDB

/// Puts a backup in the place of a ledger, and keeps what was there.
package struct Restoration {
    private let ledger: String
    private let backup: String
    private let progress: (LedgerProgress) -> Void

    /// What has come of it.
    package struct Outcome: Sendable {
        package let restored: LedgerSummary
        /// Where the ledger is that was there before; `nil` if there was none.
        package let kept: String?
    }

    package init(of ledger: String, from backup: String, progress: @escaping (LedgerProgress) -> Void = { _ in }) {
        self.ledger = ledger
        self.backup = backup
        self.progress = progress
    }

    /// Copies the backup beside the ledger, holds the copy against itself, and only then puts it in the ledger's place.
    ///
    /// - Parameter force: Whether events may be missing afterwards that the ledger has, or the site may be another one.
    /// - Throws: ``BackupError``, ``LedgerError``. The ledger is as it was then.
    package func run(force: Bool, now: Instant) throws -> Outcome {
        guard !isSameFile(backup, ledger) else { throw BackupError.same(path: backup) }
        guard let owner = Self.owner(of: ledger) else {
            throw BackupError.unwritable(path: ledger, reason: String(cString: strerror(errno)))
        }
        // Also keeps a daemon from starting meanwhile.
        let lock = try LedgerLock(ledger)
        defer { lock.release() }
        let draft = try DraftFile(for: ledger)
        do {
            try LedgerFile(path: backup).read { source in
                if !force { try checkLoss(source) }
                try Backup.copy(source, to: draft.path, progress)
            }
            let restored = try Verification(path: draft.path, progress: progress).summary()
            try draft.give(to: owner)
            let kept = try keepPresent(now)
            try draft.finish(replacing: true)
            return Outcome(restored: restored, kept: kept)
        } catch LedgerError.damaged(_, let problems) {
            draft.discard()
            throw LedgerError.damaged(path: backup, problems)
        } catch {
            draft.discard()
            throw error
        }
    }

    /// Whom the ledger belongs to: the file's owner, or the folder's where there is none.
    private static func owner(of ledger: String) -> (user: uid_t, group: gid_t)? {
        var entry = stat()
        guard stat(ledger, &entry) == 0 || stat(folder(of: ledger), &entry) == 0 else { return nil }
        return (entry.st_uid, entry.st_gid)
    }

    /// Refuses to lose anything: whatever the ledger holds, the backup must hold too.
    private func checkLoss(_ source: Database) throws {
        guard access(ledger, F_OK) == 0 else { return }
        let backup = try LedgerSummary(source)
        let present: LedgerSummary
        let common: Int
        do {
            (present, common) = try LedgerFile(path: ledger).read(mayBeNewer: true) { db in
                (try LedgerSummary(db), try Self.common(db, source))
            }
        } catch is LedgerError {
            // Nobody can tell what it holds. It is kept.
            return
        }
        guard present.events > 0 else { return }
        if let site = present.site, site != backup.site { throw BackupError.otherSite(ledger: ledger) }
        guard common < present.events else { return }
        let zone = present.zone
        let last = present.recorded.map { "\(zone.date(at: $0)) \(zone.wallTime(at: $0))" } ?? "an unknown time"
        throw BackupError.wouldLose(ledger: ledger, events: present.events - common, last: last)
    }

    /// Up to which event two ledgers are the same: the chain says it by the hash of that event alone.
    private static func common(_ one: Database, _ other: Database) throws -> Int {
        func hash(_ db: Database, _ sequence: Int) throws -> Data? {
            try Store(db: db).first("SELECT hash FROM event WHERE sequence = ?", [sequence]) { $0[0] }
        }
        var low = 0
        var high = min(try Store(db: one).lastSequence(), try Store(db: other).lastSequence())
        while low < high {
            let middle = (low + high + 1) / 2
            if try hash(one, middle) == hash(other, middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Gives the present ledger a second name, so that at no moment there is none in its place.
    private func keepPresent(_ now: Instant) throws -> String? {
        guard access(ledger, F_OK) == 0 else { return nil }
        moveLogIntoFile()
        let kept = "\(folder(of: ledger))/\(stamped("ledger-replaced", now))"
        guard link(ledger, kept) == 0 else {
            throw BackupError.unwritable(path: kept, reason: String(cString: strerror(errno)))
        }
        // What a damaged ledger has left in its log belongs to it, and would be read as the new one's.
        guard rename(ledger + "-wal", kept + "-wal") == 0 || errno == ENOENT else {
            throw BackupError.unwritable(path: kept + "-wal", reason: String(cString: strerror(errno)))
        }
        unlink(ledger + "-shm")
        return kept
    }

    /// Leaves the present ledger as one file, unless it is damaged: SQLite would throw the log of such a one away. The
    /// lock says that nobody else writes.
    private func moveLogIntoFile() {
        guard (try? LedgerFile(path: ledger).read(mayBeNewer: true) { _ in }) != nil,
            let present = try? DatabaseQueue(path: ledger)
        else { return }
        try? present.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try? present.close()
    }
}
