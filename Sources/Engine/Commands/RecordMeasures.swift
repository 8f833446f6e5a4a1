package import Clinic
import Ledger

/// Writes down what a member has said of themselves in numbers.
package struct RecordMeasures: Command {
    package static let name = "record-measures"
    let member: String
    let session: String?
    let values: [(measure: String, value: Personal<Int>)]

    /// - Parameter session: The session at which it was said; `nil`: at none.
    package init(member: String, session: String?, values: [(measure: String, value: Personal<Int>)]) {
        self.member = member
        self.session = session
        self.values = values
    }

    package struct Outcome: CommandOutcome {
        package let member: MemberCode
        /// The measures that are at their alert or worse now, in the order in which they were given.
        package let alarming: [MeasureID]
    }

    package func perform(_ work: Work) throws -> Outcome {
        let code = try work.member(member)
        let session = try session.map { try work.session($0, among: []) }
        guard !values.isEmpty else {
            throw Refusal(.badValue(field: "values"), "no value was given; give at least one measure and its value")
        }
        guard Set(values.map(\.measure)).count == values.count else {
            throw Refusal(.badValue(field: "measure"), "a measure is there twice; give each one once")
        }
        let taken = try values.map { try work.measured($0.measure, $0.value) }
        let before = try work.store.measurements(of: code)
        let subject = Subject(member: code, session: session?.name, group: session?.group)
        for (measure, measured) in taken {
            let sequence = try work.record(.measureRecorded(measured), about: subject)
            let last = before.last { $0.measured.measure == measure.id }?.measured.value.reveal()
            if let alert = measure.alert, measure.alarms(measured.value.reveal()), !(last.map(measure.alarms) ?? false)
            {
                try work.record(
                    .measureCrossed(MeasureCrossed(measure: measure.id, alert: alert)), about: subject, cause: sequence)
            }
        }
        return Outcome(
            member: code, alarming: taken.filter { $0.measure.alarms($0.measured.value.reveal()) }.map(\.measure.id))
    }

    /// Written out only for the digest by which a repeated command is recognised.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode([member, session])
        for (measure, value) in values {
            try container.encode(measure)
            try container.encode(value.reveal())
        }
    }
}

extension Work {
    func noSuchMeasure() -> Refusal {
        let known = settings.measures.map(\.id.rawValue).joined(separator: ", ")
        return Refusal(
            .badValue(field: "measure"),
            known.isEmpty
                ? "this clinic measures nothing; define a measure with [[measures]] in convened.toml"
                : "this clinic has no such measure; there is \(known)")
    }

    /// A value of a measure that the configuration defines.
    fileprivate func measured(
        _ name: String, _ value: Personal<Int>
    ) throws -> (measure: Measure, measured: Measured) {
        guard let measure = settings.measures.first(where: { $0.id.rawValue == name }) else {
            throw noSuchMeasure()
        }
        guard measure.range.contains(value.reveal()) else {
            throw Refusal(
                .badValue(field: "value"),
                "\(measure.id) goes from \(measure.range.lowerBound) to \(measure.range.upperBound); the value given is outside"
            )
        }
        return (measure, Measured(measure: measure.id, value: value))
    }
}
