/// Something that members say of themselves in a number, such as craving from 0 to 10.
package struct Measure: Sendable, Hashable {
    package enum Direction: String, Sendable, CaseIterable {
        case higher
        case lower
    }

    package let id: MeasureID
    package let name: String
    package let range: ClosedRange<Int>
    /// Which values are better.
    package let better: Direction
    /// From this value on, in the worse direction, somebody should hear of it; `nil`: never.
    package let alert: Int?

    package init(id: MeasureID, name: String, range: ClosedRange<Int>, better: Direction, alert: Int?) {
        self.id = id
        self.name = name
        self.range = range
        self.better = better
        self.alert = alert
    }

    /// Whether a value is at the alert or worse.
    package func alarms(_ value: Int) -> Bool {
        alert.map { better == .lower ? value >= $0 : value <= $0 } ?? false
    }
}

/// A number that a member has said of themselves.
package struct Measured: Sendable, Hashable {
    package let measure: MeasureID
    package let value: Personal<Int>

    package init(measure: MeasureID, value: Personal<Int>) {
        self.measure = measure
        self.value = value
    }
}
