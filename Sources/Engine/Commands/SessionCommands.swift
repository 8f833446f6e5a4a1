package import Clinic
import Ledger

/// What became of a session.
package struct SessionOutcome: CommandOutcome {
    package let session: SessionName
    package var checkedOut = 0
    package var noShows: [MemberCode] = []
}

/// Opens a session for check-in before its time.
package struct OpenSession: Command {
    package static let name = "open-session"
    let session: String?

    package init(session: String?) { self.session = session }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(
            session,
            among: work.store.sessions(from: work.today, to: work.today).filter {
                $0.state == .scheduled
            })
        guard session.state == .scheduled else {
            throw work.wrongState(session, "opened", "'convene session show \(session.name)' says more")
        }
        try work.checkDay(session, "opened")
        try work.open(session, at: work.now)
        return SessionOutcome(session: session.name)
    }
}

/// Says that treatment began.
package struct StartSession: Command {
    package static let name = "start-session"
    let session: String?
    let at: String?
    let asks: Bool

    /// - Parameter asks: Whether a start that is late by more than the program's grace is refused unless its time is said,
    ///   so that whoever starts it can be asked.
    package init(session: String?, at: String?, asks: Bool = false) {
        self.session = session
        self.at = at
        self.asks = asks
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(session, among: work.store.liveSessions().filter { $0.state == .open })
        guard session.state == .open || session.state == .scheduled else {
            throw work.wrongState(session, "started", "'convene session show \(session.name)' says more")
        }
        if session.state == .scheduled { try work.checkDay(session, "started") }
        if asks, at == nil { try checkPunctual(session, work) }
        let at = work.snapped(try work.instant(at, for: session), to: session.plannedStart)
        let earliest = session.plannedStart - work.settings.opensBefore
        guard at < work.now + .minutes(1), at >= min(earliest, work.now) else {
            throw Refusal(
                .outsideSession,
                "\(session.name) can't have started at \(work.site.zone.wallTime(at: at)): it opens at "
                    + "\(work.site.zone.wallTime(at: earliest)) and now is \(work.site.zone.wallTime(at: work.now))")
        }
        if session.state == .scheduled { try work.open(session, at: min(at, work.now)) }
        try work.start(session, at: at, byClock: false)
        return SessionOutcome(session: session.name)
    }
}

extension StartSession {
    private func checkPunctual(_ session: Session, _ work: Work) throws {
        let wanted = try work.group(of: session).programs
        let programs = try (wanted.isEmpty ? work.store.programs() : wanted).compactMap {
            try work.program($0, on: session.date)
        }
        let grace = programs.map(\.credit.grace).min() ?? .zero
        guard work.now > session.plannedStart + grace else { return }
        let (planned, now) = (work.site.zone.wallTime(at: session.plannedStart), work.site.zone.wallTime(at: work.now))
        throw Refusal(
            .startsLate(session.name, planned: session.plannedStart, now: work.now),
            "\(session.name) was planned for \(planned) and now is \(now); say when treatment began, with --at \(planned) "
                + "or --now")
    }
}

/// Says that treatment ended, and checks everybody out.
package struct EndSession: Command {
    package static let name = "end-session"
    let session: String?
    let at: String?

    package init(session: String?, at: String?) {
        self.session = session
        self.at = at
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(session, among: work.runningOrLiveSessions())
        guard let started = session.started, session.state == .running else {
            throw work.wrongState(
                session, "ended",
                session.state == .open
                    ? "say when treatment began with 'convene session start \(session.name) --at 18:00', then end it, "
                        + "or cancel it with 'convene session cancel \(session.name)'"
                    : "'convene session show \(session.name)' says more")
        }
        let at = work.snapped(try work.instant(at, for: session), to: session.plannedEnd)
        guard at < work.now + .minutes(1), at >= started else {
            throw Refusal(
                .outsideSession,
                "\(session.name) can't have ended at \(work.site.zone.wallTime(at: at)): it started at "
                    + "\(work.site.zone.wallTime(at: started)) and now is \(work.site.zone.wallTime(at: work.now))")
        }
        return try work.end(session, at: at, byClock: false)
    }
}

/// Calls a session off, or ends one half-way that can't go on.
package struct CancelSession: Command {
    package static let name = "cancel-session"
    let session: String
    let reason: String

    package init(session: String, reason: String) {
        self.session = session
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(session, among: [])
        let reason = try work.checked(reason: reason, of: "a cancellation")
        if session.state == .running { return try work.end(session, at: work.now, byClock: false, reason: reason) }
        guard session.state == .scheduled || session.state == .open else {
            throw work.wrongState(session, "cancelled", "what is over stays as it was")
        }
        try work.cancel(session, reason: reason)
        return SessionOutcome(session: session.name)
    }
}

extension Work {
    /// The sessions that run, or else those that are open.
    func runningOrLiveSessions() throws -> [Session] {
        let live = try store.liveSessions()
        let running = live.filter { $0.state == .running }
        return running.isEmpty ? live : running
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
