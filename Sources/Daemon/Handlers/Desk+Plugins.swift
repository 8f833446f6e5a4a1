import Clinic
import ConvenedAPI
import Engine
import PluginHost
import VarlinkServer

extension Desk {
    func servePlugins(on service: inout Service, _ host: PluginHost) throws {
        try service.register(API.Plugins.List.self) { _, call in
            Task {
                do {
                    call.reply(API.Plugins.List.Reply(plugins: try await host.list().map(present)))
                } catch {
                    fail(error, call)
                }
            }
        }
        try service.register(API.Plugins.Enable.self) { asked, call in
            Task {
                do {
                    if try await host.enable(asked.name) { return call.reply() }
                    call.fail(
                        API.Plugins.NoSuchPlugin(
                            name: asked.name,
                            message: "there is no plugin \(asked.name.prefix(40)); 'convene plugin list' shows them"))
                } catch {
                    fail(error, call)
                }
            }
        }
    }

    private func present(_ status: PluginStatus) -> API.Plugins.Plugin {
        API.Plugins.Plugin(
            name: status.name, version: status.version, state: status.state.rawValue, reason: status.reason,
            cursor: status.progress.cursor, lag: status.lag, delivered: status.progress.delivered,
            failed: status.progress.failed, parked: status.progress.parked)
    }
}
