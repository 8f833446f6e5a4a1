import Clinic
import Ledger

/// Says who leads a session from when. The group's own lead stays who it is.
package struct LeadSession: Command {
    package static let name = "lead-session"
    let staff: String
    let session: String?
    let from: String?

    /// - Parameters:
    ///   - staff: The initials.
    ///   - session: `nil` for the one that is running, or else open.
    ///   - from: Since when, on a session that has begun; `nil` for now.
    package init(staff: String, session: String?, from: String?) {
        self.staff = staff
        self.session = session
        self.from = from
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.session(session, among: work.runningOrLiveSessions())
        let staff = try leader(work)
        try work.checkMaySay(session, "given another lead")
        let at = try instant(session, work)
        let before = try work.lead(of: session, at: at)
        if before != staff {
            try work.record(
                .sessionLed(SessionLed(staff: staff, before: before)), about: work.subject(session), happened: at)
        }
        return SessionOutcome(session: session.name)
    }

    /// Where anybody of the staff is known, only who is known leads.
    private func leader(_ work: Work) throws -> StaffInitials {
        guard let initials = StaffInitials(rawValue: staff) else {
            throw Refusal(.badValue(field: "staff"), "whoever leads is named by initials of \(StaffInitials.form)")
        }
        let known = try work.store.staff()
        guard known.isEmpty || known.contains(where: { $0.initials == initials }) else {
            throw Refusal(
                .noSuchStaff(initials.rawValue),
                "nobody who works here has the initials \(initials); take them in with "
                    + "'convene staff add \(initials) --role facilitator' first, or see 'convene staff list'")
        }
        return initials
    }

    private func instant(_ session: Session, _ work: Work) throws -> Instant {
        guard let started = session.started else {
            guard from == nil else {
                throw work.wrongState(
                    session, "led from a time",
                    "leave --from out: before treatment begins, who leads it does so from then on")
            }
            return work.now
        }
        guard from != nil || session.ended == nil else {
            throw work.wrongState(
                session, "led from now on",
                "say since when they led it, such as --from \(work.site.zone.wallTime(at: started))")
        }
        let at = work.snapped(try work.instant(from, for: session), to: started)
        let latest = min(session.ended ?? work.now, work.now)
        guard at >= started, at <= latest else {
            throw Refusal(
                .outsideSession,
                "\(session.name) goes from \(work.site.zone.wallTime(at: started)) to "
                    + "\(work.site.zone.wallTime(at: latest)); \(work.site.zone.wallTime(at: at)) is outside of that")
        }
        return at
    }
}

extension Work {
    /// Refuses to say another thing of a session as a whole that doesn't take place, is signed, or ended too long ago.
    ///
    /// - Parameter deed: What can't be done to it, such as `given another lead`.
    func checkMaySay(_ session: Session, _ deed: String) throws {
        guard session.state != .cancelled, session.state != .closed else {
            throw wrongState(
                session, deed,
                session.state == .closed
                    ? "what is signed stays so until a supervisor reopens it with 'convene session reopen \(session.name)'"
                    : "it doesn't take place")
        }
        try checkMayCorrect(session, deed)
    }

    /// Who leads a session at an instant, or last; `nil` if nobody is named.
    func lead(of session: Session, at instant: Instant? = nil) throws -> StaffInitials? {
        let changes = try store.leadChanges(of: session.name)
        let said = changes.last { change in instant.map { change.since <= $0 } ?? true }
        return try said.map(\.staff) ?? group(of: session).lead
    }
}
