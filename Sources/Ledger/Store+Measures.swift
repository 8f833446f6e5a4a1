package import Clinic
import GRDB

/// What a member said of themselves, and when.
package struct Measurement: Sendable, Hashable {
    package let measured: Measured
    package let happened: Instant
    /// The session at which it was said; `nil`: at none.
    package let session: SessionName?
}

extension Store {
    /// What a member has said of themselves, oldest first.
    package func measurements(of member: MemberCode) throws -> [Measurement] {
        try rows(
            "SELECT measure, value, happened, session FROM measurement WHERE member = ? ORDER BY happened, event",
            [member]
        ) { row in
            Measurement(
                measured: Measured(measure: row[0], value: Personal(row[1])), happened: row[2], session: row[3])
        }
    }

    func applyMeasure(_ body: EventBody, _ subject: Subject, sequence: Int, happened: Instant) throws {
        guard case .measureRecorded(let measured) = body else { return }
        try run(
            "INSERT INTO measurement (member, event, measure, value, happened, session) VALUES (?, ?, ?, ?, ?, ?)",
            [subject.member, sequence, measured.measure, measured.value.reveal(), happened, subject.session])
    }
}
