import ArgumentParser
import Daemon

/// The ledger that is meant.
struct LedgerPlace: ParsableArguments {
    @Option var ledger: String?
    /// Not `--config`, which this program takes itself, wherever it stands.
    @Option var configuration: String?

    var tools: LedgerTools {
        get throws { try LedgerTools(ledger: ledger, configuration: configuration) }
    }
}

/// `convene backup`, which hands over to this program: the command line knows no SQLite.
struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back the ledger up.", shouldDisplay: false)

    @Argument var file: String?
    @Option var into: String?
    @Option var keep: Int?
    @Flag var force = false
    @OptionGroup var place: LedgerPlace

    func validate() throws {
        guard (file == nil) != (into == nil) else { throw ValidationError("Name a file, or a folder with --into.") }
        guard keep.map({ $0 > 0 && into != nil }) ?? true else {
            throw ValidationError("--keep is a number from 1 on, for --into.")
        }
    }

    func run() async throws {
        try await failing {
            if let file {
                print(try place.tools.backUp(to: file, replacing: force))
            } else if let into {
                print(try place.tools.backUp(into: into, keep: keep))
            }
        }
    }
}

/// `convene restore`.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the ledger's place.", shouldDisplay: false)

    @Argument var file: String
    @Flag var force = false
    @OptionGroup var place: LedgerPlace

    func run() async throws {
        try await failing { print(try place.tools.restore(from: file, force: force)) }
    }
}

/// `convene verify`.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Hold a ledger against itself.", shouldDisplay: false)

    @Argument var file: String?
    @OptionGroup var place: LedgerPlace

    func run() async throws {
        try await failing { print(try (file.map { try LedgerTools(ledger: $0) } ?? place.tools).verify()) }
    }
}
