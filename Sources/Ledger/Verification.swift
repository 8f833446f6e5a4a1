import Clinic
import Foundation
import GRDB

/// Holds a ledger against itself: the file, the chain of its events, and its tables against those events.
///
/// It only reads, so it may run beside the daemon.
package struct Verification {
    private let path: String
    private let progress: (Progress) -> Void

    /// How far a part of the work has come.
    package struct Progress: Sendable, Equatable {
        package enum Part: String, Sendable {
            case chain = "the chain of events"
            case tables = "the tables made anew from the events"
        }

        package let part: Part
        /// Events that are done.
        package let done: Int
        /// All events.
        package let total: Int

        package init(_ part: Part, done: Int, of total: Int) {
            self.part = part
            self.done = done
            self.total = total
        }
    }

    /// - Parameter progress: Hears how far it has come, at the beginning and at the end of each part and every thousand
    ///   events between.
    package init(path: String, progress: @escaping (Progress) -> Void = { _ in }) {
        self.path = path
        self.progress = progress
    }

    /// What is wrong, as sentences; nothing if all is right.
    ///
    /// - Throws: ``LedgerError`` if the ledger can't be read at all.
    package func problems() throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let ledger = try DatabaseQueue(path: path, configuration: configuration)
            // One snapshot for everything, so that what the daemon commits meanwhile isn't taken for a difference.
            return try ledger.read { db in
                let check = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                let file = check.map { "the file is damaged: \($0)" }
                let chain = try chainProblems(db)
                return try file + chain + (chain.isEmpty ? tableProblems(db) : [])
            }
        } catch let error as DatabaseError {
            throw LedgerError.unusable(path: path, reason: error.message ?? "SQLite says \(error.resultCode)")
        }
    }

    private func chainProblems(_ db: Database) throws -> [String] {
        let store = Store(db: db)
        var predecessor = AuditChain.origin
        var expected = 1
        let total = try store.lastSequence()
        progress(Progress(.chain, done: 0, of: total))
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
            if sequence % 1000 == 0 { progress(Progress(.chain, done: sequence, of: total)) }
        }
        progress(Progress(.chain, done: total, of: total))
        return []
    }

    /// Makes the tables anew, in memory, from the events alone.
    private func tableProblems(_ db: Database) throws -> [String] {
        let copy = try DatabaseQueue()
        try Schema.migrator.migrate(copy)
        try copy.write { try replay(db, into: $0) }
        return try copy.read { copy in
            try Schema.derivedTables.compactMap { table in
                let columns = try db.columns(in: table).indices.map { String($0 + 1) }.joined(separator: ", ")
                let sql = "SELECT * FROM \(table) ORDER BY \(columns)"
                let (kept, made) = (try Row.fetchAll(db, sql: sql), try Row.fetchAll(copy, sql: sql))
                if kept == made { return nil }
                let count = zip(kept, made).count { $0 != $1 } + abs(kept.count - made.count)
                return "the table \(table) isn't what the events say: \(count) rows differ"
            }
        }
    }

    private func replay(_ db: Database, into copy: Database) throws {
        let (coding, target) = (EventCoding.shared, Store(db: copy))
        let total = try Store(db: db).lastSequence()
        progress(Progress(.tables, done: 0, of: total))
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, type, version, body, personal, weeks, member, session, meeting_group, program, actor,
                    happened, recorded
                FROM event ORDER BY sequence
                """)
        while let row = try rows.next() {
            let body = try coding.event(type: row[1], version: row[2], body: row[3], personal: row[4])
            let subject = Subject(member: row[6], session: row[7], group: row[8], program: row[9])
            let event = NewEvent(
                body: body, subject: subject, actor: row[10], cause: nil, happened: row[11], recorded: row[12])
            let sequence: Int = row[0]
            try target.apply(event, sequence: sequence)
            if sequence % 1000 == 0 { progress(Progress(.tables, done: sequence, of: total)) }
            guard let weeks: String = row[5] else { continue }
            for week in try coding.value([WeekRecord].self, weeks) { try target.save(week) }
        }
        progress(Progress(.tables, done: total, of: total))
    }
}
