import Clinic
import Engine
import Ledger
import ServiceLifecycle
import Systemd

/// What `systemctl status` says in one line, and the watchdog's food: both come through the ledger's own path, so that
/// a stuck writer starves the watchdog.
struct StatusLine: Sendable {
    let engine: Engine

    func text() async -> LogText {
        let week = Week(holding: engine.site.zone.date(at: engine.clock.now), firstWeekday: engine.site.firstWeekday)
        guard let figures = try? await engine.read({ try $0.figures(in: week) }) else {
            return "the ledger can't be read"
        }
        return """
            \(figures.sessionsRunning) sessions running · \(figures.present) in · \(figures.atRisk) at risk · \
            \(figures.undelivered) alerts undelivered
            """
    }

    /// A service that says the line and feeds the watchdog at its interval, or once a minute.
    func feeding(_ watchdog: Duration?) -> some ServiceLifecycle.Service {
        Feeder(line: self, interval: watchdog ?? .seconds(60))
    }

    private struct Feeder: ServiceLifecycle.Service {
        let line: StatusLine
        let interval: Duration

        func run() async throws {
            await cancelWhenGracefulShutdown {
                while (try? await Task.sleep(for: interval)) != nil {
                    await line.engine.writerIsAlive()
                    _ = try? Notify().status(await line.text())
                    _ = try? Notify().watchdog()
                }
            }
        }
    }
}
