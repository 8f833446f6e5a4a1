package import Clinic
import Foundation
package import Ledger

/// What became of a correction.
package struct CorrectionOutcome: CommandOutcome {
    package let member: MemberCode
    package let session: SessionName
    package let groupName: String
    /// What was known before and what is known now; `nil` for nothing.
    package let before: AttendanceEntry?
    package let after: AttendanceEntry?
    /// Whether anything was changed; otherwise it was so already.
    package let changed: Bool
    /// What the session has brought the member.
    package let attended: Seconds
    package let credited: Seconds
    /// `nil` if the member isn't enrolled in that week.
    package let week: WeekRecord?

    package var members: [MemberCode] { [member] }
}

extension Work {
    /// Refuses what the caller's role doesn't allow: what is signed, and what ended some time ago, only a supervisor
    /// corrects (DESIGN, 2 and 8).
    func checkMayCorrect(_ session: Session, _ wish: String) throws {
        if session.state == .closed, !caller.isSupervisor {
            throw Refusal(
                .notAllowed(role: "supervisor"),
                "\(session.name) can't be \(wish) by you, since it is signed; ask a supervisor to do it, and it is to be "
                    + "signed again then")
        }
        try checkMayCorrect(session.name.rawValue, ended: session.ended ?? session.plannedEnd, wish)
    }

    /// The same for what isn't known as a session yet.
    func checkMayCorrect(_ what: String, ended end: Instant, _ wish: String) throws {
        guard now > end + settings.correctionWindow, !caller.isSupervisor else { return }
        throw Refusal(
            .notAllowed(role: "supervisor"),
            "\(what) can't be \(wish) by you: it ended more than "
                + "\(settings.correctionWindow.hoursAndMinutes) ago; ask a supervisor to do it")
    }

    /// Records that something else is known of a member at a session than before.
    ///
    /// - Parameter calledOut: When the member had called out, where what was known before is brought back.
    func correct(
        _ kind: Correction.Kind, _ member: MemberCode, at session: Session, to after: AttendanceEntry?,
        reason: String?, calledOut: Instant? = nil, cause: Int? = nil
    ) throws -> CorrectionOutcome {
        let before = try store.entry(of: member, at: session)
        let changed = before != after
        if changed {
            let sequence = try record(
                .corrected(
                    Correction(kind: kind, before: before, after: after, reason: reason, calledOut: calledOut)),
                about: Subject(member: member, session: session.name, group: session.group), cause: cause,
                touching: weeks(of: [member], on: session.date))
            // Of two corrections in one go the second one finds it unsigned.
            if try self.session(session.name)?.state == .closed {
                try supersedeSignature(of: session, cause: sequence)
            }
        }
        let credit = try credit(of: member, at: session)
        let key = try week(of: member, on: session.date)
        return CorrectionOutcome(
            member: member, session: session.name, groupName: try group(of: session).name, before: before,
            after: after, changed: changed, attended: credit?.attended ?? .zero, credited: credit?.credited ?? .zero,
            week: try workedOut[key]?.record ?? written(key))
    }

    /// What had been said of a member's absence from a session before an event, whatever was entered of their presence
    /// since; `nil` if nothing was, or no longer held.
    func saidAbsence(
        of member: MemberCode, at session: SessionName, before sequence: Int = .max
    ) throws -> SaidAbsence? {
        var said: AttendanceEntry?
        for number in try store.corrections(of: member, at: session).reversed() where number < sequence {
            guard let event = try store.events(after: number - 1, limit: 1).first,
                Correction.types.contains(event.type)
            else { continue }
            let correction = try JSONDecoder().decode(Correction.self, from: Data(event.body.utf8))
            if correction.after?.state.isAttended == true { continue }
            guard let after = correction.after, after.state.isMarkedAbsent else { break }
            let entry = said ?? after
            said = entry
            if let calledOut = correction.kind == .calledOut ? event.happened : correction.calledOut {
                return SaidAbsence(entry: entry, calledOut: calledOut)
            }
        }
        return said.map { SaidAbsence(entry: $0, calledOut: nil) }
    }

    /// The session and the member whom a correction names; the caller may correct it.
    func correctable(_ session: String, _ member: String, _ wish: String) throws -> (Session, MemberCode) {
        let named = try self.session(session, among: [])
        let code = try self.member(member)
        guard named.state != .cancelled else {
            throw wrongState(named, wish, "nobody attends what doesn't take place")
        }
        try checkMayCorrect(named, wish)
        return (named, code)
    }

    /// Refuses an absence of somebody who has no place at a session, and of whoever was there.
    func checkAbsent(_ member: MemberCode, at session: Session, _ before: AttendanceEntry?, _ wish: String) throws {
        if let presence = before?.presences.first {
            throw Refusal(
                .outsideSession,
                "\(member) can't be \(wish) at \(session.name): they came at "
                    + "\(site.zone.wallTime(at: presence.from)); if that was entered in error, say so with "
                    + "'convene attendance error \(session.name) \(member) --reason …' first")
        }
        guard try before != nil || origin(of: member, at: session) != .walkIn else {
            throw Refusal(
                .notOnRoster(member, session.group),
                "\(member) can't be \(wish) at \(session.name): they have no place there; "
                    + "'convene member show \(member)' says where they have")
        }
    }
}

/// What somebody said of a member's absence from a session.
struct SaidAbsence {
    let entry: AttendanceEntry
    /// When the member called out; `nil` if they hadn't.
    let calledOut: Instant?
}

extension Correction {
    /// The types of the events that carry one.
    static let types = Set(
        Kind.allCases.map { EventBody.corrected(Correction(kind: $0, before: nil, after: nil, reason: nil)).type })
}
