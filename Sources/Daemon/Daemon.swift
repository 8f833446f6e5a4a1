import CLinux
import Clinic
import ConvenedAPI
import Engine
import Foundation
import Ledger
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Systemd
import Varlink
import VarlinkServer

/// The composition root: puts the parts together, starts them in order and stops them in the opposite one.
package enum Daemon {
    /// In bytes. A check-in needs some 200 KB, and faulting them in anew each time made it a sixth slower.
    private static let keptMemory: Int32 = 8 << 20

    /// Runs until it is told to stop.
    ///
    /// - Throws: ``StartupFailure`` if it can't start.
    package static func run(_ options: DaemonOptions) async throws {
        signal(SIGPIPE, SIG_IGN)
        clinux_keep_freed_memory(Self.keptMemory)
        // Whatever is written from now on holds health data and is nobody else's to read.
        umask(0o077)
        let passed = try ListenDescriptor.takeAll().filter { $0.kind != .other }
        let watchdog = try Watchdog.feedInterval()
        let journal = Journal(environment: ProcessInfo.processInfo.environment)
        LoggingSystem.bootstrap { component in
            JournalLogHandler(
                component: component, level: .notice, journal: journal,
                ids: ["limit": .limitReached, "peer": .badMessage])
        }
        let configuration: DaemonConfiguration
        do {
            configuration = try Self.configuration(options)
        } catch {
            journal.send(.configurationRefused, "the configuration is refused; 'convened --check-config' says why")
            throw error
        }
        if let folder = options.sample { try await prepareSample(folder, configuration) }
        let engine = try open(configuration, journal)
        // The sample clinic's time zone is its own.
        if options.sample == nil { try check(engine.site, configuration) }
        let parts = try await Parts(engine, configuration, options, journal)
        try await parts.serve(passed, configuration, watchdog: watchdog) {
            if let folder = options.sample {
                await Greeting(engine: engine, socket: configuration.socket, plugins: folder + "/plugins").print()
            }
        }
    }

    static func now() -> Instant { SystemClock().now }

    private static func open(_ configuration: DaemonConfiguration, _ journal: Journal) throws -> Engine {
        do {
            let pulse = StartPulse()
            let ledger = try Ledger(path: configuration.ledger) { pulse.show($0) }
            if let before = ledger.upgraded {
                journal.send(
                    .ledgerUpgraded,
                    "the ledger has the form of this version now; as it was before, it is kept beside itself",
                    fields: [JournalField(.schema, before.schema), JournalField(.sequence, before.events)])
            }
            let site = SiteSettings(
                name: configuration.siteName, zone: configuration.zone, firstWeekday: configuration.firstWeekday)
            let engine = try Engine(ledger: ledger, site: site, clock: SystemClock(), settings: configuration.settings)
            let events = try ledger.read { try $0.lastSequence() }
            journal.send(
                .ledgerOpened, "the ledger is open: \(events) events", fields: [JournalField(.sequence, events)])
            return engine
        } catch let error as LedgerError {
            throw StartupFailure.cantCreate(error.description)
        }
    }

    /// The zone and the first weekday decide what every stored week and planned time means, so they stay.
    ///
    /// - Throws: ``StartupFailure`` with what the ledger has and what the configuration says.
    static func check(_ site: Site, _ configuration: DaemonConfiguration) throws(StartupFailure) {
        guard site.zone == configuration.zone, site.firstWeekday == configuration.firstWeekday else {
            throw .configuration(
                "the ledger \(configuration.ledger) belongs to a site in \(site.zone.identifier) whose week begins on "
                    + "\(site.firstWeekday.rawValue); the configuration says \(configuration.zone.identifier) and "
                    + "\(configuration.firstWeekday.rawValue); put [site] zone and first_weekday back")
        }
    }
}
