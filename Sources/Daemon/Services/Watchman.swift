import Engine
import NIOCore
import ServiceLifecycle
import Systemd

/// Feeds the service manager's watchdog at its interval, as long as a command comes back carried out: through the event
/// loop that serves the connections, and through the writer with a transaction of the ledger. Whatever is stuck on that
/// way starves the watchdog, and the service is started anew.
struct Watchman: ServiceLifecycle.Service {
    let engine: Engine
    let group: any EventLoopGroup
    /// `nil` if nobody watches.
    let interval: Duration?

    func run() async throws {
        guard let interval else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: interval)) != nil {
                guard (try? await group.any().submit {}.get()) != nil,
                    (try? await engine.submit(Heartbeat(), from: .clock)) != nil
                else { continue }
                _ = try? Notify().watchdog()
            }
        }
    }
}
