import Clinic
import ConvenedAPI
import Engine
import PluginHost
import Varlink
import VarlinkServer

extension Desk {
    /// Plugins that are services of their own fetch what the others are given.
    func serveUnits(on service: inout Service, _ host: PluginHost) throws {
        try service.register(API.Plugins.Take.self) { asked, call in
            do {
                let name = try plugin(asked.name, call.peer, host)
                let leave = host.take(of: name) { delivery in
                    if let delivery { return call.reply(present(delivery)) }
                    call.fail(
                        API.Service.Unavailable(
                            message: "\(name) was read anew, another process fetches its deliveries now, or convened "
                                + "stops: ask again"))
                }
                if let leave { call.onClose(leave) }
            } catch {
                fail(error, call)
            }
        }
        try service.register(API.Plugins.Settle.self) { asked, call in
            do {
                let name = try plugin(asked.name, call.peer, host)
                let kind = try value(
                    "ending", asked.ending, UnitResult.Kind.allCases.map(\.rawValue).joined(separator: ", "),
                    UnitResult.Kind.init(rawValue:))
                let result = UnitResult(
                    kind, code: asked.code ?? 0, reason: asked.reason.map { String($0.prefix(1024)) })
                call.reply(API.Plugins.Settle.Reply(counts: host.settle(asked.delivery, of: name, result)))
            } catch {
                fail(error, call)
            }
        }
    }

    /// The plugin that a caller is, or stands for: root and the daemon's own account may for any.
    private func plugin(_ name: String?, _ peer: Peer, _ host: PluginHost) throws -> String {
        let isAdministrator = roles.caller(peer).isAdministrator
        guard let plugin = peer.label ?? name, isAdministrator || peer.label == (name ?? peer.label) else {
            throw Refusal(
                .notAllowed(role: "admin"),
                "only the plugin itself may fetch its deliveries: connect to its own socket, or ask as root")
        }
        guard host.isUnit(plugin) else {
            throw Refusal(
                .noSuchPlugin(String(plugin.prefix(40))),
                "there is no plugin \(plugin.prefix(40)) that is a service of its own (class = \"unit\")")
        }
        return plugin
    }

    private func present(_ delivery: UnitDelivery) -> API.Plugins.Take.Reply {
        API.Plugins.Take.Reply(
            delivery: delivery.number, input: delivery.input, id: delivery.id, attempt: delivery.attempt,
            timeoutSeconds: delivery.timeout.count)
    }
}
