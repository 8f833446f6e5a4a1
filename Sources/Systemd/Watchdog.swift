import CSystemd

/// The watchdog by which the service manager notices that the service hangs.
package enum Watchdog {
    /// How often ``Notify/watchdog()`` is due: half of what the manager tolerates. Nil if the manager does not watch
    /// this process. Takes the settings out of the environment, so that no child feeds the watchdog in our place; call
    /// it once, before there is a second thread.
    package static func feedInterval() throws(SystemdError) -> Duration? {
        var microseconds: UInt64 = 0
        guard try SystemdError.check(sd_watchdog_enabled(1, &microseconds), .watchdog) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds / 2))
    }
}
