import Clinic
import Ledger

/// A session that had ended goes on: whoever was there until its end is in the room again, and nobody is a no-show.
package struct ReopenSession: Command {
    package static let name = "reopen-session"
    let session: String
    let reason: String

    package init(session: String, reason: String) {
        self.session = session
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(session, among: [])
        let reason = try work.checked(reason: reason, of: "reopening a session")
        guard session.state.isOver, let ended = session.ended else {
            throw work.wrongState(
                session, "reopened",
                session.state == .cancelled
                    ? "plan another one with 'convene session add'" : "only what has ended can be reopened")
        }
        try work.checkMayCorrect(session, "reopened")
        try work.record(
            .sessionReopened(
                SessionReopened(
                    reason: reason, overdue: max(session.plannedEnd, work.now) + work.settings.endsAfter,
                    clockEnd: work.now < session.plannedEnd ? session.plannedEnd : ended)),
            about: work.subject(session),
            touching: work.weeks(of: work.concerned(by: session), on: session.date))
        return SessionOutcome(session: session.name)
    }
}
