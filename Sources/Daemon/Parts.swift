import Clinic
import Engine
import Glibc
import Ledger
import Logging
import NIOCore
import NIOPosix
import PluginHost
import ServiceLifecycle
import Systemd
import UnixSignals
import VarlinkServer

/// The running parts of the daemon, from the ledger outwards.
struct Parts: Sendable {
    private let engine: Engine
    private let journal: Journal
    private let chronicle: Chronicle
    private let scheduler: Scheduler
    private let server: VarlinkServer
    private let status: StatusLine
    private let plugins: PluginHost
    private let reloader: Reloader
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// How long calls that are under way may take at the stop.
    private static let drain = TimeAmount.seconds(5)

    init(
        _ engine: Engine, _ configuration: DaemonConfiguration, _ options: DaemonOptions, _ journal: Journal
    ) async throws {
        self.engine = engine
        self.journal = journal
        let door = PluginDoor(
            socket: configuration.socket, user: Roles.number(ofAccount: configuration.pluginUser))
        let status = StatusLine(engine: engine)
        self.status = status
        let denials = Denials(clock: engine.clock, journal: journal)
        let plugins = PluginHost(
            store: LedgerDeliveries(engine: engine),
            environment: Self.pluginEnvironment(
                configuration, PluginWatch(journal: journal, denials: denials), door, status))
        self.plugins = plugins
        chronicle = try Chronicle(
            engine: engine, journal: journal, attendance: configuration.attendanceLine.priority,
            isHeard: { plugins.hears($0) })
        scheduler = Scheduler(engine: engine)
        reloader = Reloader(
            options, started: configuration, journal: journal, engine: engine, chronicle: chronicle,
            scheduler: scheduler, plugins: plugins, status: status)
        server = try VarlinkServer(
            service: Desk(
                engine: engine, roles: configuration.roles, denials: denials,
                backups: BackupFolder(configuration.backups),
                confide: { plugins.confide($0, to: $1) }
            ).service(plugins, reloader), limits: configuration.limits, logger: Logger(label: "varlink"),
            group: group, identify: door.identify)
        door.open(server)
    }

    private static func pluginEnvironment(
        _ configuration: DaemonConfiguration, _ watch: PluginWatch, _ door: PluginDoor, _ status: StatusLine
    ) -> PluginEnvironment {
        PluginEnvironment(
            folders: configuration.pluginFolders, stateFolder: configuration.pluginState,
            trustedOwners: [0, geteuid()], quiet: .milliseconds(300),
            connect: door.connect, listen: door.listen,
            credentials: getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) },
            ownsStrays: PluginPeer.adoptStrays(), cgroups: PluginCgroups(), now: { SystemClock().now },
            sleep: { try await Task.sleep(for: .seconds($0.count)) }, jitter: { Double.random(in: 0..<1) },
            notice: { notice in
                watch.hear(notice)
                switch notice {
                // However many there are, the status is the same.
                case .said, .refusedCall: break
                default: status.wake()
                }
            })
    }

    /// Makes up what fell due, then takes calls, then says so.
    private func start(_ passed: [ListenDescriptor], _ configuration: DaemonConfiguration) async throws {
        await plugins.start()
        engine.observe { [chronicle, plugins, status] _ in
            chronicle.wake()
            plugins.wake()
            status.wake()
        }
        let before = try engine.ledger.read { try $0.lastSequence() }
        let pulse = StartPulse()
        let observation = engine.observe { pulse.show($0) }
        await scheduler.start()
        engine.forget(observation)
        try sayMadeUp(since: before)
        for socket in passed { try await server.adopt(socket.descriptor) }
        if !passed.contains(where: { $0.kind == .listening }) {
            do {
                try await server.listen(at: configuration.socket)
            } catch {
                throw StartupFailure.cantCreate("\(configuration.socket) can't be listened on: \(error)")
            }
        }
        journal.send(.serviceReady, "convened answers calls")
        await status.sayReady()
    }

    /// Says how much fell due while the service was down. Filling the calendar isn't part of it.
    private func sayMadeUp(since sequence: Int) throws {
        var (from, count) = (sequence, 0)
        while case let events = try engine.ledger.read({ try $0.events(after: from, limit: 500) }),
            let last = events.last
        {
            count += events.count { !["session.scheduled", "week.opened"].contains($0.type) }
            from = last.sequence
        }
        guard count > 0 else { return }
        journal.send(
            .downtimeMadeUp, "what fell due while the service was down is made up, events: \(count)",
            fields: [JournalField(.count, count)])
    }

    /// Starts, says so, runs until SIGTERM or SIGINT, then stops from the outside in.
    ///
    /// The start is the last service's, so that whoever knows that the daemon answers can stop it in order.
    func serve(
        _ passed: [ListenDescriptor], _ configuration: DaemonConfiguration, watchdog: Duration?,
        onReady: @escaping @Sendable () async -> Void
    ) async throws {
        let doors = Stage(
            start: {
                try await start(passed, configuration)
                await onReady()
            },
            stop: { sayStopping() })
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: Stage(stop: { try closeLedger() })),
                .init(service: Stage(stop: { await plugins.stop() })),
                .init(service: Stage(stop: { scheduler.stop() })),
                .init(service: Watchman(engine: engine, group: group, interval: watchdog)),
                .init(service: Reloading { _ = try? await reloader.reload() }),
                .init(
                    service: Stage(stop: {
                        // Who waits for a delivery would be a call under way until the time is up.
                        plugins.closeUnits()
                        await server.stop(within: Self.drain)
                    })),
                .init(service: doors),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "lifecycle"))
        group.maximumGracefulShutdownDuration = .seconds(20)
        group.maximumCancellationDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }

    private func sayStopping() {
        journal.send(.serviceStopping, "convened stops")
        _ = try? Notify().stopping()
    }

    private func closeLedger() throws {
        try chronicle.save()
        try engine.ledger.close()
    }
}

/// Does something at each SIGHUP.
private struct Reloading: ServiceLifecycle.Service {
    let reload: @Sendable () async -> Void

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { await reload() }
    }
}

/// A part that runs by itself and has to be stopped.
private struct Stage: ServiceLifecycle.Service {
    var start: @Sendable () async throws -> Void = {}
    let stop: @Sendable () async throws -> Void

    func run() async throws {
        try await start()
        try? await gracefulShutdown()
        try await stop()
    }
}
