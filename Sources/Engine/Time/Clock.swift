package import Clinic
import Foundation

/// Where the engine has its time from.
package protocol Clock: Sendable {
    var now: Instant { get }
}

/// The machine's own clock.
package struct SystemClock: Clock {
    package init() {}

    package var now: Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
