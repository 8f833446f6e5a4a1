import Clinic
import GRDB

extension Store {
    func applySession(_ body: EventBody, subject: Subject, happened: Instant) throws {
        guard let name = subject.session else { throw LedgerError.unreadable("a session event without a session") }
        switch body {
        case .sessionScheduled(let session):
            try run(
                """
                INSERT INTO session (session, meeting_group, kind, date, start, length, planned_start, planned_end,
                    state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    name, subject.group, session.kind.rawValue, session.date, session.start, session.length,
                    session.plannedStart, session.plannedStart + session.length, SessionState.scheduled.rawValue,
                ])
            try set(.sessionOpens, name.rawValue, due: session.opens)
        case .sessionRescheduled(let session):
            try run(
                "UPDATE session SET planned_start = ?, planned_end = ? + length * 1000 WHERE session = ?",
                [session.plannedStart, session.plannedStart, name])
            try set(.sessionOpens, name.rawValue, due: session.opens)
        case .sessionOpened(let opened):
            try move(name, to: .open)
            try clear(.sessionOpens, name.rawValue)
            try set(.sessionOverdue, name.rawValue, due: opened.overdue)
        case .sessionStarted:
            try move(name, to: .running)
            try run("UPDATE session SET started = ? WHERE session = ?", [happened, name])
        case .sessionEnded:
            try move(name, to: .ended)
            try run("UPDATE session SET ended = ? WHERE session = ?", [happened, name])
            try clear(.sessionOverdue, name.rawValue)
        case .sessionCancelled(let cancelled):
            try move(name, to: .cancelled)
            try run("UPDATE session SET reason = ? WHERE session = ?", [cancelled.reason, name])
            try clear(.sessionOpens, name.rawValue)
            try clear(.sessionOverdue, name.rawValue)
        default:
            break
        }
    }

    private func move(_ name: SessionName, to state: SessionState) throws {
        try run("UPDATE session SET state = ? WHERE session = ?", [state.rawValue, name])
    }
}
