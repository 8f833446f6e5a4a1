import Clinic
import GRDB

/// The tables that follow from the events, made anew from the events alone.
struct Replay {
    /// Where the events are.
    let source: Database
    /// Where the tables are, all of them empty.
    let target: Database

    /// - Parameter progress: Hears how many events are done, at the beginning, at the end and every thousand between.
    func run(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
        let (coding, target) = (EventCoding.shared, Store(db: target))
        let total = try Store(db: source).lastSequence()
        progress(0, total)
        let rows = try Row.fetchCursor(
            source,
            sql: """
                SELECT sequence, type, version, body, personal, weeks, member, session, meeting_group, program, actor,
                    happened, recorded
                FROM event ORDER BY sequence
                """)
        while let row = try rows.next() {
            let body = try coding.event(type: row[1], version: row[2], body: row[3], personal: row[4])
            let subject = Subject(member: row[6], session: row[7], group: row[8], program: row[9])
            let event = NewEvent(
                body: body, subject: subject, actor: row[10], cause: nil, happened: row[11], recorded: row[12])
            let sequence: Int = row[0]
            try target.apply(event, sequence: sequence)
            if sequence % 1000 == 0 { progress(sequence, total) }
            guard let weeks: String = row[5] else { continue }
            for week in try coding.value([WeekRecord].self, weeks) { try target.save(week) }
        }
        progress(total, total)
    }
}
