/// A session as the rules of hours see it, for one member.
package struct SessionCase: Sendable, Hashable {
    package let session: SessionName
    package let kind: SessionKind
    /// The local date of its start.
    package let date: LocalDate
    package let plannedStart: Instant
    package let plannedEnd: Instant
    /// When the day after `date` begins, if time from then on belongs to it; `nil`: all of the session belongs to
    /// `date`.
    package let midnight: Instant?
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
    /// As of when the clock ends it if nobody does, where that isn't its planned end.
    package let clockEnd: Instant?

    package init(
        session: SessionName, kind: SessionKind, date: LocalDate, plannedStart: Instant, plannedEnd: Instant,
        midnight: Instant? = nil, state: SessionState, started: Instant?, ended: Instant?,
        breaks: [Range<Instant>] = [],
        interruptions: [Range<Instant>] = [], rostered: Bool,
        presences: [Presence], calledOut: Bool = false, clockEnd: Instant? = nil
    ) {
        self.session = session
        self.kind = kind
        self.date = date
        self.plannedStart = plannedStart
        self.plannedEnd = plannedEnd
        self.midnight = midnight
        self.state = state
        self.started = started
        self.ended = ended
        self.breaks = breaks
        self.interruptions = interruptions
        self.rostered = rostered
        self.presences = presences
        self.calledOut = calledOut
        self.clockEnd = clockEnd
    }
}

/// Everything that a member's week is judged by.
package struct WeekSituation: Sendable, Hashable {
    package let week: Week
    /// The version of the program that is in force, with the gates of the member's level of care.
    package let program: Program
    /// The local days of the week on which the member is in treatment at that level, 0 to 7.
    package let enrolledDays: Int
    /// What the levels earlier in the week ask for, and the days at each.
    package let earlier: [GateDays]
    /// The sessions of the member's groups, by whether they are on days at this level; `nil`: nobody counted them.
    package let schedule: SessionCount?
    /// What waivers leave of the requirement; `nil`: there is none.
    package let waiver: WaiverTerms?
    /// Whether falling short alarms nobody, since the level has changed not long ago.
    package let isTransition: Bool
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
        closed: Bool, today: LocalDate? = nil, lastTreatmentDay: LocalDate? = nil, earlier: [GateDays] = [],
        schedule: SessionCount? = nil,
        waiver: WaiverTerms? = nil, isTransition: Bool = false
    ) {
        self.week = week
        self.program = program
        self.enrolledDays = enrolledDays
        self.earlier = earlier
        self.schedule = schedule
        self.waiver = waiver
        self.isTransition = isTransition
        self.sessions = sessions
        self.makeups = makeups
        self.now = now
        self.closed = closed
        self.today = today
        self.lastTreatmentDay = lastTreatmentDay
    }
}

/// The days of a week that are under the same gates.
package struct GateDays: Sendable, Hashable {
    package let gates: Gates
    package let days: Int
    /// The sessions of the member's groups on these days.
    package let sessions: Int

    package init(_ gates: Gates, days: Int, sessions: Int = 0) {
        self.gates = gates
        self.days = days
        self.sessions = sessions
    }
}

/// How many sessions the member's groups have in a week.
package struct SessionCount: Sendable, Hashable {
    /// On the days at the level that the week is judged by.
    package let own: Int
    /// On all seven days.
    package let all: Int

    package init(own: Int, all: Int) {
        self.own = own
        self.all = all
    }
}

/// Why less is asked for in a week than the program does.
package enum Exemption: String, Sendable, Codable, CaseIterable {
    /// The member is at this level for a part of the week only, and the program exempts such weeks.
    case partial
    /// The level of care has changed not long ago.
    case transition
    case waiver
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
    /// Why less is asked for than the program does; `nil`: its requirement holds.
    package let exemption: Exemption?
    /// The sessions that earned less than they could have.
    package let lost: [SessionName]
    /// What of the plan is lost by the clinic: sessions that were cancelled, began late, ended early or were interrupted.
    package let lostByClinic: Seconds
    /// What of the plan is lost by the member: absences, coming late and leaving early.
    package let lostByMember: Seconds

    package init(
        required: Seconds, maximum: Seconds?, attended: Seconds, credited: Seconds, remaining: Seconds,
        possible: Seconds, planned: Seconds, missing: Seconds, standing: Standing, rule: String, exemption: Exemption?,
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
        self.exemption = exemption
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
