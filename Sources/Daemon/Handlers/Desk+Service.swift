import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

extension Desk {
    func serveService(on service: inout Service) throws {
        try service.register(API.Service.Ping.self) { _, call in call.reply(API.Service.Ping.Reply()) }
        try question(API.Service.Status.self, on: &service) { _, store in
            let figures = try store.figures(on: today)
            return API.Service.Status.Reply(
                site: engine.site.id, siteName: engine.site.name, zone: engine.site.zone.identifier,
                version: API.version,
                now: presenter.time(engine.clock.now), sessionsRunning: figures.sessionsRunning,
                present: figures.present, atRisk: figures.atRisk, undelivered: figures.undelivered,
                unsigned: figures.unsigned,
                lastSequence: figures.lastSequence)
        }
        try serveHealth(on: &service)
    }

    private func serveHealth(on service: inout Service) throws {
        try question(API.Service.Health.self, on: &service) { _, store in
            let space = try engine.ledger.space()
            return API.Service.Health.Reply(
                version: API.version, now: presenter.time(engine.clock.now), zone: engine.site.zone.identifier,
                programs: try store.programs().count, groups: try store.groups().count,
                undelivered: try store.alerts(all: false).count { !$0.delivered }, ledger: engine.ledger.path,
                ledgerBytes: space.file, freeBytes: space.free, totalBytes: space.total, backups: backups.path,
                lastBackup: backups.newest.map(presenter.time))
        }
    }

    func serveReload(on service: inout Service, _ reloader: Reloader) throws {
        try service.register(API.Service.Reload.self) { _, call in
            Task {
                do throws(StartupFailure) {
                    call.reply(API.Service.Reload.Reply(needRestart: try await reloader.reload()))
                } catch {
                    call.fail(API.Service.ConfigurationRefused(message: error.description))
                }
            }
        }
    }

    func serveEvents(on service: inout Service) throws {
        try question(API.Events.List.self, on: &service) { asked, store in
            guard asked.limit.map({ (1...10_000).contains($0) }) ?? true else {
                throw Refusal(.badValue(field: "limit"), "a list holds 1 to 10000 events; leave the limit out for 1000")
            }
            let events = try store.events(after: asked.since ?? 0, limit: asked.limit ?? 1000)
            return API.Events.List.Reply(events: try events.map(presenter.event))
        }
        try service.register(API.Events.Follow.self) { asked, call in
            Follower(engine: engine, call: call, since: asked.since).start()
        }
    }
}

extension Presenter {
    func event(_ event: RecordedEvent) throws -> API.Events.Event {
        API.Events.Event(
            site: event.site, sequence: event.sequence, type: event.type, version: event.version,
            happened: time(event.happened), recorded: time(event.recorded), actor: event.actor, cause: event.cause,
            member: event.subject.member?.rawValue, session: event.subject.session?.rawValue,
            group: event.subject.group?.rawValue, program: event.subject.program?.rawValue,
            body: try JSON(parsing: event.body.utf8))
    }
}
