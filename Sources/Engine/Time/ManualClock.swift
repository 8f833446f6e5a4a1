package import Clinic
import Synchronization

/// A clock that stands still until somebody moves it: for histories that are made and for tests.
package final class ManualClock: Clock {
    private let time: Mutex<Instant>

    package init(_ now: Instant) {
        time = Mutex(now)
    }

    package var now: Instant {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}
