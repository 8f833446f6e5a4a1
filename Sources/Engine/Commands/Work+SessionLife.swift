import Clinic
import Ledger

/// What happens to a session, whoever asked for it: a person or the clock.
extension Work {
    func open(_ session: Session, at: Instant) throws {
        try record(
            .sessionOpened(SessionOpened(overdue: session.plannedEnd + settings.endsAfter)), about: subject(session),
            happened: at)
    }

    func start(_ session: Session, at: Instant, byClock: Bool) throws {
        let group = try group(of: session)
        let plan = CoursePlan(
            agenda: group.agenda, phaseWarnings: settings.phaseWarnings, sessionWarnings: settings.sessionWarnings)
        let started = SessionStarted(
            byClock: byClock, plan: plan, lead: try lead(of: session), facilitators: group.facilitators)
        try record(
            .sessionStarted(started), about: subject(session), happened: at,
            touching: weeks(of: concerned(by: session), on: session.date))
        if let agenda = group.agenda {
            try record(
                .phaseChanged(PhaseChanged(phase: 0, of: agenda, byClock: byClock)), about: subject(session),
                happened: at)
        }
    }

    /// Checks out whoever is in, makes a no-show of whoever was expected and never seen, and ends the session. One that is
    /// called off half-way, with a reason, makes nobody a no-show.
    func end(_ session: Session, at: Instant, byClock: Bool, reason: String? = nil) throws -> SessionOutcome {
        var outcome = SessionOutcome(session: session.name)
        let members = try concerned(by: session)
        let absent = try Set(store.attendances(at: session.name).filter(\.state.isMarkedAbsent).map(\.member))
        for member in members {
            let presences = try presences(of: member, at: session)
            let subject = Subject(member: member, session: session.name, group: session.group)
            if let open = presences.last(where: { $0.presence.to == nil }) {
                try record(
                    .checkedOut(CheckedOut(by: byClock ? .clock : .sessionEnd)), about: subject,
                    happened: max(at, open.presence.from))
                outcome.checkedOut += 1
            } else if presences.isEmpty, !absent.contains(member), reason == nil {
                try record(.noShow, about: subject, happened: at)
                outcome.noShows.append(member)
            }
        }
        let settles = try absencesSettle(session, members: members, ended: at)
        try record(
            .sessionEnded(
                SessionEnded(
                    byClock: byClock, absencesSettle: settles, reminds: firstReminder(after: at), reason: reason)),
            about: subject(session), happened: at,
            touching: weeks(of: members, on: session.date))
        return outcome
    }

    func cancel(_ session: Session, reason: String) throws {
        let members = try concerned(by: session)
        for member in members {
            guard let open = try presences(of: member, at: session).last(where: { $0.presence.to == nil }) else {
                continue
            }
            try record(
                .checkedOut(CheckedOut(by: .sessionEnd)),
                about: Subject(member: member, session: session.name, group: session.group),
                happened: max(now, open.presence.from))
        }
        let sequence = try record(
            .sessionCancelled(SessionCancelled(reason: reason)), about: subject(session),
            touching: weeks(of: members, on: session.date))
        try raiseLost(session.name, cause: sequence)
    }

    func subject(_ session: Session) -> Subject {
        Subject(session: session.name, group: session.group)
    }

    func subject(_ session: Session, _ member: MemberCode) -> Subject {
        Subject(member: member, session: session.name, group: session.group)
    }
}

/// A session opens itself.
struct OpenSessionByClock: Command {
    static let name = "open-session-by-clock"
    let session: SessionName
    let due: Instant

    func perform(_ work: Work) throws -> Done {
        guard let session = try work.session(session), session.state == .scheduled else { return Done() }
        try work.open(session, at: due)
        return Done()
    }
}

/// Nobody ended a session: it is ended as of its planned end (DESIGN, 5.9).
///
/// If somebody was there but nobody said when treatment began, it is taken to have begun as planned; if nobody was
/// there and nobody began it, it didn't take place.
struct EndSessionByClock: Command {
    static let name = "end-session-by-clock"
    let session: SessionName

    func perform(_ work: Work) throws -> Done {
        guard let session = try work.session(session) else { return Done() }
        if session.state == .open {
            guard try work.store.attendances(at: session.name).contains(where: \.state.isAttended) else {
                try work.cancel(session, reason: "nobody came and nobody started it")
                return Done()
            }
            try work.start(session, at: session.plannedStart, byClock: true)
        }
        let end = max(session.clockEnd ?? session.plannedEnd, session.started ?? session.plannedEnd)
        _ = try work.end(session, at: end, byClock: true)
        return Done()
    }
}
