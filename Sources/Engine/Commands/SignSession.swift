package import Clinic
import Ledger

/// States that a session was as it is on record, and so closes it.
package struct SignSession: Command {
    package static let name = "sign-session"
    /// What whoever signs states.
    package static let sentence =
        "This session was held as it is shown here: when it began and ended, who led it, and who was there from when to when."

    let session: String?
    let account: String?
    let summary: Personal<String>?

    /// - Parameters:
    ///   - session: `nil` for the only one of today and yesterday that isn't signed.
    ///   - account: The name of the Unix account of whoever signs.
    ///   - summary: What they say of the session beside.
    package init(session: String?, account: String?, summary: Personal<String>?) {
        self.session = session
        self.account = account
        self.summary = summary
    }

    private static let longestSummary = 4000

    package func perform(_ work: Work) throws -> SessionOutcome {
        let session = try work.sessionToSign(session)
        let summary = try summary.map(Self.checked)
        let staff = try work.staff(ofAccount: account)
        try work.record(
            .sessionSigned(SessionSigned(staff: staff, sentence: Self.sentence, summary: summary)),
            about: work.subject(session))
        return SessionOutcome(session: session.name)
    }

    private static func checked(_ text: Personal<String>) throws -> Personal<String> {
        let summary = text.reveal().trimmed
        guard (1...longestSummary).contains(summary.count), !summary.contains("\0") else {
            throw Refusal(
                .badValue(field: "summary"),
                "a summary has 1 to \(longestSummary) characters; leave it out if there is nothing to say")
        }
        return Personal(summary)
    }

    /// Written out only for the digest by which a repeated command is recognised.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode([session, account, summary?.reveal()])
    }
}

/// A session has ended some time ago and isn't signed: whoever leads it hears of it.
struct RemindToSign: Command {
    static let name = "remind-to-sign"
    let session: SessionName

    func perform(_ work: Work) throws -> Done {
        guard let session = try work.session(session) else { return Done() }
        let count = try work.store.reminders(of: session.name) + 1
        let next =
            count < work.settings.signReminders
            ? work.site.zone.instant(workingDays: 1, after: work.now) : nil
        try work.record(
            .sessionUnsigned(
                SessionUnsigned(addressees: try work.signers(of: session), count: count, next: next)),
            about: work.subject(session))
        return Done()
    }
}

extension Work {
    /// The session that a caller names, or the only one of today and yesterday that isn't signed; refuses what can't be.
    func sessionToSign(_ text: String?) throws -> Session {
        let waiting = try store.sessions(from: today.adding(days: -1), to: today)
            .filter { $0.state == .ended }
        guard text != nil || !waiting.isEmpty else {
            throw Refusal(
                .noneOpen,
                "no session of today or yesterday waits to be signed; name the one that is meant, and "
                    + "'convene session list --state ended --from …' shows older ones")
        }
        let session = try session(text, among: waiting)
        switch session.state {
        case .ended: return session
        case .closed:
            let last = try store.signatures(of: session.name).last
            let zone = site.zone
            let when = last.map { " on \(zone.date(at: $0.at)) at \(zone.wallTime(at: $0.at))" } ?? ""
            throw wrongState(session, "signed again", "\(last?.signer ?? "somebody") signed it\(when)")
        case .open, .running:
            let present = try store.presentCount(at: session.name)
            throw wrongState(
                session, "signed yet",
                (present > 0 ? "\(present) are still in; " : "")
                    + (session.state == .open
                        ? "say when treatment began with 'convene session start \(session.name) --at 18:00', then end it"
                        : "end it with 'convene session end \(session.name)' first"))
        case .scheduled, .cancelled:
            throw wrongState(session, "signed", "only a session that has ended is")
        }
    }

    /// When whoever leads a session that ended is reminded to sign it; `nil`: never.
    func firstReminder(after ended: Instant) -> Instant? {
        settings.signReminders > 0 ? max(now, ended + settings.signedWithin) : nil
    }

    /// Whom it falls to that a session is signed: who leads it, else who facilitates it, else the supervisors.
    func signers(of session: Session) throws -> [StaffInitials] {
        if let lead = try lead(of: session) { return [lead] }
        let facilitators = try session.facilitators ?? group(of: session).facilitators
        return facilitators.isEmpty ? try supervisors() : facilitators
    }

    /// A session is to be signed again, because of an event.
    func supersedeSignature(of session: Session, cause: Int) throws {
        try record(
            .signatureSuperseded(SignatureSuperseded(reminds: firstReminder(after: now))), about: subject(session),
            cause: cause)
    }
}
