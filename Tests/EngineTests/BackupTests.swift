import Clinic
import Engine
import Foundation
import Ledger
import Testing

@Suite("Backups of a ledger")
struct BackupTests {
    private let clinic: TestClinic
    private var ledger: String { clinic.folder + "/ledger.db" }
    private var backup: String { clinic.folder + "/backup.db" }

    init() async throws {
        clinic = try await TestClinic()
        try await clinic.ask(AddMembers(["M1000", "M1100"].map { TestClinic.form($0, "Ada Pepper") }))
        await clinic.pass(until: "2026-11-23 18:00")
        _ = try await clinic.checkIn("M1000")
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: clinic.folder).sorted() }
    }

    @Test("A backup is one closed file that holds what was committed, and is made while the ledger is open")
    func write() async throws {
        let summary = try Backup(of: ledger).write(to: backup)
        #expect(summary.events == (try await clinic.lastSequence()))
        #expect(summary.recorded == clinic.clock.now && summary.zone == TestClinic.zone && !summary.isOlder)
        #expect(try mode(backup) == 0o600)
        // What comes afterwards isn't in it, and it has left nothing beside itself.
        _ = try await clinic.checkIn("M1100")
        #expect(try Verification(path: backup).summary() == summary)
        #expect(try files.filter { $0.hasPrefix("backup") } == ["backup.db"])
    }

    @Test("Progress is told of each part, from nothing to all")
    func progress() throws {
        var heard: [LedgerProgress.Part: [LedgerProgress]] = [:]
        try Backup(of: ledger) { heard[$0.part, default: []].append($0) }.write(to: backup)
        #expect(Set(heard.keys) == [.copy, .chain, .tables])
        for (part, steps) in heard {
            #expect(steps.last.map { $0.done == $0.total && $0.total > 0 } == true, "\(part)")
        }
    }

    @Test("A file that is there is never written over unless that is said")
    func exists() throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: backup))
        #expect(throws: BackupError.self) { try Backup(of: ledger).write(to: backup) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: backup)) == Data("mine".utf8))
        try Backup(of: ledger).write(to: backup, replacing: true)
        #expect(try Verification(path: backup).problems() == [])
        #expect(try mode(backup) == 0o600)
        #expect(throws: BackupError.self) { try Backup(of: ledger).write(to: ledger, replacing: true) }
        #expect(throws: BackupError.self) { try Backup(of: ledger).write(to: clinic.folder + "/none/backup.db") }
    }

    @Test("What an interrupted attempt has left is no hindrance")
    func leftover() throws {
        try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: backup + ".part"))
        try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: backup + ".part-journal"))
        try Backup(of: ledger).write(to: backup)
        #expect(try Verification(path: backup).problems() == [])
        #expect(try files.filter { $0.hasPrefix("backup") } == ["backup.db"])
    }

    @Test("A backup that an interrupted attempt has left with the draft's name too stays whole")
    func secondName() throws {
        let held = try Backup(of: ledger).write(to: backup)
        try FileManager.default.linkItem(atPath: backup, toPath: backup + ".part")
        // An attempt to replace it fails when its own draft has been begun.
        let none = clinic.folder + "/none.db"
        #expect(throws: LedgerError.self) { try Backup(of: none).write(to: backup, replacing: true) }
        #expect(try Verification(path: backup).summary() == held)
        #expect(try !files.contains("backup.db.part"))
        #expect(try Backup(of: ledger).write(to: backup, replacing: true) == held)
    }

    @Test("A ledger that isn't whole gives no backup")
    func damagedLedger() throws {
        #expect(try sqlite(ledger, "UPDATE week SET credited = credited + 60") == 0)
        #expect(throws: LedgerError.self) { try Backup(of: ledger).write(to: backup) }
        #expect(try files.filter { $0.hasPrefix("backup") } == [])
    }

    @Test("The newest backups of a folder stay, and what else is there too")
    func retention() throws {
        let folder = BackupFolder(clinic.folder + "/backups")
        #expect(folder.newest == nil)
        try folder.make()
        try folder.make()
        let start = TestClinic.at("2026-11-01 22:15")
        for day in 0..<5 { try Data("x".utf8).write(to: URL(fileURLWithPath: folder.place(at: start + .days(day)))) }
        for name in ["ledger.db", "ledger-2026-11-01.db", "ledger-2026-11-02T031500Z.db.part", "notes"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
        }
        #expect(try folder.prune(keeping: 3) == 2)
        #expect(try folder.prune(keeping: 3) == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        // 22:15 in New York is 02:15 or 03:15 of the next day in UTC, by summer time.
        let kept = ["ledger-2026-11-04T031500Z.db", "ledger-2026-11-05T031500Z.db", "ledger-2026-11-06T031500Z.db"]
        let others = ["ledger-2026-11-01.db", "ledger-2026-11-02T031500Z.db.part", "ledger.db", "notes"]
        #expect(left == (kept + others).sorted())
        #expect(folder.newest != nil)
    }

    // MARK: Restoring

    private func restore(_ backup: String? = nil, force: Bool = false) throws -> Restoration.Outcome {
        try Restoration(of: ledger, from: backup ?? self.backup).run(force: force, now: clinic.clock.now)
    }

    @Test("A backup takes the place of what was lost or older, and what was there is kept")
    func restoring() async throws {
        let held = try Backup(of: ledger).write(to: backup)
        #expect(throws: LedgerError.self) { try restore() }  // in use
        try clinic.engine.ledger.close()
        let first = try restore()
        #expect(first.restored == held)
        let kept = try #require(first.kept)
        #expect(kept.hasSuffix("/ledger-replaced-2026-11-23T230000Z.db"))
        #expect(try Verification(path: kept).summary() == held)
        try FileManager.default.removeItem(atPath: ledger)
        #expect(try restore().kept == nil)
        #expect(try mode(ledger) == 0o600)
        #expect(try Verification(path: ledger).summary() == held)
        let reopened = try Ledger(path: ledger)
        #expect(try reopened.read { try $0.lastSequence() } == held.events)
        try reopened.close()
        #expect(try files.filter { $0.contains(".part") || $0.contains(".db-") && $0.hasPrefix("ledger-") } == [])
    }

    @Test("Events that the backup hasn't are lost only if somebody says so")
    func newer() async throws {
        try Backup(of: ledger).write(to: backup)
        _ = try await clinic.checkIn("M1100")
        let all = try await clinic.lastSequence()
        try clinic.engine.ledger.close()
        let refusal = #expect(throws: BackupError.self) { try restore() }
        #expect("\(try #require(refusal))".contains("1 event of it, the last of 2026-11-23 18:00, would be missing"))
        #expect(try Verification(path: ledger).summary().events == all)
        let outcome = try restore(force: true)
        #expect(outcome.restored.events == all - 1)
        #expect(try Verification(path: try #require(outcome.kept)).summary().events == all)
    }

    @Test("A ledger of the same length that went another way is newer too, and one of another site isn't this one's")
    func others() async throws {
        try Backup(of: ledger).write(to: backup)
        let other = try await TestClinic()
        let others = clinic.folder + "/other.db"
        try Backup(of: other.folder + "/ledger.db").write(to: others)
        _ = try await clinic.checkIn("M1100")
        let branch = clinic.folder + "/branch.db"
        try Backup(of: ledger).write(to: branch)
        try clinic.engine.ledger.close()
        _ = try restore(force: true)
        let again = try Engine(
            ledger: Ledger(path: ledger),
            site: SiteSettings(name: "Test Clinic", zone: TestClinic.zone, firstWeekday: .sunday), clock: clinic.clock,
            settings: Settings())
        try await again.submit(CheckOut(member: "M1000", session: nil, at: nil), from: Caller(uid: 1000))
        try again.ledger.close()
        let refusal = #expect(throws: BackupError.self) { try restore(branch) }
        #expect("\(try #require(refusal))".contains("1 event of it"))
        let stranger = #expect(throws: BackupError.self) { try restore(others) }
        #expect("\(try #require(stranger))".contains("another site"))
    }

    @Test(
        "What isn't a whole backup changes nothing",
        arguments: ["middle", "end", "tampered", "rows", "text", "empty", "missing", "folder"])
    func damaged(how: String) throws {
        try Backup(of: ledger).write(to: backup)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: backup))
        let url = URL(fileURLWithPath: backup)
        switch how {
        case "middle":
            var changed = bytes
            for index in stride(from: bytes.count / 3, to: bytes.count, by: 512) { changed[index] ^= 0xFF }
            try changed.write(to: url)
        case "end": try bytes.prefix(bytes.count / 2).write(to: url)
        case "tampered": #expect(try sqlite(backup, "UPDATE event SET body = '{}' WHERE sequence = 2") == 0)
        case "rows": #expect(try sqlite(backup, "DELETE FROM attendance") == 0)
        case "text": try Data("Dear backup".utf8).write(to: url)
        case "empty": try Data().write(to: url)
        case "missing": try FileManager.default.removeItem(at: url)
        default:
            try FileManager.default.removeItem(at: url)
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        }
        try clinic.engine.ledger.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: ledger))
        #expect(throws: LedgerError.self) { try restore() }
        #expect(throws: LedgerError.self) { try restore(force: true) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: ledger)) == before)
        #expect(try files.filter { $0.contains("replaced") || $0.contains(".part") } == [])
        if how == "middle" || how == "tampered" {
            #expect(try Verification(path: backup).problems().isEmpty == false)
        }
    }

    @Test("A ledger that is damaged itself is replaced, and kept with its log")
    func damagedPresent() throws {
        let held = try Backup(of: ledger).write(to: backup)
        try clinic.engine.ledger.close()
        try Data("no ledger any more".utf8).write(to: URL(fileURLWithPath: ledger))
        try Data("nor a log".utf8).write(to: URL(fileURLWithPath: ledger + "-wal"))
        let outcome = try restore()
        #expect(try Verification(path: ledger).summary() == held)
        let kept = try #require(outcome.kept)
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept)) == Data("no ledger any more".utf8))
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept + "-wal")) == Data("nor a log".utf8))
        let reopened = try Ledger(path: ledger)
        #expect(try reopened.read { try $0.lastSequence() } == held.events)
    }

    private func sqlite(_ path: String, _ sql: String) throws -> Int32 {
        let tool = Process()
        tool.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        tool.arguments = [path, sql]
        try tool.run()
        tool.waitUntilExit()
        return tool.terminationStatus
    }
}
