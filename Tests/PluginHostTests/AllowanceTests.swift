import Clinic
import Testing

@testable import PluginHost

@Suite("A plugin's share of the processor")
struct AllowanceTests {
    /// When a plugin used how much, and for how long it has to rest then. All in seconds.
    private static let examples: [(uses: [(at: Int, Duration)], rest: Int?)] = [
        // What was saved up is enough.
        ([(0, .milliseconds(500))], nil),
        ([(0, .milliseconds(200)), (0, .milliseconds(300))], nil),
        // Half a second too much takes ten to make up for.
        ([(0, .seconds(1))], 10),
        ([(0, .milliseconds(500)), (0, .milliseconds(1))], 1),
        // A twentieth of the time that has passed is its own.
        ([(0, .milliseconds(500)), (5, .milliseconds(250))], nil),
        ([(0, .milliseconds(500)), (5, .milliseconds(300))], 1),
        // It doesn't save up more, and not while the clock goes back.
        ([(100_000, .seconds(1))], 10),
        ([(100, .milliseconds(500)), (0, .milliseconds(500))], 10),
        // Who has rested owes nothing.
        ([(0, .seconds(1)), (10, .zero)], nil),
        ([(0, .seconds(1)), (10, .milliseconds(500))], 10),
        // However much it was.
        ([(0, .seconds(100_000))], 600),
        ([(0, .seconds(100_000)), (600, .milliseconds(500))], 10),
    ]

    @Test(arguments: examples)
    func rests(uses: [(at: Int, Duration)], rest: Int?) {
        var allowance = Allowance()
        var until: Instant?
        var now = Instant(milliseconds: 0)
        for (at, time) in uses {
            now = Instant(milliseconds: 0) + Seconds(at)
            until = allowance.use(time, at: now)
        }
        #expect(until == rest.map { now + Seconds($0) })
    }
}
