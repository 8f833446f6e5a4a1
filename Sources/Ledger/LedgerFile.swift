package import Clinic
import Foundation
import GRDB

/// A ledger, or a backup of one, that is only looked into. It may be in use meanwhile.
struct LedgerFile {
    let path: String

    /// Runs `body` on one snapshot of the file.
    ///
    /// - Parameter mayBeNewer: Whether it may have been written by a newer version of this program.
    /// - Throws: ``LedgerError``.
    func read<Value>(mayBeNewer: Bool = false, _ body: (Database) throws -> Value) throws -> Value {
        var entry = stat()
        guard access(path, R_OK) == 0, stat(path, &entry) == 0 else {
            throw LedgerError.unusable(path: path, reason: String(cString: strerror(errno)))
        }
        // Of an empty file SQLite would throw the log away, which may be all that is left of a ledger.
        guard entry.st_mode & S_IFMT == S_IFREG, entry.st_size > 0 else {
            throw LedgerError.unusable(path: path, reason: "it is no ledger of convened")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read { db in
                let forms = try Schema.migrator.appliedIdentifiers(db)
                guard try db.tableExists("event"), !forms.isEmpty else {
                    throw LedgerError.unusable(path: path, reason: "it is no ledger of convened")
                }
                if !mayBeNewer, try Schema.migrator.hasBeenSuperseded(db) { throw LedgerError.newer(path: path) }
                return try body(db)
            }
        } catch let error as DatabaseError {
            if [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
                throw LedgerError.damaged(path: path, [Self.damage(error.message ?? "SQLite can't read it")])
            }
            throw LedgerError.unusable(path: path, reason: error.message ?? "SQLite says \(error.resultCode)")
        }
    }

    static func damage(_ finding: String) -> String { "the file is damaged: \(finding)" }
}

/// What a ledger or a backup holds, in short.
package struct LedgerSummary: Sendable, Equatable {
    /// The site's id; `nil` before it is founded.
    package let site: String?
    package let zone: Zone
    /// The sequence of the last event; 0 if there is none.
    package let events: Int
    /// When the last event was recorded.
    package let recorded: Instant?
    /// The number of the form that the file has.
    package let schema: Int
    /// Whether an older version of this program wrote it, so that its tables are made anew when it is opened.
    package let isOlder: Bool

    init(_ db: Database) throws {
        let store = Store(db: db)
        events = try store.lastSequence()
        let site = try store.first("SELECT id, zone FROM site") { row in
            (id: row[0] as String, zone: row[1] as String)
        }
        self.site = site?.id
        zone = site.flatMap { Zone($0.zone) } ?? .utc
        recorded = try store.first("SELECT recorded FROM event WHERE sequence = ?", [events]) { $0[0] }
        schema = try Schema.migrator.appliedIdentifiers(db).count
        isOlder = try !Schema.migrator.hasCompletedMigrations(db)
    }
}
