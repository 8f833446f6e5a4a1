import Clinic
import ConvenedAPI
import Engine
import Ledger
import PluginHost
import Varlink
import VarlinkServer

/// Where calls become commands and questions, and outcomes become replies.
struct Desk: Sendable {
    let engine: Engine
    let roles: Roles
    let denials: Denials
    let backups: BackupFolder
    /// Takes note of somebody of whom a plugin is shown something.
    var confide: @Sendable (_ details: MemberDetails, _ plugin: String) -> Void = { _, _ in }

    /// Every interface with its handlers.
    func service(_ plugins: PluginHost, _ reloader: Reloader) throws -> Service {
        var service = Service(vendor: "convened", product: "convened", version: API.version, url: "https://varlink.org")
        var actions = Set(API.disclosingMethods.map { $0.name })
        for (name, text) in Interfaces.all {
            let interface = try Interface(parsing: text)
            for method in interface.methods where method.isAction { actions.insert("\(name).\(method.name)") }
            try service.add(interface)
        }
        try serveAttendance(on: &service)
        try serveAgendas(on: &service)
        try serveSessions(on: &service)
        try serveMembers(on: &service)
        try serveMeasures(on: &service)
        try serveGroups(on: &service)
        try servePrograms(on: &service)
        try serveHours(on: &service)
        try serveMakeups(on: &service)
        try serveCorrections(on: &service)
        try serveEnrolments(on: &service)
        try serveWaivers(on: &service)
        try serveReminders(on: &service)
        try serveReports(on: &service)
        try serveStaff(on: &service)
        try serveRoles(on: &service)
        try serveDisclosures(on: &service)
        try serveEvents(on: &service)
        try serveService(on: &service)
        try serveMetrics(on: &service, plugins)
        try serveReload(on: &service, reloader)
        try servePlugins(on: &service, plugins)
        let gate = gate(plugins)
        service.gate = { [actions] peer, method in
            if let plugin = peer.label { return gate(plugin, method) }
            return roleRefusal(of: method, to: peer)
                ?? (actions.contains(method) ? sharedRefusal(of: method, to: peer) : nil)
        }
        return service
    }

    var presenter: Presenter { Presenter(zone: engine.site.zone) }

    /// Today at the site.
    var today: LocalDate { engine.site.zone.date(at: engine.clock.now) }

    /// Serves a method by a command; the reply is made from the outcome alone.
    func command<Method: VarlinkMethod, Asked: Command>(
        _ method: Method.Type, on service: inout Service,
        key: @escaping @Sendable (Method.Parameters) -> String?,
        _ make: @escaping @Sendable (Method.Parameters) throws -> Asked,
        reply: @escaping @Sendable (Answer<Asked.Outcome>) -> Method.Reply
    ) throws {
        try command(method, on: &service, key: key, { parameters, _ in try make(parameters) }, reply: reply)
    }

    /// Serves a method by a command that can say how far it has come.
    func command<Method: VarlinkMethod, Asked: Command>(
        _ method: Method.Type, on service: inout Service,
        key: @escaping @Sendable (Method.Parameters) -> String?,
        _ make: @escaping @Sendable (Method.Parameters, ServerCall<Method>) throws -> Asked,
        reply: @escaping @Sendable (Answer<Asked.Outcome>) -> Method.Reply
    ) throws {
        try service.register(method) { parameters, call in
            do {
                let caller = roles.caller(call.peer)
                engine.submit(try make(parameters, call), from: caller, key: key(parameters)) { result in
                    switch result {
                    // A plugin's answer is looked through for members first.
                    case .success(let answer) where call.peer.label != nil: self.read(call) { _ in reply(answer) }
                    case .success(let answer): call.reply { reply(answer) }
                    case .failure(let refusal): fail(refusal, call)
                    }
                }
            } catch {
                fail(error, call)
            }
        }
    }

    /// Serves a method by a command; the reply is read from the ledger after the commit.
    func command<Method: VarlinkMethod, Asked: Command>(
        _ method: Method.Type, on service: inout Service,
        key: @escaping @Sendable (Method.Parameters) -> String?,
        _ make: @escaping @Sendable (Method.Parameters) throws -> Asked,
        reading reply: @escaping @Sendable (Answer<Asked.Outcome>, Store) throws -> Method.Reply
    ) throws {
        try command(method, on: &service, key: key, { parameters, _ in try make(parameters) }, reading: reply)
    }

    /// Serves a method by a command that depends on who asks; the reply is read from the ledger after the commit.
    func command<Method: VarlinkMethod, Asked: Command>(
        _ method: Method.Type, on service: inout Service,
        key: @escaping @Sendable (Method.Parameters) -> String?,
        _ make: @escaping @Sendable (Method.Parameters, Peer) throws -> Asked,
        reading reply: @escaping @Sendable (Answer<Asked.Outcome>, Store) throws -> Method.Reply
    ) throws {
        try service.register(method) { parameters, call in
            do {
                let caller = roles.caller(call.peer)
                engine.submit(try make(parameters, call.peer), from: caller, key: key(parameters)) { result in
                    switch result {
                    case .success(let answer): self.read(call) { try reply(answer, $0) }
                    case .failure(let refusal): fail(refusal, call)
                    }
                }
            } catch {
                fail(error, call)
            }
        }
    }

    /// Serves a method by a question to the ledger.
    func question<Method: VarlinkMethod>(
        _ method: Method.Type, on service: inout Service,
        _ answer: @escaping @Sendable (Method.Parameters, Store) throws -> Method.Reply
    ) throws {
        try question(method, on: &service) { parameters, _, store in try answer(parameters, store) }
    }

    /// Serves a method by a question to the ledger that depends on who asks.
    func question<Method: VarlinkMethod>(
        _ method: Method.Type, on service: inout Service,
        _ answer: @escaping @Sendable (Method.Parameters, Peer, Store) throws -> Method.Reply
    ) throws {
        try service.register(method) { parameters, call in
            let peer = call.peer
            read(call) { try answer(parameters, peer, $0) }
        }
    }

    func read<Method: VarlinkMethod>(
        _ call: ServerCall<Method>, _ answer: @escaping @Sendable (Store) throws -> Method.Reply
    ) {
        engine.ledger.enqueueRead { snapshot in
            do {
                let store = try snapshot.get()
                let reply = try answer(store)
                try keepConfidential(reply, shownTo: call.peer, store)
                call.reply(reply)
            } catch {
                fail(error, call)
            }
        }
    }

    func fail<Method: VarlinkMethod>(_ error: any Error, _ call: ServerCall<Method>) {
        if case .notAllowed(let word) = (error as? Refusal)?.kind, let role = Role(rawValue: word) {
            let peer = call.peer
            denials.note(
                Method.name, needing: role, by: roles.caller(peer), uid: peer.label == nil ? peer.uid : nil)
        }
        if let error = error as? any VarlinkError { return call.fail(error) }
        guard let refusal = error as? Refusal else {
            call.fail(API.Service.Internal(message: "the ledger could not be read; look at the journal and try again"))
            return
        }
        engine.ledger.enqueueRead { snapshot in
            let store = try? snapshot.get()
            let failure = refusal.failure(store, presenter)
            if let store { try? keepConfidential(failure, shownTo: call.peer, store) }
            call.fail(failure)
        }
    }
}
