/// A session as the rules of hours see it, for one member.
package struct SessionCase: Sendable, Hashable {
    package let session: SessionName
    package let kind: SessionKind
    /// The local date of its start.
    package let date: LocalDate
    package let plannedStart: Instant
    package let plannedEnd: Instant
    package let state: SessionState
    /// When treatment began and ended, as far as it has.
    package let started: Instant?
    package let ended: Instant?
    package let breaks: [Range<Instant>]
    /// What stopped treatment without being a break.
    package let interruptions: [Range<Instant>]
    /// Whether the member is expected by roster; else they were there on their own account.
    package let rostered: Bool
    package let presences: [Presence]
    /// Whether the member has said that they won't come.
    package let calledOut: Bool

    package init(
        session: SessionName, kind: SessionKind, date: LocalDate, plannedStart: Instant, plannedEnd: Instant,
        state: SessionState, started: Instant?, ended: Instant?, breaks: [Range<Instant>] = [],
        interruptions: [Range<Instant>] = [], rostered: Bool,
        presences: [Presence], calledOut: Bool = false
    ) {
        self.session = session
        self.kind = kind
        self.date = date
        self.plannedStart = plannedStart
        self.plannedEnd = plannedEnd
        self.state = state
        self.started = started
        self.ended = ended
        self.breaks = breaks
        self.interruptions = interruptions
        self.rostered = rostered
        self.presences = presences
        self.calledOut = calledOut
    }
}

/// Everything that a member's week is judged by.
package struct WeekSituation: Sendable, Hashable {
    package let week: Week
    /// The version of the program that is in force.
    package let program: Program
    /// The local days of the week on which the member is enrolled, 0 to 7.
    package let enrolledDays: Int
    /// The sessions of the week that concern the member, in the order of their planned start.
    package let sessions: [SessionCase]
    /// What each session of other groups that is still to come could earn the member.
    package let makeups: [Seconds]
    package let now: Instant
    /// Whether the week is over and closed.
    package let closed: Bool
    /// The site's local date at `now`. Without it a gap shows only once the day after it is credited.
    package let today: LocalDate?
    /// The last day of treatment before the week; without it no gap reaches back into the week before.
    package let lastTreatmentDay: LocalDate?

    package init(
        week: Week, program: Program, enrolledDays: Int, sessions: [SessionCase], makeups: [Seconds], now: Instant,
        closed: Bool, today: LocalDate? = nil, lastTreatmentDay: LocalDate? = nil
    ) {
        self.week = week
        self.program = program
        self.enrolledDays = enrolledDays
        self.sessions = sessions
        self.makeups = makeups
        self.now = now
        self.closed = closed
        self.today = today
        self.lastTreatmentDay = lastTreatmentDay
    }
}

/// A member's week in figures.
package struct WeekFigures: Sendable, Hashable, Codable {
    package let required: Seconds
    package let maximum: Seconds?
    /// Time in the room within the sessions, whether it earns or not.
    package let attended: Seconds
    /// What is earned so far.
    package let credited: Seconds
    /// What the sessions still to come, and the rest of those that run, can earn.
    package let remaining: Seconds
    /// `credited + remaining`.
    package let possible: Seconds
    /// What the week's whole schedule would have earned.
    package let planned: Seconds
    /// What is missing of the requirement even if everything possible is earned.
    package let missing: Seconds
    package let standing: Standing
    /// The gate that decided the standing, such as `weekly-minimum`.
    package let rule: String
    /// Whether the week is exempt from its requirement, since the stay covers it only in part.
    package let exempt: Bool
    /// The sessions that earned less than they could have.
    package let lost: [SessionName]
    /// What of the plan is lost by the clinic: sessions that were cancelled, began late, ended early or were interrupted.
    package let lostByClinic: Seconds
    /// What of the plan is lost by the member: absences, coming late and leaving early.
    package let lostByMember: Seconds

    package init(
        required: Seconds, maximum: Seconds?, attended: Seconds, credited: Seconds, remaining: Seconds,
        possible: Seconds, planned: Seconds, missing: Seconds, standing: Standing, rule: String, exempt: Bool,
        lost: [SessionName], lostByClinic: Seconds, lostByMember: Seconds
    ) {
        self.required = required
        self.maximum = maximum
        self.attended = attended
        self.credited = credited
        self.remaining = remaining
        self.possible = possible
        self.planned = planned
        self.missing = missing
        self.standing = standing
        self.rule = rule
        self.exempt = exempt
        self.lost = lost
        self.lostByClinic = lostByClinic
        self.lostByMember = lostByMember
    }
}

/// What one session earned a member.
package struct SessionCredit: Sendable, Hashable {
    package let session: SessionName
    package let attended: Seconds
    /// What is earned so far.
    package let credited: Seconds
    /// What it can still earn: nothing once it has ended or the member has left.
    package let remaining: Seconds

    package init(session: SessionName, attended: Seconds, credited: Seconds, remaining: Seconds) {
        self.session = session
        self.attended = attended
        self.credited = credited
        self.remaining = remaining
    }
}
