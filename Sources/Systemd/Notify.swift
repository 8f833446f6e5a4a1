import CSystemd
import Glibc

/// Tells the service manager how the service is doing. Without a manager (no `NOTIFY_SOCKET`) every call does nothing
/// and answers false.
package struct Notify: Sendable {
    /// Sends one datagram of `NAME=value` lines and answers whether there was a manager to send it to.
    package typealias Send = @Sendable (String) throws(SystemdError) -> Bool

    private let send: Send

    /// Speaks to the manager that started this process, through libsystemd.
    package init() {
        send = { (state: String) throws(SystemdError) -> Bool in
            try SystemdError.check(sd_notify(0, state), .notify) > 0
        }
    }

    /// Hands every message to `send` instead.
    package init(send: @escaping Send) {
        self.send = send
    }

    /// The service answers calls: it was started, or it has finished reloading.
    @discardableResult
    package func ready(status: LogText) throws(SystemdError) -> Bool {
        try send("READY=1\nSTATUS=\(status.line)")
    }

    /// The service reads its configuration again. Call ``ready(status:)`` when that is done, well or ill.
    @discardableResult
    package func reloading() throws(SystemdError) -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return try send("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1000)")
    }

    /// The service has begun to stop.
    @discardableResult
    package func stopping() throws(SystemdError) -> Bool {
        try send("STOPPING=1")
    }

    /// The one line that `systemctl status` shows.
    @discardableResult
    package func status(_ text: LogText) throws(SystemdError) -> Bool {
        try send("STATUS=\(text.line)")
    }

    /// The service makes progress. Due at every ``Watchdog/feedInterval()``.
    @discardableResult
    package func watchdog() throws(SystemdError) -> Bool {
        try send("WATCHDOG=1")
    }

    /// Starting, reloading or stopping takes longer: the manager waits for this long from now on before it gives up.
    @discardableResult
    package func extendTimeout(by duration: Duration) throws(SystemdError) -> Bool {
        let (seconds, attoseconds) = duration.components
        return try send("EXTEND_TIMEOUT_USEC=\(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)")
    }
}
