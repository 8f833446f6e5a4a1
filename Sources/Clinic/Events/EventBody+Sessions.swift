/// `session.paused`: treatment stands still from the event's `happened` on.
package struct SessionPaused: Sendable, Hashable, Codable {
    package let kind: Pause.Kind
    /// Why, where it was no break.
    package let reason: String?

    package init(kind: Pause.Kind, reason: String?) {
        self.kind = kind
        self.reason = reason
    }
}

/// `session.extended`: the plan goes on for longer.
package struct SessionExtended: Sendable, Hashable, Codable {
    package let by: Seconds
    /// When the clock will now end it if nobody does.
    package let overdue: Instant

    package init(by length: Seconds, overdue: Instant) {
        by = length
        self.overdue = overdue
    }
}

/// `session.merged`: the session's members belong to another one tonight, with what they have been there for already.
package struct SessionMerged: Sendable, Hashable, Codable {
    package let into: SessionName

    package init(into session: SessionName) { into = session }
}

/// `session.reopened`: a session that had ended goes on, with whoever was there until its end.
package struct SessionReopened: Sendable, Hashable, Codable {
    package let reason: String
    /// When the clock will end it if nobody does.
    package let overdue: Instant
    /// As of when the clock will then end it.
    package let clockEnd: Instant

    package init(reason: String, overdue: Instant, clockEnd: Instant) {
        self.reason = reason
        self.overdue = overdue
        self.clockEnd = clockEnd
    }
}

/// `makeup.booked`: a member will come to a session of another group.
package struct MakeupBooked: Sendable, Hashable, Codable {
    /// The session that it makes up, if one was named.
    package let makesUp: SessionName?

    package init(makesUp session: SessionName?) { makesUp = session }
}

/// `group.agenda_set`: how a group's sessions go from now on. Those that have started keep theirs.
package struct GroupAgendaSet: Sendable, Hashable, Codable {
    /// `nil`: without an agenda.
    package let agenda: Agenda?

    package init(agenda: Agenda?) { self.agenda = agenda }
}

/// `session.phase_changed`: another part of the session begins at the event's `happened`.
package struct PhaseChanged: Sendable, Hashable, Codable {
    /// Its place in the agenda, counted from 0.
    package let phase: Int
    package let name: String
    package let kind: Phase.Kind
    /// The planned length.
    package let length: Seconds
    /// Whether it came by itself when the one before had lasted as long as planned.
    package let byClock: Bool

    package init(phase index: Int, of agenda: Agenda, byClock: Bool) {
        let phase = agenda.phases[index]
        self.phase = index
        name = phase.name
        kind = phase.kind
        length = phase.length
        self.byClock = byClock
    }
}

/// `session.phase_ends_soon`, `session.phase_overran`, `session.ends_soon`, `session.overran`: somebody should know how
/// much time is left.
package struct TimeTold: Sendable, Hashable, Codable {
    package let moment: CourseMoment
    /// The name of the phase that is on, if there is one.
    package let phase: String?
    /// What is left of the phase or of the session; negative once it is over.
    package let left: Seconds

    package init(_ moment: CourseMoment, phase: String?, left: Seconds) {
        self.moment = moment
        self.phase = phase
        self.left = left
    }
}
