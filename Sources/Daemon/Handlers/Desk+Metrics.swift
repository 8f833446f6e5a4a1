import Clinic
import ConvenedAPI
import Engine
import Glibc
import Ledger
import PluginHost
import Varlink
import VarlinkServer

extension Desk {
    func serveMetrics(on service: inout Service, _ plugins: PluginHost) throws {
        let started = engine.clock.now
        try ask(API.Service.Metrics.self, on: &service) { _ in
            let clinic = try await engine.read(clinic)
            return API.Service.Metrics.Reply(
                metrics: daemon(since: started) + clinic + Self.plugins(try await plugins.list()) + Self.process)
        }
    }

    private func daemon(since started: Instant) -> [API.Service.Metric] {
        let tally = engine.tally
        return [
            gauge("build_info", "The version that runs, as a label.", [Sample(["version": API.version], 1)]),
            gauge("start_time_seconds", unit: "seconds", "When the service was started, since 1970.", seconds(started)),
            counter(
                "commands", "Commands by what has become of them, those of the clock and of the watchdog among them.",
                [
                    Sample(["result": "done"], tally.done), Sample(["result": "refused"], tally.refused),
                    Sample(["result": "failed"], tally.failed),
                ]),
            counter(
                "commands_seconds", unit: "seconds", "How long commands took in all, from the call to the answer.",
                [Sample(value: tally.time / .seconds(1))]),
        ]
    }

    private func clinic(_ store: Store) throws -> [API.Service.Metric] {
        let (figures, space) = (try store.figures(on: today), try engine.ledger.space())
        let (sessions, standings) = (try store.sessionCounts(), try store.standingCounts(on: today))
        return [
            gauge(
                "sessions", "Sessions that are open for check-in, running, or ended and not signed.",
                ["open", "running", "ended"].map { Sample(["state": $0], sessions[$0] ?? 0) }),
            gauge("members_present", "Members who are in a room.", [Sample(figures.present)]),
            gauge(
                "members_standing", "Members by their standing in the running week.",
                Standing.allCases.map { Sample(["standing": $0.rawValue], standings[$0.rawValue] ?? 0) }),
            gauge("alerts_open", "Alerts that wait for somebody.", [Sample(try store.alerts(all: false).count)]),
            gauge("alerts_undelivered", "Alerts that have reached nobody.", [Sample(figures.undelivered)]),
            counter("events", "Events in the ledger.", [Sample(figures.lastSequence)]),
            gauge(
                "ledger_bytes", unit: "bytes", "How large the ledger is, with what isn't moved into its file yet.",
                [Sample(space.file)]),
            gauge("disk_free_bytes", unit: "bytes", "What is free on the ledger's file system.", [Sample(space.free)]),
            gauge(
                "last_backup_time_seconds", unit: "seconds", "When the newest backup was written, since 1970.",
                backups.newest.map(seconds) ?? []),
        ]
    }

    private static func plugins(_ all: [PluginStatus]) -> [API.Service.Metric] {
        func samples(_ value: (PluginStatus) -> Int) -> [Sample] {
            all.map { Sample(["plugin": $0.name], value($0)) }
        }
        return [
            gauge("plugin_running", "Whether a plugin hears events: 1 or 0.", samples { $0.state == .running ? 1 : 0 }),
            gauge("plugin_behind", "Events that a plugin hasn't looked at yet.", samples { $0.lag }),
            gauge("plugin_parked", "Deliveries that were given up and wait for somebody.", samples { $0.parked.count }),
            counter("plugin_deliveries", "Events that a plugin was done with.", samples { $0.progress.delivered }),
            counter("plugin_failures", "Attempts at which a plugin failed.", samples { $0.progress.failed }),
        ]
    }

    /// What the kernel says of this process.
    private static var process: [API.Service.Metric] {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let cpu = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }.reduce(0, +)
        return [
            counter(
                "cpu_seconds", unit: "seconds", "Processor time that the service has used.",
                [Sample(value: cpu)]),
            gauge(
                "memory_peak_bytes", unit: "bytes", "The most memory that the service has held.",
                [Sample(usage.ru_maxrss * 1024)]),
        ]
    }
}

private typealias Sample = API.Service.Sample

extension API.Service.Sample {
    fileprivate init(_ labels: [String: String], _ value: Int) {
        self.init(labels: labels, value: Double(value))
    }

    fileprivate init(_ value: Int) {
        self.init([:], value)
    }
}

private func seconds(_ instant: Instant) -> [Sample] {
    [Sample(value: Double(instant.milliseconds) / 1000)]
}

private func gauge(_ name: String, unit: String? = nil, _ help: String, _ samples: [Sample]) -> API.Service.Metric {
    API.Service.Metric(name: "convened_" + name, kind: .gauge, unit: unit, help: help, samples: samples)
}

private func counter(_ name: String, unit: String? = nil, _ help: String, _ samples: [Sample]) -> API.Service.Metric {
    API.Service.Metric(name: "convened_" + name, kind: .counter, unit: unit, help: help, samples: samples)
}
