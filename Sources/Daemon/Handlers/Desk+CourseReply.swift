import Clinic
import ConvenedAPI
import Engine
import Ledger

extension Desk {
    func courseReply(_ answer: Answer<SessionOutcome>, _ store: Store) throws -> API.Sessions.CourseReply {
        guard let session = try store.session(answer.outcome.session), let course = try course(session, store) else {
            throw LedgerError.unreadable("a session without its agenda")
        }
        return API.Sessions.CourseReply(session: try store.present(session, presenter), course: course)
    }

    /// How far a session has come in its agenda; before its start, in its group's. `nil` without one.
    func course(_ session: Session, _ store: Store) throws -> API.Sessions.Course? {
        let group = session.course == nil && session.ended == nil ? try store.group(session.group) : nil
        guard let agenda = session.course?.plan.agenda ?? group?.agenda else { return nil }
        let isOn = session.state == .running
        let course = isOn ? session.course : nil
        return API.Sessions.Course(
            agenda: agenda.name, advances: agenda.advances,
            phases: agenda.phases.map {
                API.Sessions.Phase(name: $0.name, kind: $0.kind.rawValue, lengthSeconds: $0.length.count)
            },
            phase: course?.now.phase, since: course.map { presenter.time($0.now.since) },
            ends: course?.phaseEnd(session.pauses).map(presenter.time),
            leftSeconds: course?.phaseLeft(session.pauses, at: engine.clock.now)?.count,
            turns: try course.map { try turns($0, at: session, store) } ?? [])
    }

    private func turns(_ course: SessionCourse, at session: Session, _ store: Store) throws -> [API.Sessions.Turn] {
        guard course.current?.kind == .round else { return [] }
        let waiting = course.waiting(of: try store.arrivals(at: session.name))
        return try (course.now.turns + waiting).map { member in
            let card = try store.card(member)
            let state = course.now.turns.contains(member) ? "had" : member == waiting.first ? "now" : "waiting"
            return API.Sessions.Turn(
                member: member.rawValue, shortName: card?.shortName.reveal() ?? "",
                initials: card?.initials.reveal() ?? "", state: state)
        }
    }
}
