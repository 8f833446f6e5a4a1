import Clinic
import Engine
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Ledgers of older versions")
struct UpgradeTests {
    /// A clinic with an evening behind it, a grant and how far a plugin has come, which no longer has its ledger open.
    private func clinic() async throws -> TestClinic {
        let clinic = try await TestClinic()
        try await clinic.ask(AddMembers(["M1000", "M1100", "M1200"].map { TestClinic.form($0, "Ada Pepper") }))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1000")
        try await clinic.ask(StartSession(session: nil, at: nil))
        await clinic.pass(until: "2026-11-24 12:00")
        try await clinic.engine.keep { try $0.save("{}", of: "hours-alert") }
        try clinic.engine.ledger.close()
        return clinic
    }

    private static let forms = Schema.migrator.migrations

    /// Leaves a ledger as an older version would have: its tables, and what it knew of what is in them.
    private func age(_ path: String, to form: String) throws {
        let old = path + ".old"
        let queue = try DatabaseQueue(path: old)
        try Schema.migrator.migrate(queue, upTo: form)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "ATTACH ? AS newer", arguments: [path])
            let names = "SELECT name FROM %@.sqlite_schema WHERE type = 'table' AND name != 'grdb_migrations'"
            let newer = Set(try String.fetchAll(db, sql: names.replacingOccurrences(of: "%@", with: "newer")))
            for table in try String.fetchAll(db, sql: names.replacingOccurrences(of: "%@", with: "main"))
            where newer.contains(table) {
                let kept = Set(
                    try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?, 'newer')", arguments: [table]))
                let columns = try Row.fetchAll(
                    db, sql: "SELECT name, type, \"notnull\" FROM pragma_table_info(?, 'main')", arguments: [table])
                let values = columns.map { row -> String in
                    let name: String = row[0]
                    if kept.contains(name) { return name }
                    return row[2] == 0 ? "NULL" : row[1] == "INTEGER" ? "0" : "''"
                }
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO main.\(table) (\(columns.map { $0["name"] }.joined(separator: ", ")))
                        SELECT \(values.joined(separator: ", ")) FROM newer.\(table)
                        """)
            }
            try db.execute(sql: "DETACH newer")
        }
        try queue.close()
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: old, toPath: path)
    }

    private func change(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func kept(_ clinic: TestClinic) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: clinic.folder).filter { $0.contains("ledger-schema") }
    }

    @Test(
        "A ledger of each older form is kept as it is, and then has the tables of this one", arguments: forms.dropLast()
    )
    func upgrade(form: String) async throws {
        let clinic = try await clinic()
        let path = clinic.folder + "/ledger.db"
        let events = try Verification(path: path).summary().events
        try age(path, to: form)
        let old = try Verification(path: path).summary()
        let number = try #require(Self.forms.firstIndex(of: form)) + 1
        #expect(old.isOlder && old.schema == number && old.events == events)

        var heard: Set<LedgerProgress.Part> = []
        let ledger = try Ledger(path: path) { heard.insert($0.part) }
        #expect(ledger.upgraded == old && heard == [.copy, .upgrade])
        #expect(try ledger.read { try $0.lastSequence() } == events)
        #expect(try ledger.read { try $0.progress(of: "hours-alert") } == "{}")
        #expect(try Verification(path: path).problems() == [])
        let names = try kept(clinic)
        #expect(names.count == 1 && names[0].hasPrefix("ledger-schema-\(number)-2026-11-2"), "\(names)")
        #expect(try Verification(path: clinic.folder + "/" + names[0]).summary() == old)
        try ledger.close()

        let again = try Ledger(path: path)
        #expect(again.upgraded == nil)
        #expect(try kept(clinic) == names)
    }

    @Test("Without room for the copy nothing is changed")
    func noCopy() async throws {
        let clinic = try await clinic()
        let path = clinic.folder + "/ledger.db"
        try age(path, to: Self.forms[3])
        let old = try Verification(path: path).summary()
        let time = Zone.utc.rfc3339(try #require(old.recorded))
        let digits = time.dropFirst(11).prefix(8).filter { $0 != ":" }
        let place = "\(clinic.folder)/ledger-schema-4-\(time.prefix(10))T\(digits)Z.db"
        // Nothing can be put where a folder is.
        try FileManager.default.createDirectory(atPath: place + "/in-the-way", withIntermediateDirectories: true)
        let refusal = #expect(throws: LedgerError.self) { try Ledger(path: path) }
        #expect("\(try #require(refusal))".contains("of what it is now a copy is kept first"))
        #expect(try Verification(path: path).summary() == old)
        try FileManager.default.removeItem(atPath: place)
        #expect(try Ledger(path: path).upgraded == old)
    }

    @Test("An upgrade that was interrupted goes on at the next start")
    func interrupted() async throws {
        let clinic = try await clinic()
        let path = clinic.folder + "/ledger.db"
        try change(path, "DELETE FROM attendance; DELETE FROM alert; PRAGMA user_version = 1")
        #expect(try Verification(path: path).problems().isEmpty == false)
        try Ledger(path: path).close()
        #expect(try Verification(path: path).problems() == [])
        #expect(try kept(clinic) == [])
        #expect(try Ledger(path: path).upgraded == nil)
    }

    @Test("A newer version's ledger is opened by none of this, but may be replaced by a backup")
    func newer() async throws {
        let clinic = try await clinic()
        let path = clinic.folder + "/ledger.db"
        let backup = clinic.folder + "/backup.db"
        let held = try Backup(of: path).write(to: backup)
        try change(path, "INSERT INTO grdb_migrations VALUES ('999 of the future')")
        #expect(throws: LedgerError.self) { try Ledger(path: path) }
        #expect(throws: LedgerError.self) { try Verification(path: path).problems() }
        #expect(throws: LedgerError.self) { try Backup(of: path).write(to: clinic.folder + "/other.db") }
        #expect(try Restoration(of: path, from: backup).run(force: false, now: clinic.clock.now).restored == held)
        #expect(try Ledger(path: path).upgraded == nil)
    }
}
