import Clinic
import ConvenedAPI
import Engine
import Foundation
import Ledger
import StrictTOML

extension Daemon {
    /// Reads the configuration that the options name.
    ///
    /// - Throws: ``StartupFailure`` with every problem and its line.
    package static func configuration(_ options: DaemonOptions) throws(StartupFailure) -> DaemonConfiguration {
        if let folder = options.sample { return sampleConfiguration(folder) }
        let path = options.configuration ?? DaemonOptions.standardConfiguration
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .noInput(
                "the configuration \(path) can't be read; name another with --config, or try 'convened --sample DIR'")
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw .configuration("\(path) isn't text in UTF-8")
        }
        do {
            return try DaemonConfiguration(text: text, file: path)
        } catch {
            throw .configuration(error.description)
        }
    }

    /// Holds the ledger of a configuration against itself. Shows how far it has come where somebody watches.
    ///
    /// - Returns: A sentence that says that all is right.
    /// - Throws: ``StartupFailure`` with everything that isn't.
    package static func verify(_ options: DaemonOptions) throws(StartupFailure) -> String {
        try LedgerTools(ledger: configuration(options).ledger).verify()
    }

    private static func sampleConfiguration(_ folder: String) -> DaemonConfiguration {
        let folder = URL(fileURLWithPath: folder).path
        var configuration = DaemonConfiguration(zone: Zone(TimeZone.current.identifier) ?? .utc)
        configuration.siteName = "Sample Clinic"
        configuration.socket = folder + "/convened.sock"
        configuration.ledger = folder + "/ledger.db"
        configuration.backups = folder + "/backups"
        configuration.pluginFolders = [folder + "/plugins"] + shippedPlugins
        configuration.pluginState = folder + "/plugin-state"
        configuration.settings.measures = SampleClinic.measures
        return configuration
    }

    /// Where the plugins that come with the daemon are: beside the sources that it was built from, or installed.
    private static var shippedPlugins: [String] {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        func folder(_ steps: Int) -> URL {
            (0..<steps).reduce(URL(fileURLWithPath: program)) { path, _ in path.deletingLastPathComponent() }
        }
        // CHECKOUT/.build/TRIPLE/release/convened, or PREFIX/bin/convened
        return [
            folder(4).appendingPathComponent("plugins").path,
            folder(2).appendingPathComponent("lib/convened/plugins").path,
        ]
    }

    /// Makes the sample clinic unless it is there already.
    static func prepareSample(_ folder: String, _ configuration: DaemonConfiguration) async throws {
        if FileManager.default.fileExists(atPath: configuration.ledger) { return }
        let draft = configuration.ledger + ".draft"
        // Under another name until it is whole, so that what a start has left that was interrupted is known, and made anew.
        for suffix in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: draft + suffix) }
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard found.allSatisfy({ $0 == "plugins" }) else {
            throw StartupFailure.cantCreate(
                "\(folder) is neither empty nor a sample clinic; name a folder that is empty or doesn't exist")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder + "/plugins", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartupFailure.cantCreate("\(folder) can't be made; name a folder that you may write to")
        }
        let ledger = try Ledger(path: draft)
        let now = now()
        try await SampleClinic.fill(
            ledger, zone: SampleClinic.zone(preferring: configuration.zone, at: now), until: now)
        try ledger.close()
        try FileManager.default.moveItem(atPath: draft, toPath: configuration.ledger)
        for suffix in ["-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: draft + suffix) }
    }
}
