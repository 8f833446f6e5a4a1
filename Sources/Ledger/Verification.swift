import Clinic
import Foundation
import GRDB

/// Holds a ledger, or a backup of one, against itself: the file, the chain of its events, and its tables against those
/// events.
///
/// It only reads, so it may run beside the daemon.
package struct Verification {
    private let file: LedgerFile
    private let progress: (LedgerProgress) -> Void

    /// - Parameter progress: Hears how far it has come, at the beginning and at the end of each part and every thousand
    ///   events between.
    package init(path: String, progress: @escaping (LedgerProgress) -> Void = { _ in }) {
        file = LedgerFile(path: path)
        self.progress = progress
    }

    /// What is wrong, as sentences; nothing if all is right.
    ///
    /// - Throws: ``LedgerError`` if the ledger can't be read at all.
    package func problems() throws -> [String] {
        do {
            _ = try summary()
            return []
        } catch LedgerError.damaged(_, let problems) {
            return problems
        }
    }

    /// What is in a ledger with which nothing is wrong.
    ///
    /// - Throws: ``LedgerError``.
    package func summary() throws -> LedgerSummary {
        // One snapshot for everything, so that what the daemon commits meanwhile isn't taken for a difference.
        try file.read { db in
            let check = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            // Each part rests on the one before: what is in a damaged file can't be told, nor what follows from events
            // that have been changed.
            var problems = check.map(LedgerFile.damage)
            if problems.isEmpty { problems = try chainProblems(db) }
            if problems.isEmpty { problems = try tableProblems(db) }
            guard problems.isEmpty else { throw LedgerError.damaged(path: file.path, problems) }
            return try LedgerSummary(db)
        }
    }

    private func chainProblems(_ db: Database) throws -> [String] {
        let store = Store(db: db)
        var predecessor = AuditChain.origin
        var expected = 1
        let total = try store.lastSequence()
        progress(LedgerProgress(.chain, done: 0, of: total))
        let rows = try Row.fetchCursor(
            db, sql: "SELECT sequence, weeks, personal, personal_digest, hash FROM event ORDER BY sequence")
        while let row = try rows.next() {
            let sequence: Int = row[0]
            guard sequence == expected, let event = try store.events(after: sequence - 1, limit: 1).first else {
                return ["event \(expected) is missing"]
            }
            let digest: Data? = row[3]
            if let personal: String = row[2], AuditChain.digest(personal) != digest {
                return ["the personal values of event \(sequence) have been changed"]
            }
            let hash = AuditChain.hash(event, weeks: row[1], personalDigest: digest, after: predecessor)
            guard hash == row[4] as Data else {
                return ["event \(sequence) has been changed, or one before it is gone"]
            }
            predecessor = hash
            expected += 1
            if sequence % 1000 == 0 { progress(LedgerProgress(.chain, done: sequence, of: total)) }
        }
        progress(LedgerProgress(.chain, done: total, of: total))
        return []
    }

    /// Makes the tables anew, in memory, from the events alone. Those of an older version have another form and are made
    /// anew when this one opens the ledger, so of them it is only seen that that can be done.
    private func tableProblems(_ db: Database) throws -> [String] {
        let copy = try DatabaseQueue()
        try Schema.migrator.migrate(copy)
        try copy.write { copy in
            try Replay(source: db, target: copy).run { progress(LedgerProgress(.tables, done: $0, of: $1)) }
        }
        guard try Schema.migrator.hasCompletedMigrations(db) else { return [] }
        return try copy.read { copy in
            try Schema.derivedTables.compactMap { table in
                let count = try differences(in: table, db, copy)
                return count == 0 ? nil : "the table \(table) isn't what the events say: \(count) rows differ"
            }
        }
    }

    /// How many rows differ, the tables of a big clinic not being held in memory.
    private func differences(in table: String, _ db: Database, _ copy: Database) throws -> Int {
        let columns = try db.columns(in: table).indices.map { String($0 + 1) }.joined(separator: ", ")
        let sql = "SELECT * FROM \(table) ORDER BY \(columns)"
        let (kept, made) = (try Row.fetchCursor(db, sql: sql), try Row.fetchCursor(copy, sql: sql))
        var count = 0
        while true {
            let (one, other) = (try kept.next(), try made.next())
            if one == nil && other == nil { return count }
            if one != other { count += 1 }
        }
    }
}
