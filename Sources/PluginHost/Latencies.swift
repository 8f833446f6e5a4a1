/// How long the latest deliveries took.
package struct Latencies: Sendable, Hashable {
    private static let limit = 512
    private var durations: [Duration] = []
    private var next = 0

    package init() {}

    mutating func add(_ duration: Duration) {
        if durations.count < Self.limit {
            durations.append(duration)
        } else {
            durations[next] = duration
            next = (next + 1) % Self.limit
        }
    }

    /// The duration that this share of them didn't exceed, in whole milliseconds, rounded up; `nil` if there is none.
    ///
    /// - Parameter share: From 1 to 100, in percent.
    package func percentile(_ share: Int) -> Int? {
        guard !durations.isEmpty else { return nil }
        let rank = (durations.count * share + 99) / 100
        return Int((durations.sorted()[max(0, rank - 1)] / .milliseconds(1)).rounded(.up))
    }
}
