/// `measure.crossed`: what a member has said of themselves is at the configured alert or worse, and wasn't before.
package struct MeasureCrossed: Sendable, Hashable, Codable {
    package let measure: MeasureID
    package let alert: Int

    package init(measure: MeasureID, alert: Int) {
        self.measure = measure
        self.alert = alert
    }
}
