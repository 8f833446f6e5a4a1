import Clinic
import Dispatch
import Engine
import Foundation
import Ledger
import Synchronization
import Systemd

/// Writes what was committed into the journal: one line for each thing that an operator acts on, with codes alone.
///
/// It reads the events from a cursor of its own, so nothing that happens while it is busy is left out. The cursor is
/// saved at the stop; after a crash the lines since the last one are repeated, with the same `CONVENED_SEQUENCE`.
final class Chronicle: Sendable {
    private static let page = 500
    /// How long it waits for more before it reads: a busy evening's commits then share one reading.
    private static let pause = DispatchTimeInterval.milliseconds(20)
    private static let listener = "journal"
    private static let alertTypes = Set(AlertKind.allCases.map(\.eventType))
    private let engine: Engine
    private let journal: Journal
    /// Whether any plugin hears events of a type.
    private let isHeard: @Sendable (String) -> Bool
    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "journal")

    private struct State {
        var cursor: Int
        /// How urgent the line about a check-in or check-out is; without it there is none.
        var attendance: JournalPriority?
        var reads = false
        var more = false
    }

    init(
        engine: Engine, journal: Journal, attendance: JournalPriority?, isHeard: @escaping @Sendable (String) -> Bool
    ) throws {
        self.isHeard = isHeard
        self.engine = engine
        self.journal = journal
        let cursor = try engine.ledger.read { store in
            try store.progress(of: Self.listener).flatMap { Int($0) } ?? store.lastSequence()
        }
        state = Mutex(State(cursor: cursor, attendance: attendance))
    }

    /// Says from now on with this urgency that members come and go, or doesn't.
    func logAttendance(_ priority: JournalPriority?) {
        state.withLock { $0.attendance = priority }
    }

    /// Reads on, soon. Cheap, and callable from any thread.
    func wake() {
        let begins = state.withLock { state in
            if state.reads { state.more = true }
            defer { state.reads = true }
            return !state.reads
        }
        if begins { readSoon() }
    }

    /// Writes what is left, and keeps the place for the next start.
    func save() throws {
        try queue.sync {
            while try writePage() {}
            let cursor = state.withLock { $0.cursor }
            try engine.ledger.transaction { try $0.save(String(cursor), of: Self.listener) }
        }
    }

    private func readSoon() {
        queue.asyncAfter(deadline: .now() + Self.pause) { [self] in
            let isFull = (try? writePage()) ?? false
            let again = state.withLock { state in
                let again = state.more || isFull
                state.more = false
                state.reads = again
                return again
            }
            if again { readSoon() }
        }
    }

    /// Writes the next events. Returns whether there may be more.
    private func writePage() throws -> Bool {
        let from = state.withLock { $0.cursor }
        let events = try engine.ledger.read { try $0.events(after: from, limit: Self.page) }
        for event in events { write(event) }
        state.withLock { $0.cursor = events.last?.sequence ?? from }
        return events.count == Self.page
    }

    private func write(_ event: RecordedEvent) {
        guard let (id, message) = line(for: event) else { return }
        var fields = [
            JournalField(.event, LedgerWord.type(of: event)), JournalField(.sequence, event.sequence),
            JournalField(.actor, LedgerWord.actor(of: event)),
        ]
        if let member = event.subject.member { fields.append(JournalField(.member, member)) }
        if let session = event.subject.session { fields.append(JournalField(.session, session)) }
        if let group = event.subject.group { fields.append(JournalField(.group, group)) }
        if let program = event.subject.program { fields.append(JournalField(.program, program)) }
        journal.send(
            id, message, priority: id == .attendanceRecorded ? state.withLock { $0.attendance } : nil, fields: fields)
        if id == .alertRaised, !isHeard(event.type) {
            journal.send(
                .alertUndelivered, "alert \(event.sequence) is undelivered: no plugin hears it; see 'convene alerts'",
                fields: fields + [JournalField(.alert, event.sequence)])
        }
    }

    private func line(for event: RecordedEvent) -> (MessageID, LogText)? {
        let session = event.subject.session ?? SessionName(unchecked: "a session")
        let member = event.subject.member ?? MemberCode(unchecked: "a member")
        switch event.type {
        case "session.opened": return (.sessionOpened, "\(session) is open for check-in")
        case "session.started": return (.sessionStarted, "\(session) has started")
        case "session.ended": return (.sessionEnded, "\(session) has ended")
        case "session.reopened": return (.sessionReopened, "\(session) is reopened and goes on")
        case "session.signed": return (.sessionSigned, "\(session) is signed and closed")
        case "session.signature_superseded":
            return (.signatureSuperseded, "what was signed of \(session) holds no more: it is to be signed again")
        case "session.unsigned":
            guard let unsigned: SessionUnsigned = body(of: event) else { return nil }
            let to = LedgerWord.addressees(unsigned.addressees)
            return (.sessionUnsigned, "\(session) has ended and isn't signed: that is for \(to) to do")
        case "session.cancelled": return (.sessionCancelled, "\(session) is cancelled")
        case "hours.standing_changed":
            guard let change: StandingChanged = body(of: event) else { return nil }
            if change.from == change.to { return nil }
            return (.standingChanged, "\(member) is now \(change.to) in the week of \(change.week)")
        case "alert.acknowledged": return (.alertAcknowledged, "an alert about \(member) is acknowledged")
        case "alert.withdrawn":
            guard let ended: AlertEnded = body(of: event) else { return nil }
            return (.alertEnded, "alert \(ended.alert) is withdrawn")
        case "alert.superseded":
            guard let ended: AlertEnded = body(of: event) else { return nil }
            return (.alertEnded, "alert \(ended.alert) is superseded by alert \(ended.by ?? 0)")
        case "alert.escalated":
            guard let alert: AlertEscalated = body(of: event) else { return nil }
            let to = LedgerWord.addressees(alert.to)
            let line: LogText =
                "alert \(alert.alert) isn't acknowledged and goes to \(to): \(LedgerWord.sentence(of: alert))"
            return (.alertEscalated, line)
        case "plugin.enabled", "plugin.disabled", "plugin.retried", "plugin.skipped", "plugin.replayed",
            "plugin.granted", "plugin.revoked":
            guard let operated: PluginOperated = body(of: event) else { return nil }
            let line: LogText =
                if let field = operated.field {
                    "plugin \(LedgerWord.plugin(of: operated)): \(field) is \(operated.action)"
                } else {
                    "plugin \(LedgerWord.plugin(of: operated)) is \(operated.action)"
                }
            return (.pluginOperated, line)
        case "session.reminded":
            guard let reminded: SessionReminded = body(of: event), reminded.members > 0 else { return nil }
            return (.reminderTold, "reminder \(reminded.kind) of \(session), members: \(reminded.members)")
        case "reminder.due":
            guard let due: ReminderDue = body(of: event) else { return nil }
            let to = LedgerWord.addressees(due.addressees)
            return (.reminderTold, "reminder \(due.reminder) about \(member) is due, for \(to)")
        case "reminder.expired":
            guard let expired: ReminderExpired = body(of: event) else { return nil }
            let line: LogText =
                "reminder \(expired.kind) of \(LedgerWord.subject(of: event)) is dropped: \(expired.reason)"
            return (.reminderExpired, line)
        case "week.closed":
            guard let closed: WeekClosed = body(of: event) else { return nil }
            let line: LogText =
                "the week of \(closed.week) is closed: \(closed.met) met, \(closed.shortfall) short, \(closed.waived) waived, \(closed.exempt) exempt"
            return (.weekClosed, line)
        default:
            if Self.alertTypes.contains(event.type) { return raised(event) }
            guard state.withLock({ $0.attendance }) != nil, event.type.hasPrefix("attendance.") else { return nil }
            return (.attendanceRecorded, "\(LedgerWord.type(of: event)): \(member) at \(session)")
        }
    }

    private func raised(_ event: RecordedEvent) -> (MessageID, LogText)? {
        guard let alert: AlertRaised = body(of: event) else { return nil }
        let to = LedgerWord.addressees(alert.addressees)
        let line: LogText =
            "alert \(event.sequence) for \(to): \(LedgerWord.subject(of: event)) is \(alert.kind): \(LedgerWord.sentence(of: alert))"
        return (.alertRaised, line)
    }

    private func body<Body: Decodable>(of event: RecordedEvent) -> Body? {
        try? JSONDecoder().decode(Body.self, from: Data(event.body.utf8))
    }
}
