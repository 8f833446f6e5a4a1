import Dispatch
import Foundation
import GRDB
import Synchronization

/// A site's ledger: one SQLite file that holds every event and the tables that follow from them.
///
/// One connection writes and checkpoints; readers are read-only. What ``transaction(_:)`` has returned from is on disk.
package final class Ledger: Sendable {
    /// The file.
    package let path: String
    /// What it was before this version brought it to its own form; `nil` if it had that form already.
    package let upgraded: LedgerSummary?
    private let pool: DatabasePool
    private let lock: LedgerLock
    private let isClosed = Mutex(false)
    /// Whoever reads. The pool may be closed only when nobody does.
    private let readers = DispatchGroup()

    /// Opens a ledger, makes it if there is none, and brings it to the present form; see ``Upgrade``.
    ///
    /// - Parameter progress: Hears how far it has come where that takes long.
    /// - Throws: ``LedgerError``.
    package init(path: String, progress: @escaping (LedgerProgress) -> Void = { _ in }) throws {
        self.path = path
        lock = try LedgerLock(path)
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.maximumReaderCount = 4
        // Any higher one makes Dispatch ask for a priority that only root is given, and complain of it on each thread.
        configuration.qos = .default
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -65536")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // A commit that was confirmed survives a power cut. The setting is per connection, and the pool has
                // just set NORMAL, which syncs at checkpoints only; so it is set last and asked back.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                    throw LedgerError.unusable(path: path, reason: "SQLite doesn't keep synchronous=FULL")
                }
            }
            guard try pool.read({ try Schema.migrator.hasBeenSuperseded($0) }) == false else {
                throw LedgerError.newer(path: path)
            }
            upgraded = try Upgrade(pool: pool, path: path).run(progress)
        } catch let error as DatabaseError {
            throw LedgerError.unusable(path: path, reason: error.message ?? "SQLite says \(error.resultCode)")
        }
    }

    /// How large the file is with what hasn't been moved into it yet, and what is free of how much on its file system, in
    /// bytes.
    ///
    /// - Throws: ``LedgerError`` if the file system doesn't say.
    package func space() throws -> (file: Int, free: Int, total: Int) {
        var (file, ahead, system) = (stat(), stat(), statvfs())
        guard stat(path, &file) == 0, statvfs(path, &system) == 0 else {
            throw LedgerError.unusable(path: path, reason: String(cString: strerror(errno)))
        }
        if stat(path + "-wal", &ahead) == 0 { file.st_size += ahead.st_size }
        let block = Int(system.f_frsize)
        return (Int(file.st_size), Int(system.f_bavail) * block, Int(system.f_blocks) * block)
    }

    /// Runs `body` on the writing connection after everything that was asked for before. Returns at once.
    package func enqueue(_ body: @escaping @Sendable (LedgerWriter) -> Void) {
        pool.asyncWriteWithoutTransaction { db in body(LedgerWriter(db: db, isOpen: !self.isClosed.withLock { $0 })) }
    }

    /// Runs `body` in a transaction of its own and waits for it to be on disk.
    package func transaction<Value>(_ body: (Store) throws -> Value) throws -> Value {
        try pool.writeWithoutTransaction { db in
            try LedgerWriter(db: db, isOpen: !isClosed.withLock { $0 }).transaction(body)
        }
    }

    /// Runs `body` on a snapshot of what is committed, without waiting for the writer.
    package func read<Value>(_ body: (Store) throws -> Value) throws -> Value {
        guard beginReading() else { throw LedgerError.closed }
        defer { readers.leave() }
        return try pool.read { try body(Store(db: $0)) }
    }

    /// Runs `body` on a snapshot of what is committed, on a queue of the ledger's own. Returns at once.
    package func enqueueRead(_ body: @escaping @Sendable (Result<Store, any Error>) -> Void) {
        guard beginReading() else { return body(.failure(LedgerError.closed)) }
        pool.asyncRead { [readers] snapshot in
            body(snapshot.map(Store.init(db:)))
            readers.leave()
        }
    }

    private func beginReading() -> Bool {
        isClosed.withLock { isClosed in
            if !isClosed { readers.enter() }
            return !isClosed
        }
    }

    /// Writes what is in the log file into the ledger's file and closes it, as soon as nobody reads any more. Whatever
    /// comes later is refused with ``LedgerError/closed``.
    package func close() throws {
        isClosed.withLock { $0 = true }
        readers.wait()
        do {
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Somebody makes a backup. The log file stays and is read again at the next start.
        }
        try pool.close()
        lock.release()
    }
}

/// The writing connection, for as long as a closure of ``Ledger/enqueue(_:)`` runs.
package struct LedgerWriter {
    let db: Database
    fileprivate let isOpen: Bool

    /// Everything that `body` writes is on disk when this returns, or nothing of it is if this throws.
    package func transaction<Value>(_ body: (Store) throws -> Value) throws -> Value {
        guard isOpen else { throw LedgerError.closed }
        var value: Value?
        try db.inTransaction(.immediate) {
            value = try body(Store(db: db))
            return .commit
        }
        guard let value else { throw LedgerError.unreadable("a transaction without a result") }
        return value
    }
}
