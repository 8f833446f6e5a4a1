package import Clinic
import Ledger

/// Lets treatment stand still: for a break, or for what nobody wanted. A break that is next in the agenda begins.
package struct PauseSession: Command {
    package static let name = "pause-session"
    let session: String?
    let kind: Pause.Kind
    let at: String?
    let reason: String?

    /// - Parameter reason: Needed for an interruption; a break has none.
    package init(session: String?, kind: Pause.Kind, at: String?, reason: String?) {
        self.session = session
        self.kind = kind
        self.at = at
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.runningSession(session, "paused")
        let reason = try kind == .interruption ? work.checked(reason: reason ?? "", of: "an interruption") : nil
        if let last = session.pauses.last, last.to == nil {
            throw work.wrongState(
                session, "paused again",
                "it is paused since \(work.site.zone.wallTime(at: last.from)); "
                    + "go on with 'convene session resume \(session.name)' first")
        }
        let at = try work.instant(at, for: session)
        let start = session.started ?? session.plannedStart
        let earliest = max(start, session.pauses.last?.to ?? start)
        guard at >= earliest, at <= work.now else {
            throw work.outside(session, "paused", at, after: earliest)
        }
        if kind == .rest, let course = session.course, course.next?.kind == .rest, at >= course.now.since {
            try work.enter(course.now.phase + 1, of: session, course, at: at, byClock: false)
        } else {
            try work.pause(session, SessionPaused(kind: kind, reason: reason), at: at)
        }
        return SessionOutcome(session: session.name)
    }
}

/// Treatment goes on after a break or an interruption, with the next phase if the break was one itself.
package struct ResumeSession: Command {
    package static let name = "resume-session"
    let session: String?
    let at: String?

    package init(session: String?, at: String?) {
        self.session = session
        self.at = at
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.runningSession(session, "resumed")
        guard let pause = session.pauses.last, pause.to == nil else {
            throw work.wrongState(session, "resumed", "there is no break; 'convene session break' begins one")
        }
        let at = try work.instant(at, for: session)
        guard at >= pause.from, at <= work.now else {
            throw work.outside(session, "resumed", at, after: pause.from)
        }
        if let course = session.course, course.current?.kind == .rest, course.next != nil {
            try work.enter(course.now.phase + 1, of: session, course, at: at, byClock: false)
        } else {
            try work.resume(session, at: at)
        }
        return SessionOutcome(session: session.name)
    }
}

/// Moves the planned end of a session that isn't over.
package struct ExtendSession: Command {
    package static let name = "extend-session"
    let session: String?
    let by: Seconds

    package init(session: String?, by length: Seconds) {
        self.session = session
        by = length
    }

    private static let longest = Seconds.hours(12)

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(session, among: work.runningOrLiveSessions())
        guard !session.state.isOver, session.state != .cancelled else {
            throw work.wrongState(session, "extended", "'convene session show \(session.name)' says more")
        }
        guard by >= .minutes(1), session.length + by <= Self.longest else {
            throw Refusal(
                .badValue(field: "by"),
                "\(session.name) can't be extended by \(by.hoursAndMinutes): it is planned for "
                    + "\(session.length.hoursAndMinutes), and a session lasts at most \(Self.longest.hoursAndMinutes)")
        }
        try work.record(
            .sessionExtended(SessionExtended(by: by, overdue: session.plannedEnd + by + work.settings.endsAfter)),
            about: work.subject(session),
            touching: work.weeks(of: work.concerned(by: session), on: session.date))
        return SessionOutcome(session: session.name)
    }
}

extension Work {
    func runningSession(_ text: String?, _ wish: String) throws -> Session {
        let session = try session(text, among: store.liveSessions().filter { $0.state == .running })
        guard session.state == .running else {
            throw wrongState(
                session, wish,
                session.state == .open
                    ? "start it with 'convene session start \(session.name)' first"
                    : "'convene session show \(session.name)' says more")
        }
        return session
    }

    func outside(_ session: Session, _ wish: String, _ at: Instant, after earliest: Instant) -> Refusal {
        Refusal(
            .outsideSession,
            "\(session.name) can't have been \(wish) at \(site.zone.wallTime(at: at)): give a time from "
                + "\(site.zone.wallTime(at: earliest)) to now, \(site.zone.wallTime(at: now))")
    }

    /// A reason as it is kept: 1 to 200 characters without blanks around it.
    func checked(reason text: String, of what: String) throws -> String {
        let reason = text.trimmed
        guard (1...200).contains(reason.count) else {
            throw Refusal(.badValue(field: "reason"), "\(what) needs a reason of 1 to 200 characters")
        }
        return reason
    }
}
