import Clinic
import GRDB

extension Store {
    /// What an event does to the course of a session, and when the next thing is to be told of its time.
    func applyCourse(_ body: EventBody, _ name: SessionName, _ member: MemberCode?, happened: Instant) throws {
        guard let session = try session(name), var course = session.course else { return }
        switch body {
        case .phaseChanged(let changed) where changed.phase != course.now.phase:
            course.enter(changed.phase, at: happened)
        case .timeTold(let told):
            course.tell(told.moment, plannedEnd: session.plannedEnd, pauses: session.pauses, at: happened)
        case .turnTaken: if let member { course.takeTurn(member) }
        case .turnTakenBack: if let member { course.takeBackTurn(member) }
        case .sessionExtended(let extended):
            course.extend(by: extended.by, plannedEnd: session.plannedEnd, pauses: session.pauses, at: happened)
        case .sessionReopened: course.goOn(plannedEnd: session.plannedEnd, pauses: session.pauses, at: happened)
        default: break
        }
        if course != session.course { try keep(course, of: name) }
        if session.state == .running, let next = course.next(plannedEnd: session.plannedEnd, pauses: session.pauses) {
            try set(.courseMoves, name.rawValue, due: next.due)
        } else {
            try clear(.courseMoves, name.rawValue)
        }
    }

    func keep(_ course: SessionCourse, of name: SessionName) throws {
        try run("UPDATE session SET course = ? WHERE session = ?", [try EventCoding.shared.text(course), name])
    }
}
