/// An event as the ledger keeps it and as everyone who listens receives it.
package struct RecordedEvent: Sendable, Hashable {
    /// The site that recorded it.
    package let site: String
    /// The place in the site's own order, counted from 1 without gaps.
    package let sequence: Int
    /// What happened, such as `attendance.checked_in`.
    package let type: String
    /// The version of the type's body, counted from 1.
    package let version: Int
    package let subject: Subject
    /// Who asked for it: an account (`uid:1000`), a plugin (`plugin:NAME`) or the daemon's own `clock`.
    package let actor: String
    /// The sequence of the event behind this one, if there is one.
    package let cause: Int?
    package let happened: Instant
    package let recorded: Instant
    /// A JSON object without personal values.
    package let body: String

    package init(
        site: String, sequence: Int, type: String, version: Int, subject: Subject, actor: String, cause: Int?,
        happened: Instant, recorded: Instant, body: String
    ) {
        self.site = site
        self.sequence = sequence
        self.type = type
        self.version = version
        self.subject = subject
        self.actor = actor
        self.cause = cause
        self.happened = happened
        self.recorded = recorded
        self.body = body
    }
}

/// What an event is about.
package struct Subject: Sendable, Hashable {
    package var member: MemberCode?
    package var session: SessionName?
    package var group: GroupID?
    package var program: ProgramID?

    package init(
        member: MemberCode? = nil, session: SessionName? = nil, group: GroupID? = nil, program: ProgramID? = nil
    ) {
        self.member = member
        self.session = session
        self.group = group
        self.program = program
    }
}
