package import Clinic
import Ledger

/// A member has said that they won't come, or will come after all.
package struct CallOut: Command {
    package static let name = "call-out"
    let session: String
    let member: String
    let withdraws: Bool
    let reason: String?

    /// - Parameter session: Its name, or a group's identifier for the one that runs or comes next.
    package init(session: String, member: String, withdraws: Bool, reason: String?) {
        self.session = session
        self.member = member
        self.withdraws = withdraws
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> CorrectionOutcome {
        let wish = withdraws ? "expected again" : "called out"
        let next = try work.nextSession(of: session)
        let (session, member) = try work.correctable(next?.name.rawValue ?? session, member, wish)
        let reason = try reason.map { try work.checked(reason: $0, of: "a call-out with one") }
        guard session.ended == nil else {
            throw work.wrongState(
                session, withdraws ? "expected anybody" : "called out of",
                "say what the absence was with "
                    + "'convene attendance excuse \(session.name) \(member) --reason …'")
        }
        let before = try work.store.entry(of: member, at: session)
        if withdraws {
            guard before == nil || before?.state.isMarkedAbsent == true else {
                throw Refusal(.outsideSession, "\(member) has not called out of \(session.name), so is expected there")
            }
            return try work.correct(.callOutWithdrawn, member, at: session, to: nil, reason: reason)
        }
        try work.checkAbsent(member, at: session, before, "called out")
        let origin = try before?.origin ?? work.origin(of: member, at: session)
        return try work.correct(
            .calledOut, member, at: session, to: AttendanceEntry(state: .calledOut, origin: origin), reason: reason)
    }
}

extension Work {
    /// The session of a group that runs or comes next; `nil` if the text names no group or nothing is planned.
    fileprivate func nextSession(of text: String) throws -> Session? {
        guard let id = GroupID(rawValue: text), try group(id) != nil else { return nil }
        return try store.sessions(from: today.adding(days: -1), to: today.adding(days: settings.horizonDays), group: id)
            .first { [.scheduled, .open, .running].contains($0.state) }
    }
}

/// Somebody has looked at an absence.
package struct ReviewAbsence: Command {
    package static let name = "review-absence"
    let session: String
    let member: String
    let state: AttendanceState
    let reason: String

    /// - Parameter state: `excused`, `unexcused` or `lateCancel`.
    package init(session: String, member: String, as state: AttendanceState, reason: String) {
        self.session = session
        self.member = member
        self.state = state
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> CorrectionOutcome {
        let (session, member) = try work.correctable(session, member, "excused")
        let reason = try work.checked(reason: reason, of: "a look at an absence")
        let before = try work.store.entry(of: member, at: session)
        try work.checkAbsent(member, at: session, before, "excused")
        let origin = try before?.origin ?? work.origin(of: member, at: session)
        return try work.correct(
            .reviewed, member, at: session, to: AttendanceEntry(state: state, origin: origin), reason: reason)
    }
}

/// A member for whom something else was entered wasn't there.
package struct MarkNoShow: Command {
    package static let name = "mark-no-show"
    let session: String
    let member: String
    let reason: String

    package init(session: String, member: String, reason: String) {
        self.session = session
        self.member = member
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> CorrectionOutcome {
        let (session, member) = try work.correctable(session, member, "marked as a no-show")
        let reason = try work.checked(reason: reason, of: "a no-show that is entered by hand")
        guard session.ended != nil else {
            throw work.wrongState(
                session, "missed yet", "its end makes a no-show of whoever was expected and didn't come")
        }
        let before = try work.store.entry(of: member, at: session)
        let origin = try before?.origin ?? work.origin(of: member, at: session)
        guard origin != .walkIn else {
            throw Refusal(
                .notOnRoster(member, session.group),
                "\(member) had no place at \(session.name), so can't be a no-show there; if they weren't there, say so "
                    + "with 'convene attendance error \(session.name) \(member) --reason …'")
        }
        return try work.correct(
            .markedNoShow, member, at: session, to: AttendanceEntry(state: .noShow, origin: origin), reason: reason)
    }
}

/// What was entered for a member at a session was entered in error. Whoever was expected there is a no-show then.
package struct VoidAttendance: Command {
    package static let name = "void-attendance"
    let session: String
    let member: String
    let reason: String

    package init(session: String, member: String, reason: String) {
        self.session = session
        self.member = member
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> CorrectionOutcome {
        let (session, member) = try work.correctable(session, member, "voided")
        let reason = try work.checked(reason: reason, of: "an entry in error")
        guard try work.store.entry(of: member, at: session) != nil else {
            throw Refusal(
                .notIn(member), "nothing was entered for \(member) at \(session.name), so nothing was entered in error")
        }
        let origin = try work.origin(of: member, at: session)
        let isMissed = session.ended != nil && origin != .walkIn
        return try work.correct(
            .voided, member, at: session, to: isMissed ? AttendanceEntry(state: .noShow, origin: origin) : nil,
            reason: reason)
    }
}
