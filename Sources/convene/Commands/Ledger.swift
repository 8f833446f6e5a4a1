import ArgumentParser
import ConvenedAPI
import Varlink

/// Which ledger is meant: nobody is asked for it who may not answer.
struct LedgerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The ledger's file, if it isn't the configuration's.", valueName: "path"))
    var ledger: String?
    @Option(help: ArgumentHelp("The daemon's configuration, if it isn't the usual one.", valueName: "path"))
    var config: String?
    @Option(
        help: ArgumentHelp(
            "The socket of a daemon whose ledger is meant; if absent, CONVENED_SOCKET of the environment.",
            valueName: "path"))
    var socket: String?

    func validate() throws {
        guard [ledger != nil, config != nil, socket != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("Say once which ledger is meant: --ledger, --config or --socket.")
        }
    }

    /// The same for the daemon's program.
    func arguments() throws -> [String] {
        if let ledger { return ["--ledger", ledger] }
        if let config { return ["--configuration", config] }
        // Nobody who backs up or restores wants the usual daemon to be started by a call to its socket.
        guard let path = socket ?? Terminal.environment("CONVENED_SOCKET"), path != Connection.defaultPath else {
            return []
        }
        do {
            return ["--ledger", try Connection(path: path).call(API.Service.Health.self, .init()).ledger]
        } catch let failure as Failure where failure.status == .unavailable {
            throw Failure(
                .unavailable, "convened isn't answering at \(path), so its ledger isn't known: name it with --ledger.")
        } catch let refusal as VarlinkFailure {
            throw Failure(refusal, asJSON: false)
        }
    }
}

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back the ledger up, while everything goes on.",
        discussion: """
            The backup holds whatever was confirmed before it began. It is one file that only its owner can read, checked \
            before it takes its name: chain, tables and SQLite's own check. It holds everything that is known of \
            everybody, so keep it where the ledger could be kept. You must be allowed to read the ledger: be root, or \
            the account that convened runs as.

            Every night: systemctl enable --now convened-backup.timer

            Examples:
              convene backup /mnt/usb/clinic.db
              convene backup --into /var/backups/convened --keep 14
            """)

    @Argument(help: "The new file. One that is there is never written over without --force.")
    var file: String?
    @Option(help: ArgumentHelp("A folder in which each backup is named by its time in UTC.", valueName: "folder"))
    var into: String?
    @Option(
        help: ArgumentHelp("How many such backups stay in the folder, the newest; all, if absent.", valueName: "number")
    )
    var keep: Int?
    @Flag(help: "Write over the file if it is there.")
    var force = false
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        guard (file == nil) != (into == nil) else { throw ValidationError("Name a file, or a folder with --into.") }
        guard file != "-" else {
            throw ValidationError("Name a file: what is written is checked, so it can't be a pipe.")
        }
        guard into != nil || keep == nil else { throw ValidationError("--keep is for --into.") }
        guard into == nil || !force else { throw ValidationError("--force is for a file; --into makes a new one.") }
        guard keep.map({ (1...3660).contains($0) }) ?? true else {
            throw ValidationError("--keep is a number from 1 to 3660.")
        }
    }

    func run() throws {
        let target = [file.map { ["--", $0] }, into.map { ["--into", $0] }].compactMap { $0 }.flatMap { $0 }
        let kept = keep.map { ["--keep", String($0)] } ?? []
        try DaemonProgram.become(["backup"] + ledger.arguments() + kept + (force ? ["--force"] : []) + target)
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the ledger's place.",
        discussion: """
            The backup is copied and checked first. It is refused while convened uses the ledger, and if the ledger \
            has events that the backup hasn't. What was there is kept beside the ledger as ledger-replaced-TIME.db. Whoever \
            owned the ledger owns it afterwards.

            Example, as root:
              systemctl stop convened.socket convened.service
              convene restore /var/backups/convened/ledger-2026-11-26T031500Z.db
              systemctl start convened.socket convened.service
            """)

    @Argument(help: "The backup.")
    var file: String
    @Flag(help: "Restore it also if the ledger is newer, or another site's.")
    var force = false
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
        try DaemonProgram.become(["restore"] + ledger.arguments() + (force ? ["--force"] : []) + ["--", file])
    }
}

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that a ledger or a backup is whole and nothing in it was changed.",
        discussion: """
            SQLite's integrity check, the chain of events, and the tables, which are made anew from the events and \
            compared. It reads one snapshot and changes nothing, so it may run while convened does. The exit status is \
            65 if something isn't right.

            Examples:
              convene verify
              convene verify /var/backups/convened/ledger-2026-11-26T031500Z.db
            """)

    @Argument(help: "A ledger or a backup; the ledger in use, if absent.")
    var file: String?
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
        try DaemonProgram.become(["verify"] + (try file.map { ["--", $0] } ?? ledger.arguments()))
    }
}
