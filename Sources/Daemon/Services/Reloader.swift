import Engine
import Ledger
import PluginHost
import Systemd

/// Reads the configuration again and looks for plugins, while everything goes on: at SIGHUP, and when it is asked for.
actor Reloader {
    private let options: DaemonOptions
    private let journal: Journal
    private let engine: Engine
    private let chronicle: Chronicle
    private let scheduler: Scheduler
    private let plugins: PluginHost
    private let status: StatusLine
    /// What the daemon was started with, but for what has been applied since.
    private let started: DaemonConfiguration

    init(
        _ options: DaemonOptions, started: DaemonConfiguration, journal: Journal, engine: Engine, chronicle: Chronicle,
        scheduler: Scheduler, plugins: PluginHost, status: StatusLine
    ) {
        self.options = options
        self.started = started
        self.journal = journal
        self.engine = engine
        self.chronicle = chronicle
        self.scheduler = scheduler
        self.plugins = plugins
        self.status = status
    }

    /// Returns when it is done: whatever is asked from then on is answered by the new settings.
    ///
    /// - Returns: The sections of the configuration in which something has changed that only a start applies.
    /// - Throws: ``StartupFailure`` if the configuration isn't right. Nothing is changed then.
    func reload() async throws(StartupFailure) -> [String] {
        _ = try? Notify().reloading()
        do {
            let configuration = try Daemon.configuration(options)
            // A ledger that nothing is in takes on another zone at the next start. The sample clinic's is its own.
            if options.sample == nil, isInUse { try Daemon.check(engine.site, configuration) }
            let sections = await apply(configuration)
            await status.sayReady()
            return sections
        } catch {
            journal.send(.configurationRefused, "the configuration is refused, and the one before stays in use")
            await status.sayReady(isRefused: true)
            throw error
        }
    }

    private var isInUse: Bool { (try? engine.ledger.read { try $0.isInUse() }) ?? true }

    private func apply(_ configuration: DaemonConfiguration) async -> [String] {
        engine.use(configuration.settings)
        chronicle.logAttendance(configuration.attendanceLine.priority)
        scheduler.planAnew()
        await plugins.reload()
        let sections = configuration.sectionsForStart(comparedWith: started)
        journal.send(.serviceReloaded, "the configuration was read again")
        if !sections.isEmpty {
            journal.send(
                .serviceReloaded, "the configuration has changed in what only a restart applies", priority: .warning,
                fields: [JournalField(.count, sections.count)])
        }
        return sections
    }
}
