package import Clinic
package import Ledger

extension Engine {
    /// What each session of some of a member's weeks has brought them, overlaps counted once.
    package func credits(
        of member: MemberCode, in weeks: [WeekRecord], in store: Store
    ) throws -> [SessionName: SessionCredit] {
        let work = try Work(reading: store, engine: self)
        return try weeks.reduce(into: [:]) { credits, record in
            let key = WeekKey(member: member, week: Week(start: record.week))
            _ = try work.record(of: key, closed: record.closed)
            for credit in work.workedOut[key]?.credits ?? [] { credits[credit.session] = credit }
        }
    }
}
