import Clinic
import Ledger

extension Work {
    /// The session that a caller names, or the only one that it can be.
    ///
    /// - Parameter text: A session's name, or a group's identifier for its session that is open, running or next
    ///   today; `nil` for the only one of `choices`.
    func session(_ text: String?, among choices: @autoclosure () throws -> [Session]) throws -> Session {
        guard let text else { return try only(choices()) }
        if text.utf8.contains(UInt8(ascii: "@")) {
            guard let session = try session(SessionName(unchecked: text)) else { throw noSession(text) }
            return session
        }
        guard let id = GroupID(rawValue: text), try group(id) != nil else { throw noSession(text) }
        let days = try store.sessions(from: today.adding(days: -1), to: today, group: id)
        let live = days.filter { $0.state == .open || $0.state == .running }
        return try only(live.isEmpty ? days.filter { $0.date == today } : live)
    }

    private func only(_ choices: [Session]) throws -> Session {
        if choices.count == 1 { return choices[0] }
        if choices.isEmpty { throw try noneOpen() }
        let names = choices.map(\.name)
        throw Refusal(
            .ambiguousSession(names),
            "\(names.count) sessions are possible, so name the one that is meant: "
                + names.map(\.rawValue).joined(separator: ", "))
    }

    private func noSession(_ text: String) -> Refusal {
        Refusal(
            .noSuchSession(text.shortened),
            "there is no session \(text.shortened); a session is named \(SessionName.form), "
                + "and 'convene session list' shows them")
    }

    func group(of session: Session) throws -> Group {
        guard let group = try group(session.group) else { throw LedgerError.unreadable("a session without its group") }
        return group
    }

    func noneOpen() throws -> Refusal {
        let next = try store.scheduledSessions().first
        let when = next.map { session in
            "; the next one, \(session.name), opens at "
                + "\(site.zone.wallTime(at: session.plannedStart - settings.opensBefore))"
                + (session.date == today
                    ? ", or now with 'convene session open \(session.name)'" : " on \(session.date)")
        }
        return Refusal(.noneOpen, "no session is open\(when ?? "; 'convene session list' shows what is planned")")
    }

    /// Refuses what would begin a session on another day than its own.
    func checkDay(_ session: Session, _ wish: String) throws {
        guard session.date == today else {
            throw Refusal(
                .wrongState(session.name, session.state),
                "\(session.name) can't be \(wish) on \(today): it is planned for \(session.date)")
        }
    }

    func wrongState(_ session: Session, _ wish: String, _ advice: String) -> Refusal {
        Refusal(
            .wrongState(session.name, session.state),
            "\(session.name) can't be \(wish): it is \(session.state.rawValue); \(advice)")
    }

    /// The instant that `18:05` or an RFC 3339 time means for a session; now if nothing was said.
    ///
    /// A wall time is taken on the session's own date, or on the day after it if the session reaches into that.
    func instant(_ text: String?, for session: Session) throws -> Instant {
        guard let text else { return now }
        if let time = WallTime(text: text) {
            let sameDay = site.zone.instant(of: session.date, at: time)
            if sameDay >= session.plannedStart - settings.opensBefore - .hours(6) { return sameDay }
            return site.zone.instant(of: session.date.adding(days: 1), at: time)
        }
        guard let instant = Instant(rfc3339: text) else {
            throw Refusal(
                .badValue(field: "at"),
                "the time \(text.shortened) can't be read; write it as 18:05 or as 2026-11-23T18:05:00-05:00")
        }
        return instant
    }

    /// The planned instant if the other is within a minute of it: a session that is started at 18:00:40 began at
    /// 18:00. Nobody loses a week's hours to the time that it takes to press a key.
    func snapped(_ instant: Instant, to planned: Instant) -> Instant {
        abs(instant.milliseconds - planned.milliseconds) < 60_000 ? planned : instant
    }

    /// The members who have a place at a session or have booked it, and those who were there.
    func concerned(by session: Session) throws -> [MemberCode] {
        let placed = try store.expected(at: session)
        let seen = try store.attendances(at: session.name).map(\.member)
        return Set(placed + seen).sorted()
    }

    func weeks(of members: [MemberCode], on date: LocalDate) throws -> [WeekKey] {
        try members.map { try week(of: $0, on: date) }
    }
}
