/// The rules that a week is held against. The raw value is the code that figures and alerts cite.
package enum Gate: String, Sendable, Codable, CaseIterable {
    case weeklyMinimum = "weekly-minimum"
    /// The weekly minimum, reached by days that reach the daily minimum.
    case dailyMinimum = "daily-minimum"
    case minimumDays = "minimum-days"
    case longestGap = "longest-gap"
    case weeklyMaximum = "weekly-maximum"
}

/// How a week stands against one gate, with the figures behind it.
///
/// The figures are seconds, and days for ``Gate/minimumDays`` and ``Gate/longestGap``.
package struct GateFigures: Sendable, Hashable, Codable {
    package let gate: Gate
    package let standing: Standing
    /// What the gate asks for, or allows.
    package let limit: Int
    /// What is reached so far; for the longest gap, the longest one so far.
    package let earned: Int
    /// What is reached if the member does what they still can.
    package let possible: Int
    /// What `possible` lacks of a minimum, or has above what is allowed.
    package let missing: Int

    package init(gate: Gate, standing: Standing, limit: Int, earned: Int, possible: Int, missing: Int) {
        self.gate = gate
        self.standing = standing
        self.limit = limit
        self.earned = earned
        self.possible = possible
        self.missing = missing
    }
}

extension Standing {
    /// The place in the order from best (0) to worst, by which a week takes the worst standing of its gates.
    package var severity: Int {
        switch self {
        case .met, .waived, .exempt: 0
        case .onTrack: 1
        case .atRisk: 2
        case .overMaximum: 3
        case .needsMakeup: 4
        case .outOfReach, .shortfall: 5
        }
    }
}
