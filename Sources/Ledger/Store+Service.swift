package import Clinic
import GRDB

/// What an operator wants to see at a glance.
package struct ServiceFigures: Sendable, Hashable {
    package let sessionsRunning: Int
    /// Members who are in a room now.
    package let present: Int
    /// Members whose running week alarms.
    package let atRisk: Int
    /// Alerts that nobody has been told of.
    package let undelivered: Int
    /// Deliveries to plugins that were given up.
    package let parked: Int
    /// Sessions that have ended and aren't signed.
    package let unsigned: Int
    package let lastSequence: Int
}

/// What became of one event at one plugin.
package struct DeliveryRecord: Sendable, Hashable {
    package let plugin: String
    /// `delivered`, `parked`, `undeliverable` or `skipped`.
    package let outcome: String
    package let reason: String?
    /// How often it was tried.
    package let attempts: Int

    package init(plugin: String, outcome: String, reason: String?, attempts: Int) {
        self.plugin = plugin
        self.outcome = outcome
        self.reason = reason
        self.attempts = attempts
    }
}

/// An event that was put aside at a plugin.
package struct ParkedRecord: Sendable, Hashable {
    package let event: RecordedEvent
    package let delivery: DeliveryRecord
    package let at: Instant
}

extension Store {
    /// - Parameter today: The local date of the running weeks.
    package func figures(on today: LocalDate) throws -> ServiceFigures {
        ServiceFigures(
            sessionsRunning: try count("SELECT count(*) FROM session WHERE state = 'running'"),
            present: try count(
                """
                SELECT count(DISTINCT member) FROM session JOIN attendance USING (session)
                WHERE session.state IN ('open', 'running') AND attendance.state = 'present'
                """),
            atRisk: try count(
                """
                SELECT count(*) FROM week
                WHERE week BETWEEN ? AND ? AND standing IN ('at_risk', 'needs_makeup', 'out_of_reach', 'shortfall')
                """, [today.adding(days: -6), today]),
            undelivered: try alerts(all: false).count { !$0.delivered },
            parked: try count("SELECT count(*) FROM delivery WHERE outcome = 'parked'"),
            unsigned: try count("SELECT count(*) FROM session WHERE state = 'ended'"), lastSequence: try lastSequence())
    }

    /// How many sessions are in a state that isn't over for somebody: open, running or ended.
    package func sessionCounts() throws -> [String: Int] {
        try counts(
            "SELECT state, count(*) FROM session WHERE state IN ('open', 'running', 'ended') GROUP BY state", [])
    }

    /// How many members have each standing in the weeks that run on a local date.
    package func standingCounts(on today: LocalDate) throws -> [String: Int] {
        try counts(
            "SELECT standing, count(*) FROM week WHERE week BETWEEN ? AND ? GROUP BY standing",
            [today.adding(days: -6), today])
    }

    private func counts(_ sql: String, _ arguments: StatementArguments) throws -> [String: Int] {
        let rows = try rows(sql, arguments) { row in (row[0] as String, row[1] as Int) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    private func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try first(sql, arguments) { $0[0] } ?? 0
    }

    /// What became of an event, plugin by plugin.
    package func deliveries(of sequence: Int) throws -> [DeliveryRecord] {
        try rows(
            "SELECT plugin, outcome, reason, attempts FROM delivery WHERE sequence = ? ORDER BY plugin", [sequence]
        ) { row in
            DeliveryRecord(plugin: row[0], outcome: row[1], reason: row[2], attempts: row[3])
        }
    }

    /// The events that were put aside at a plugin, in order.
    package func parked(at plugin: String) throws -> [ParkedRecord] {
        let kept = try rows(
            """
            SELECT sequence, reason, attempts, at FROM delivery WHERE plugin = ? AND outcome = 'parked'
            ORDER BY sequence
            """, [plugin]
        ) { row in
            let delivery = DeliveryRecord(plugin: plugin, outcome: "parked", reason: row[1], attempts: row[2])
            return (sequence: row[0] as Int, delivery: delivery, at: row[3] as Instant)
        }
        return try kept.compactMap { one in
            try events(after: one.sequence - 1, limit: 1).first.map {
                ParkedRecord(event: $0, delivery: one.delivery, at: one.at)
            }
        }
    }

    /// Notes what became of an event at a plugin.
    package func note(_ delivery: DeliveryRecord, of sequence: Int, at now: Instant) throws {
        try run(
            """
            INSERT OR REPLACE INTO delivery (sequence, plugin, outcome, reason, attempts, at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [sequence, delivery.plugin, delivery.outcome, delivery.reason, delivery.attempts, now])
    }

    /// How far a listener has come, in its own form; `nil` for a new one.
    package func progress(of plugin: String) throws -> String? {
        try first("SELECT progress FROM plugin WHERE plugin = ?", [plugin]) { $0[0] }
    }

    package func save(_ progress: String, of plugin: String) throws {
        try run("INSERT OR REPLACE INTO plugin (plugin, progress) VALUES (?, ?)", [plugin, progress])
    }
}
