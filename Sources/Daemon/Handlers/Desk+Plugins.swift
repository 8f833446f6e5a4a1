import Clinic
import ConvenedAPI
import Engine
import Ledger
import PluginHost
import Varlink
import VarlinkServer

extension Desk {
    func servePlugins(on service: inout Service, _ host: PluginHost) throws {
        try ask(API.Plugins.List.self, on: &service) { _ in
            API.Plugins.List.Reply(plugins: try await host.list().map(present))
        }
        try ask(API.Plugins.Show.self, on: &service) { asked in
            guard let status = try await host.list().first(where: { $0.name == asked.name }) else {
                throw Refusal(
                    .noSuchPlugin(String(asked.name.prefix(40))),
                    "there is no plugin \(asked.name.prefix(40)); 'convene plugin list' shows them")
            }
            return API.Plugins.Show.Reply(
                plugin: present(status), description: status.description, attempts: status.progress.attempts,
                nextTry: status.progress.nextTry.map(presenter.time), parked: status.parked.map(present),
                fields: try await fields(of: status), may: status.may.map(\.rawValue),
                dropped: status.progress.dropped, refusedCalls: status.progress.refusedCalls,
                protocolErrors: status.progress.protocolErrors)
        }
        try grant(API.Plugins.Grant.self, on: &service, host, true) { ($0.name, $0.field, $0.idempotencyKey) }
        try grant(API.Plugins.Revoke.self, on: &service, host, false) { ($0.name, $0.field, $0.idempotencyKey) }
        try ask(API.Plugins.Reload.self, on: &service) { _ in
            let result = await host.reload()
            return API.Plugins.Reload.Reply(
                added: result.added, changed: result.changed, removed: result.removed, refused: result.refused)
        }
        try operate(API.Plugins.Enable.self, on: &service, host, .enabled, name: \.name, key: \.idempotencyKey) {
            try await host.enable($0.name, operation: $1.outcome.operation)
        } reply: { _ in
            NoParameters()
        }
        try operate(API.Plugins.Disable.self, on: &service, host, .disabled, name: \.name, key: \.idempotencyKey) {
            try await host.disable($0.name, operation: $1.outcome.operation)
        } reply: { _ in
            NoParameters()
        }
        try serveDeliveries(on: &service, host)
        try serveUnits(on: &service, host)
    }

    private func serveDeliveries(on service: inout Service, _ host: PluginHost) throws {
        try operate(
            API.Plugins.Retry.self, on: &service, host, .retried, name: \.name, key: \.idempotencyKey, event: \.event
        ) {
            try await host.carryOut(.retry($0.event), of: $0.name, operation: $1.outcome.operation)
        } reply: {
            API.Plugins.Retry.Reply(count: $0.count)
        }
        try operate(
            API.Plugins.Skip.self, on: &service, host, .skipped, name: \.name, key: \.idempotencyKey, event: \.event
        ) {
            try await host.carryOut(.skip($0.event), of: $0.name, operation: $1.outcome.operation)
        } reply: { _ in
            NoParameters()
        }
        try operate(
            API.Plugins.Replay.self, on: &service, host, .replayed, name: \.name, key: \.idempotencyKey,
            event: \.since, from: { try since($0) }
        ) {
            try await host.carryOut(
                .replay(after: $1.outcome.event ?? 0), of: $0.name, operation: $1.outcome.operation)
        } reply: {
            API.Plugins.Replay.Reply(since: $0.event ?? 0, count: $0.count)
        }
    }

    private func fields(of status: PluginStatus) async throws -> [API.Plugins.Field] {
        let grants = try await engine.read { try $0.grants(of: status.name) }
        return status.fields.map { field in
            let grant = grants.first { $0.field == field }
            return API.Plugins.Field(
                field: field.rawValue, granted: grant != nil, by: grant?.actor,
                at: grant.map { presenter.time($0.at) })
        }
    }

    /// Serves a method that grants a field or takes it back.
    private func grant<Method: VarlinkMethod>(
        _ method: Method.Type, on service: inout Service, _ host: PluginHost, _ isGranted: Bool,
        _ asked: @escaping @Sendable (Method.Parameters) -> (name: String, field: String, key: String?)
    ) throws where Method.Reply == NoParameters {
        try service.register(method) { parameters, call in
            let (caller, (name, field, key)) = (roles.caller(call.peer), asked(parameters))
            Task {
                do {
                    let command = GrantField(
                        field, to: name, isGranted: isGranted, asked: await host.fields(of: name))
                    try await engine.submit(command, from: caller, key: key)
                    host.wake()
                    call.reply()
                } catch {
                    fail(error, call)
                }
            }
        }
    }

    /// Serves a method by something that takes its time.
    func ask<Method: VarlinkMethod>(
        _ method: Method.Type, on service: inout Service,
        _ answer: @escaping @Sendable (Method.Parameters) async throws -> Method.Reply
    ) throws {
        try service.register(method) { asked, call in
            Task {
                do {
                    call.reply(try await answer(asked))
                } catch {
                    fail(error, call)
                }
            }
        }
    }

    /// Serves a method by recording that somebody wants something of a plugin, and then doing it.
    private func operate<Method: VarlinkMethod>(
        _ method: Method.Type, on service: inout Service, _ host: PluginHost, _ action: PluginOperated.Action,
        name: @escaping @Sendable (Method.Parameters) -> String,
        key: @escaping @Sendable (Method.Parameters) -> String?,
        event: @escaping @Sendable (Method.Parameters) -> Int? = { _ in nil },
        from: @escaping @Sendable (Method.Parameters) throws -> Instant? = { _ in nil },
        carryOut: @escaping @Sendable (Method.Parameters, Answer<OperatePlugin.Outcome>) async throws -> Void,
        reply: @escaping @Sendable (OperatePlugin.Outcome) -> Method.Reply
    ) throws {
        try service.register(method) { asked, call in
            let caller = roles.caller(call.peer)
            Task {
                do {
                    let standing = try await host.standing(of: name(asked))
                    let facts = PluginFacts(
                        exists: await host.exists(name(asked)), runs: standing != nil, failing: standing?.failing,
                        reached: standing?.reached ?? 0)
                    let command = OperatePlugin(
                        action, plugin: name(asked), event: event(asked), from: try from(asked), facts: facts)
                    let answer = try await engine.submit(command, from: caller, key: key(asked))
                    try await carryOut(asked, answer)
                    call.reply(reply(answer.outcome))
                } catch {
                    fail(error, call)
                }
            }
        }
    }

    /// Since when a plugin is to hear events again; `nil` where an event says it.
    private func since(_ asked: API.Plugins.Replay.Parameters) throws -> Instant? {
        guard (asked.since == nil) != (asked.from == nil) else {
            throw Refusal(
                .badValue(field: "since"), "a replay begins either after an event or with a date: name one of the two")
        }
        guard let text = asked.from else { return nil }
        return try value("from", text, "a date such as 2026-11-23, or a time such as 2026-11-23T18:00:00-05:00") {
            text in
            LocalDate(text: text).map(engine.site.zone.start) ?? Instant(rfc3339: text)
        }
    }

    private func present(_ status: PluginStatus) -> API.Plugins.Plugin {
        API.Plugins.Plugin(
            name: status.name, version: status.version, state: status.state.rawValue, reason: status.reason,
            cursor: status.progress.cursor, lag: status.lag, delivered: status.progress.delivered,
            failed: status.progress.failed, parked: status.parked.count, lastEvent: status.progress.last,
            lastAt: status.progress.lastAt.map(presenter.time),
            medianMilliseconds: status.latencies.percentile(50), p90Milliseconds: status.latencies.percentile(90),
            p99Milliseconds: status.latencies.percentile(99))
    }

    private func present(_ parked: ParkedDelivery) -> API.Plugins.Parked {
        API.Plugins.Parked(
            event: parked.event.sequence, type: parked.event.type, member: parked.event.subject.member?.rawValue,
            reason: parked.reason, attempts: parked.attempts, at: presenter.time(parked.at))
    }
}
