import Testing

@Suite struct WatchdogTests {
    @Test(
        arguments: [
            ("", "none", 0),
            ("WATCHDOG_USEC=30000000 WATCHDOG_PID=$$", "15.0 seconds", 0),
            ("WATCHDOG_USEC=30000000", "15.0 seconds", 0),
            ("WATCHDOG_USEC=30000000 WATCHDOG_PID=1", "none", 0),
            ("WATCHDOG_USEC=0", refusal, 1),
            ("WATCHDOG_USEC=soon", refusal, 1),
        ] as [(String, String, Int32)])
    func isFedTwiceInTheManagersInterval(environment: String, output: String, status: Int32) async throws {
        let child = try await run("/bin/sh", ["-c", "\(environment) exec \(probe) watchdog"])
        #expect(child.output == output + "\n")
        #expect(child.status == status)
    }
}

private let refusal =
    "The watchdog's interval could not be read: Invalid argument. "
    + "Check WATCHDOG_USEC and WATCHDOG_PID, which WatchdogSec= sets."
