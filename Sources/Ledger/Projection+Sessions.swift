import Clinic
import GRDB

extension Store {
    func applySession(_ body: EventBody, subject: Subject, sequence: Int, happened: Instant) throws {
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
        case .sessionStarted(let started):
            try move(name, to: .running)
            let facilitators = started.facilitators?.map(\.rawValue).joined(separator: " ")
            try run(
                "UPDATE session SET started = ?, facilitators = ? WHERE session = ?", [happened, facilitators, name])
            if let plan = started.plan { try keep(SessionCourse(plan, since: happened), of: name) }
            if started.facilitators != nil { try lead(name, started.lead, since: happened) }
        case .sessionEnded(let ended):
            if let settles = ended.absencesSettle { try set(.absencesSettle, name.rawValue, due: settles) }
            if let reminds = ended.reminds { try set(.sessionUnsigned, name.rawValue, due: reminds) }
            try pause(name) { $0.ended(at: happened) }
            try move(name, to: .ended)
            try run("UPDATE session SET ended = ?, reason = ? WHERE session = ?", [happened, ended.reason, name])
            try clear(.sessionOverdue, name.rawValue)
        case .sessionCancelled(let cancelled):
            try move(name, to: .cancelled)
            try run("UPDATE session SET reason = ? WHERE session = ?", [cancelled.reason, name])
            try clear(.sessionOpens, name.rawValue)
            try clear(.sessionOverdue, name.rawValue)
        case .sessionPaused(let paused):
            try pause(name) { $0 + [Pause(kind: paused.kind, from: happened, reason: paused.reason)] }
        case .sessionResumed:
            try pause(name) { $0.ended(at: happened) }
        case .sessionExtended(let extended):
            try run(
                """
                UPDATE session SET length = length + ?1, planned_end = planned_end + ?2,
                    clock_end = iif(clock_end IS NULL, NULL, planned_end + ?2)
                WHERE session = ?3
                """,
                [extended.by, extended.by.count * 1000, name])
            try set(.sessionOverdue, name.rawValue, due: extended.overdue)
        case .sessionReopened(let reopened):
            try reopen(name, reopened)
            try supersedeSignature(of: name, by: sequence)
        case .sessionMerged(let merged):
            try merge(name, into: merged.into)
        case .phaseChanged, .timeTold, .turnTaken, .turnTakenBack:
            break
        default:
            return
        }
        try applyCourse(body, name, subject.member, happened: happened)
    }

    private func pause(_ name: SessionName, _ change: ([Pause]) -> [Pause]) throws {
        guard let session = try session(name) else { return }
        let pauses = change(session.pauses)
        guard pauses != session.pauses else { return }
        try run("UPDATE session SET pauses = ? WHERE session = ?", [try EventCoding.shared.text(pauses), name])
    }

    /// Whoever was there until the end is in the room again, and nobody is a no-show yet.
    private func reopen(_ name: SessionName, _ reopened: SessionReopened) throws {
        guard let session = try session(name), let ended = session.ended else { return }
        try move(name, to: .running)
        try run("UPDATE session SET ended = NULL, clock_end = ? WHERE session = ?", [reopened.clockEnd, name])
        try set(.sessionOverdue, name.rawValue, due: reopened.overdue)
        try clear(.absencesSettle, name.rawValue)
        try run("DELETE FROM attendance WHERE session = ? AND state = 'no_show'", [name])
        for member in try attendances(at: name).map(\.member) {
            let last = try presences(of: member, at: session).last
            guard let last, last.presence.to == ended else { continue }
            try run(
                "UPDATE presence SET went = NULL WHERE member = ? AND date = ? AND session = ? AND came = ?",
                [member, session.date, name, last.presence.from])
            try run(
                "UPDATE attendance SET state = 'present' WHERE session = ? AND member = ?", [name, member])
        }
    }

    /// Whoever was entered at a session that is merged was at the other one.
    private func merge(_ name: SessionName, into other: SessionName) throws {
        try run(
            "UPDATE session SET state = ?, merged_into = ? WHERE session = ?",
            [SessionState.cancelled.rawValue, other, name])
        try run(
            "UPDATE session SET guests = guests + (SELECT guests FROM session WHERE session = ?) WHERE session = ?",
            [name, other])
        try run("UPDATE session SET guests = 0 WHERE session = ?", [name])
        try clear(.sessionOpens, name.rawValue)
        try clear(.sessionOverdue, name.rawValue)
        if let date = name.date {
            for member in try attendances(at: name).map(\.member) {
                try run(
                    "UPDATE OR REPLACE presence SET session = ? WHERE member = ? AND date = ? AND session = ?",
                    [other, member, date, name])
            }
        }
        for table in ["attendance", "booking", "correction"] {
            try run("UPDATE OR IGNORE \(table) SET session = ? WHERE session = ?", [other, name])
            try run("DELETE FROM \(table) WHERE session = ?", [name])
        }
    }

    func move(_ name: SessionName, to state: SessionState) throws {
        try run("UPDATE session SET state = ? WHERE session = ?", [state.rawValue, name])
    }
}

extension [Pause] {
    /// The same with the last one over, if it lasted.
    fileprivate func ended(at time: Instant) -> [Pause] {
        guard let last, last.to == nil else { return self }
        return dropLast() + [
            Pause(kind: last.kind, from: last.from, to: Swift.max(time, last.from), reason: last.reason)
        ]
    }
}
