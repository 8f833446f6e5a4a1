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
