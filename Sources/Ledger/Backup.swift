package import Clinic
import Foundation
import GRDB

/// A copy of a ledger in one file: whole, checked and closed to others, or not there at all.
///
/// The ledger is read, as one snapshot of what is committed, and never written, so the daemon goes on meanwhile. Whoever
/// may read the ledger may make one.
package struct Backup {
    private let ledger: String
    private let progress: (LedgerProgress) -> Void

    package init(of ledger: String, progress: @escaping (LedgerProgress) -> Void = { _ in }) {
        self.ledger = ledger
        self.progress = progress
    }

    /// Writes the copy, holds it against itself, and only then puts it in its place.
    ///
    /// - Parameter replacing: Whether it may take the place of a file that is there.
    /// - Returns: What the copy holds.
    /// - Throws: ``BackupError``, ``LedgerError``.
    @discardableResult
    package func write(to path: String, replacing: Bool = false) throws -> LedgerSummary {
        guard replacing || access(path, F_OK) != 0 else { throw BackupError.exists(path: path) }
        guard !isSameFile(path, ledger) else { throw BackupError.same(path: path) }
        let draft = try DraftFile(for: path)
        do {
            try LedgerFile(path: ledger).read { try Self.copy($0, to: draft.path, progress) }
            let summary = try Verification(path: draft.path, progress: progress).summary()
            try draft.finish(replacing: replacing)
            return summary
        } catch {
            draft.discard()
            throw error
        }
    }

    /// Copies what a snapshot holds into an empty file.
    static func copy(_ source: Database, to path: String, _ progress: @escaping (LedgerProgress) -> Void) throws {
        // Only a transaction that has read something has a snapshot.
        _ = try source.tableExists("event")
        do {
            let copy = try DatabaseQueue(path: path)
            try copy.writeWithoutTransaction { target in
                // It counts for nothing before it is whole, and is put on disk as a whole then.
                try target.execute(sql: "PRAGMA synchronous = OFF")
                try source.backup(to: target, pagesPerStep: 1024) { step in
                    progress(LedgerProgress(.copy, done: step.completedPageCount, of: step.totalPageCount))
                }
                // One file, that can be read where nothing may be written.
                try target.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        } catch let error as DatabaseError {
            // What else can fail is the ledger's own.
            guard [.SQLITE_FULL, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR].contains(error.resultCode) else {
                throw error
            }
            throw BackupError.unwritable(path: path, reason: error.message ?? "SQLite says \(error.resultCode)")
        }
    }
}

/// Whether two names are one file's.
func isSameFile(_ one: String, _ other: String) -> Bool {
    var file = stat()
    return stat(one, &file) == 0 && isFile(file, at: other)
}

/// Whether a name is a file's.
func isFile(_ file: stat, at path: String) -> Bool {
    var named = stat()
    return stat(path, &named) == 0 && named.st_dev == file.st_dev && named.st_ino == file.st_ino
}

/// A folder of backups, each named by the time at which it was made, such as `ledger-2026-11-26T031500Z.db`.
package struct BackupFolder {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Where a backup goes that is made at an instant.
    package func place(at now: Instant) -> String { "\(path)/\(stamped("ledger", now))" }

    /// Makes the folder if there is none, closed to others.
    ///
    /// - Throws: ``BackupError``.
    package func make() throws(BackupError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Removes all backups but the newest ones. Files of other names are left alone.
    ///
    /// - Returns: How many it has removed.
    /// - Throws: ``BackupError``.
    package func prune(keeping count: Int) throws(BackupError) -> Int {
        let old = names.sorted().dropLast(count)
        for name in old {
            guard unlink("\(path)/\(name)") == 0 else {
                throw .unwritable(path: "\(path)/\(name)", reason: String(cString: strerror(errno)))
            }
        }
        return old.count
    }

    /// When the newest backup was written; `nil` if there is none, or the folder may not be looked into.
    package var newest: Instant? {
        names.compactMap { name in
            var file = stat()
            guard stat("\(path)/\(name)", &file) == 0, file.st_size > 0 else { return nil }
            return Instant(milliseconds: Int64(file.st_mtim.tv_sec) * 1000)
        }.max()
    }

    private var names: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return entries.filter { $0.wholeMatch(of: /ledger-\d{4}-\d\d-\d\dT\d{6}Z\.db/) != nil }
    }
}

/// A file name with the time of an instant in UTC, by which names sort as the times do.
func stamped(_ stem: String, _ now: Instant) -> String {
    let text = Zone.utc.rfc3339(now)
    return "\(stem)-\(text.prefix(10))T\(text.dropFirst(11).prefix(8).filter { $0 != ":" })Z.db"
}
