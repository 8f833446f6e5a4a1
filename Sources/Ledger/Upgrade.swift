import Clinic
import Foundation
import GRDB

/// Brings a ledger of an older version to the present form.
///
/// Before anything is changed a copy is kept beside the ledger, such as `ledger-schema-12-2026-11-26T170512Z.db` with the
/// time of its last event. Afterwards the tables are made anew from the events, since a newer version may see more in an
/// old event than a change of the tables alone can know.
struct Upgrade {
    let pool: DatabasePool
    let path: String

    /// Marks, in SQLite's `user_version`, a ledger whose tables are still to be made anew: an upgrade that was interrupted
    /// goes on at the next start.
    private static let underWay = 1

    /// - Returns: What the ledger was before; `nil` if nothing was to be done.
    func run(_ progress: @escaping (LedgerProgress) -> Void) throws -> LedgerSummary? {
        let before = try pool.read { db in
            try db.tableExists("event") ? LedgerSummary(db) : nil
        }
        guard let before, before.events > 0 else {
            try Schema.migrator.migrate(pool)
            return nil
        }
        let isUnderWay = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") == Self.underWay }
        guard before.isOlder || isUnderWay else { return nil }
        if before.isOlder { try keep(before, progress) }
        try pool.write { try $0.execute(sql: "PRAGMA user_version = \(Self.underWay)") }
        progress(LedgerProgress(.upgrade, done: 0, of: before.events))
        try Schema.migrator.migrate(pool)
        try pool.write { db in
            for table in Schema.derivedTables { try db.execute(sql: "DELETE FROM \(table)") }
            try Replay(source: db, target: db).run { progress(LedgerProgress(.upgrade, done: $0, of: $1)) }
            try db.execute(sql: "PRAGMA user_version = 0")
        }
        return before
    }

    /// Keeps the ledger as it is. One that an attempt has kept before holds the same, or the beginning of it.
    private func keep(_ ledger: LedgerSummary, _ progress: @escaping (LedgerProgress) -> Void) throws {
        let last = ledger.recorded ?? Instant(milliseconds: 0)
        let place = "\(folder(of: path))/\(stamped("ledger-schema-\(ledger.schema)", last))"
        do throws(BackupError) {
            let draft = try DraftFile(for: place)
            do {
                try pool.read { try Backup.copy($0, to: draft.path, progress) }
                try draft.finish(replacing: true)
            } catch {
                draft.discard()
                throw error as? BackupError ?? .unwritable(path: place, reason: "\(error)")
            }
        } catch {
            let reason = "it is of an older version, and of what it is now a copy is kept first, but \(error)"
            throw LedgerError.unusable(path: path, reason: reason)
        }
    }
}
