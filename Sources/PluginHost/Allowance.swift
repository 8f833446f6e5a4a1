import Clinic

/// The processor time of a plugin that is started for each event: a twentieth of one processor. What it doesn't use is
/// saved up, so that many events on end are handled at once; a plugin that has used more rests until it is made up for.
struct Allowance: Equatable {
    /// It gets one part in so many.
    static let share = 20
    /// What it can save up.
    static let most = Duration.milliseconds(500)
    /// However much it has used, it rests for no longer. In seconds.
    static let longestRest = 600

    /// Below zero if it has used more than it had.
    private var saved = most
    private var at = Instant(milliseconds: 0)

    /// Takes note of processor time that was used.
    ///
    /// - Returns: Until when the plugin has to rest; `nil` if it needn't.
    mutating func use(_ time: Duration, at now: Instant) -> Instant? {
        let passed = Duration.milliseconds(max(0, now.milliseconds - at.milliseconds))
        saved = min(saved + passed / Self.share, Self.most) - time
        at = now
        guard saved < .zero else { return nil }
        let seconds = Int((saved * -Self.share / .seconds(1)).rounded(.up))
        guard seconds <= Self.longestRest else {
            saved = .seconds(-Self.longestRest) / Self.share
            return now + Seconds(Self.longestRest)
        }
        return now + Seconds(seconds)
    }
}
