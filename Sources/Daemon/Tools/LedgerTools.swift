import Clinic
import ConvenedAPI
import Engine
import Foundation
import Ledger

/// What is done to a ledger from outside of the daemon: `convene backup`, `restore` and `verify`.
///
/// They open it for reading beside the daemon, which needs no right of the caller's but the one to read the file; only a
/// restoration writes, and refuses while a daemon has the ledger.
package struct LedgerTools {
    private let ledger: String
    private let line = ProgressLine()

    /// - Parameters:
    ///   - ledger: The ledger's file; what the configuration says if none is named.
    ///   - configuration: The configuration's file; the usual one if none is named.
    /// - Throws: ``StartupFailure``.
    package init(ledger: String? = nil, configuration: String? = nil) throws(StartupFailure) {
        self.ledger =
            if let ledger { ledger } else {
                try Daemon.configuration(DaemonOptions(configuration: configuration)).ledger
            }
    }

    /// Backs the ledger up to a file, and says what is in it.
    ///
    /// - Throws: ``StartupFailure``.
    package func backUp(to path: String, replacing: Bool) throws(StartupFailure) -> String {
        try failing { "\(path) is a backup of \(ledger): " + contents(try copy(to: path, replacing: replacing)) }
    }

    /// Backs the ledger up to a new file in a folder, and removes all but the newest such files.
    ///
    /// - Parameter keep: How many files stay; `nil` for all.
    /// - Throws: ``StartupFailure``.
    package func backUp(into path: String, keep: Int?) throws(StartupFailure) -> String {
        try failing {
            let folder = BackupFolder(path)
            try folder.make()
            let place = folder.place(at: Daemon.now())
            let summary = try copy(to: place, replacing: false)
            let removed = try keep.map { try folder.prune(keeping: $0) } ?? 0
            let older = removed == 0 ? "" : "; \(removed) older \(removed == 1 ? "one is" : "ones are") removed"
            return "\(place) is a backup of \(ledger): " + contents(summary) + older
        }
    }

    /// Puts a backup in the ledger's place.
    ///
    /// - Throws: ``StartupFailure``.
    package func restore(from path: String, force: Bool) throws(StartupFailure) -> String {
        try failing {
            do {
                let outcome = try Restoration(of: ledger, from: path, progress: show).run(
                    force: force, now: Daemon.now())
                line.clear()
                let kept = outcome.kept.map { "\nWhat was there before is \($0)." } ?? ""
                return "\(ledger) is restored from \(path): " + contents(outcome.restored) + kept
                    + "\nNow start it: systemctl start convened.socket convened.service"
            } catch LedgerError.inUse {
                throw StartupFailure.badData(
                    "\(ledger) is in use, and a ledger is restored only while nobody uses it; stop it first: "
                        + "'systemctl stop convened.socket convened.service'")
            }
        }
    }

    /// Holds the ledger against itself.
    ///
    /// - Throws: ``StartupFailure`` with everything that isn't right.
    package func verify() throws(StartupFailure) -> String {
        try failing {
            let summary = try Verification(path: ledger, progress: show).summary()
            line.clear()
            let tables =
                summary.isOlder
                ? "the tables of this version can be made from its events" : "its tables are what its events say"
            return "the ledger \(ledger) is whole, and \(tables): " + contents(summary)
        }
    }

    private func copy(to path: String, replacing: Bool) throws -> LedgerSummary {
        let summary = try Backup(of: ledger, progress: show).write(to: path, replacing: replacing)
        line.clear()
        return summary
    }

    private func show(_ progress: LedgerProgress) {
        line.show(progress.part.rawValue, done: progress.done, of: progress.total)
    }

    private func contents(_ ledger: LedgerSummary) -> String {
        guard let recorded = ledger.recorded else { return "no event yet" }
        let zone = ledger.zone
        return "\(ledger.events) \(ledger.events == 1 ? "event" : "events"), the last of \(zone.date(at: recorded)) "
            + "at \(zone.wallTime(at: recorded)), \(zone.identifier)"
    }

    private func failing(_ body: () throws -> String) throws(StartupFailure) -> String {
        do {
            return try body()
        } catch {
            line.clear()
            throw StartupFailure(error)
        }
    }
}

extension StartupFailure {
    /// What went wrong with a ledger or a backup.
    fileprivate init(_ error: any Error) {
        self =
            switch error {
            case let failure as StartupFailure: failure
            case BackupError.unwritable, BackupError.exists, BackupError.underWay:
                .cantCreate("\(error)")
            case is BackupError: .badData("\(error)")
            case LedgerError.damaged: .damaged("\(error)")
            case is LedgerError: .noInput("\(error)")
            default: .noInput("the ledger can't be read")
            }
    }
}
