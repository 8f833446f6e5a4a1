import Clinic
import Ledger

/// A session goes through its agenda, whoever moves it: a person or the clock.
extension Work {
    /// Another phase begins: treatment stands still for a break, and goes on after it.
    func enter(_ phase: Int, of session: Session, _ course: SessionCourse, at: Instant, byClock: Bool) throws {
        guard let agenda = course.plan.agenda else { return }
        let change = PhaseChanged(phase: phase, of: agenda, byClock: byClock)
        let isPaused = session.openPause != nil
        if isPaused, change.kind != .rest { try resume(session, at: at) }
        try record(.phaseChanged(change), about: subject(session), happened: at)
        if !isPaused, change.kind == .rest {
            try pause(session, SessionPaused(kind: .rest, reason: nil), at: at)
        }
    }

    func pause(_ session: Session, _ paused: SessionPaused, at: Instant) throws {
        try record(
            .sessionPaused(paused), about: subject(session), happened: at,
            touching: weeks(of: concerned(by: session), on: session.date))
    }

    func resume(_ session: Session, at: Instant) throws {
        try record(
            .sessionResumed, about: subject(session), happened: at,
            touching: weeks(of: concerned(by: session), on: session.date))
    }
}

/// Goes on: the next member has their turn in a round, or the next phase begins.
package struct NextPhase: Command {
    package static let name = "next-phase"
    let session: String?
    let skipsTurns: Bool

    /// - Parameter skipsTurns: Whether a round is left though some have had no turn.
    package init(session: String?, skipsTurns: Bool) {
        self.session = session
        self.skipsTurns = skipsTurns
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let (session, course) = try work.course(session, "moved on")
        let waiting = try course.waiting(of: work.store.arrivals(at: session.name))
        if let member = waiting.first, !skipsTurns {
            try work.record(.turnTaken, about: work.subject(session, member))
        } else if course.next != nil {
            try work.enter(course.now.phase + 1, of: session, course, at: work.now, byClock: false)
        } else {
            throw work.wrongState(
                session, "moved on",
                "\(course.current?.name ?? "this") is the last part of it; end it with 'convene session end "
                    + "\(session.name)'")
        }
        return SessionOutcome(session: session.name)
    }
}

/// Takes the last step back: a turn, or a phase, which goes on as if it had never been left.
package struct PreviousPhase: Command {
    package static let name = "previous-phase"
    let session: String?

    package init(session: String?) { self.session = session }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let (session, course) = try work.course(session, "moved back")
        if let member = course.now.turns.last {
            try work.record(.turnTakenBack, about: work.subject(session, member))
        } else if let last = course.passed.last {
            try work.enter(last.phase, of: session, course, at: work.now, byClock: false)
        } else {
            throw work.wrongState(
                session, "moved back", "\(course.current?.name ?? "this") is the first part of it")
        }
        return SessionOutcome(session: session.name)
    }
}

extension Work {
    /// A running session with an agenda, in which treatment hasn't been interrupted.
    fileprivate func course(_ text: String?, _ wish: String) throws -> (Session, SessionCourse) {
        let session = try runningSession(text, wish)
        guard let course = session.course, course.current != nil else {
            throw wrongState(
                session, wish,
                "it has no agenda; 'convene agenda set \(session.group) NAME' gives its group one for the next time")
        }
        if let pause = session.openPause, pause.kind == .interruption {
            throw wrongState(
                session, wish, "it is interrupted; go on with 'convene session resume \(session.name)' first")
        }
        return (session, course)
    }
}

/// The time has come to tell something of a running session, or for its next phase.
struct MoveCourse: Command {
    static let name = "move-course"
    let session: SessionName

    func perform(_ work: Work) throws -> Done {
        guard let session = try work.session(session), let course = session.course, let next = session.nextMoment,
            next.due <= work.now
        else { return Done() }
        if next.moment == .phaseOverran, course.plan.agenda?.advances == true {
            try work.enter(course.now.phase + 1, of: session, course, at: next.due, byClock: true)
            return Done()
        }
        let isPhase = next.moment == .phaseEndsSoon || next.moment == .phaseOverran
        let end = isPhase ? course.phaseEnd(session.pauses) : session.plannedEnd
        try work.record(
            .timeTold(
                TimeTold(
                    next.moment, phase: course.current?.name, left: work.now.seconds(until: end ?? session.plannedEnd))),
            about: work.subject(session))
        return Done()
    }
}
