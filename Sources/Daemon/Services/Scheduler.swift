import Clinic
import Dispatch
import Engine
import Ledger
import Synchronization

/// Wakes the engine when something falls due: one timer for everything, and none that ticks.
///
/// The timer is on the wall clock, so that it is right after a suspend or when the clock is set.
///
/// Unchecked: `timer` is Dispatch's own, which may be used from any thread; the rest is behind the mutex.
final class Scheduler: @unchecked Sendable {
    private let engine: Engine
    private let queue = DispatchQueue(label: "scheduler")
    private let timer: any DispatchSourceTimer
    private let state = Mutex(State())

    private struct State {
        var runs = false
        var again = false
        var day: LocalDate?
        var stopped = false
    }

    init(engine: Engine) {
        self.engine = engine
        timer = DispatchSource.makeTimerSource(queue: queue)
    }

    /// Begins, and returns when everything that was due has been made up.
    func start() async {
        timer.setEventHandler { [weak self] in self?.wake() }
        timer.schedule(wallDeadline: .distantFuture)
        timer.activate()
        engine.observe { [weak self] commit in
            if commit.movedTimers { self?.wake() }
        }
        await withCheckedContinuation { continuation in engine.startDay { _ in continuation.resume() } }
        await engine.runDue()
        wake()
    }

    func stop() {
        state.withLock { $0.stopped = true }
        timer.cancel()
    }

    /// Plans the day anew, by settings that have changed, soon.
    func planAnew() {
        state.withLock { $0.day = nil }
        wake()
    }

    /// Does what is due, soon. Cheap, and callable from any thread.
    func wake() {
        let begins = state.withLock { state in
            if state.runs { state.again = true }
            defer { state.runs = true }
            return !state.runs && !state.stopped
        }
        if begins { queue.async { [self] in startDay() } }
    }

    /// On the first time and after each midnight the calendar is filled first.
    private func startDay() {
        let today = engine.site.zone.date(at: engine.clock.now)
        let isNew = state.withLock { state in
            defer { state.day = today }
            return state.day != today
        }
        if isNew { engine.startDay { [self] _ in runDue() } } else { runDue() }
    }

    private func runDue() {
        engine.runDue { [self] next in
            let again = state.withLock { state in
                let again = state.again && !state.stopped
                state.again = false
                state.runs = again
                return again
            }
            if again { return queue.async { [self] in startDay() } }
            let wait = max(0, engine.clock.now.seconds(until: next).count)
            timer.schedule(wallDeadline: .now() + .milliseconds(wait * 1000 + 10), leeway: .milliseconds(50))
        }
    }
}
