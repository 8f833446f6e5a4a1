package import Clinic
import Foundation
import GRDB

/// An event before it has its place in the order.
package struct NewEvent: Sendable {
    package let body: EventBody
    package let subject: Subject
    package let actor: String
    package let cause: Int?
    package let happened: Instant
    package let recorded: Instant

    package init(
        body: EventBody, subject: Subject, actor: String, cause: Int?, happened: Instant, recorded: Instant
    ) {
        self.body = body
        self.subject = subject
        self.actor = actor
        self.cause = cause
        self.happened = happened
        self.recorded = recorded
    }
}

/// The end of the chain, from which the next event goes on.
package struct ChainHead: Sendable {
    package fileprivate(set) var sequence: Int
    fileprivate(set) var hash: Data
    /// The site's id; empty before the site is founded.
    fileprivate(set) var site: String
}

extension Store {
    package func chainHead() throws -> ChainHead {
        let last = try first("SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1") { row in
            (sequence: row[0] as Int, hash: row[1] as Data)
        }
        return ChainHead(
            sequence: last?.sequence ?? 0, hash: last?.hash ?? AuditChain.origin,
            site: try first("SELECT id FROM site") { $0[0] } ?? "")
    }

    /// The sequence of the last event; 0 if there is none.
    package func lastSequence() throws -> Int {
        try first("SELECT max(sequence) FROM event") { $0[0] as Int? }.flatMap { $0 } ?? 0
    }

    /// The sequence of the last event that was recorded before an instant; 0 if there is none. Where the clock was set
    /// back in between, one of those around it.
    package func lastSequence(before instant: Instant) throws -> Int {
        var (low, high) = (0, try lastSequence())
        while low < high {
            let middle = (low + high + 1) / 2
            let recorded: Instant? = try first("SELECT recorded FROM event WHERE sequence = ?", [middle]) { $0[0] }
            if let recorded, recorded < instant { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Lets an event act on the tables. The weeks that it changes can be worked out from them afterwards.
    package func apply(_ event: NewEvent, at head: ChainHead) throws {
        try apply(event, sequence: head.sequence + 1)
    }

    /// Writes an applied event down, with the weeks as they stand after it, and moves the head of the chain.
    package func append(_ event: NewEvent, weeks: [WeekRecord], to head: inout ChainHead) throws {
        if case .siteFounded(let site) = event.body { head.site = site.id }
        let coding = EventCoding.shared
        let recorded = RecordedEvent(
            site: head.site, sequence: head.sequence + 1, type: event.body.type, version: event.body.version,
            subject: event.subject, actor: event.actor, cause: event.cause, happened: event.happened,
            recorded: event.recorded, body: try coding.body(of: event.body))
        let weeksText = weeks.isEmpty ? nil : "[\(weeks.map(\.json).joined(separator: ","))]"
        let personal = try coding.personal(of: event.body)
        let digest = personal.map(AuditChain.digest)
        let hash = AuditChain.hash(recorded, weeks: weeksText, personalDigest: digest, after: head.hash)
        try run(
            """
            INSERT INTO event (sequence, type, version, member, session, meeting_group, program, actor, cause, happened,
                recorded, body, weeks, personal, personal_digest, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                recorded.sequence, recorded.type, recorded.version, recorded.subject.member,
                recorded.subject.session, recorded.subject.group, recorded.subject.program, recorded.actor,
                recorded.cause, recorded.happened, recorded.recorded, recorded.body, weeksText, personal, digest, hash,
            ])
        for week in weeks { try save(week) }
        head.sequence += 1
        head.hash = hash
    }

    /// The events after a sequence, in order.
    package func events(after sequence: Int, limit: Int) throws -> [RecordedEvent] {
        let site = try first("SELECT id FROM site") { $0[0] as String } ?? ""
        return try rows("\(Self.events) WHERE sequence > ? ORDER BY sequence LIMIT ?", [sequence, limit]) {
            Self.event($0, site: site)
        }
    }

    /// The events that an actor caused between two sequences, newest first.
    package func events(of actor: String, after sequence: Int, before next: Int, limit: Int) throws -> [RecordedEvent] {
        let site = try first("SELECT id FROM site") { $0[0] as String } ?? ""
        return try rows(
            "\(Self.events) WHERE sequence > ? AND sequence < ? AND actor = ? ORDER BY sequence DESC LIMIT ?",
            [sequence, next, actor, limit]
        ) { Self.event($0, site: site) }
    }

    private static let events = """
        SELECT sequence, type, version, member, session, meeting_group, program, actor, cause, happened, recorded, body
        FROM event
        """

    private static func event(_ row: Row, site: String) -> RecordedEvent {
        RecordedEvent(
            site: site, sequence: row[0], type: row[1], version: row[2],
            subject: Subject(member: row[3], session: row[4], group: row[5], program: row[6]), actor: row[7],
            cause: row[8], happened: row[9], recorded: row[10], body: row[11])
    }
}
