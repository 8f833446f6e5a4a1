/// What a session is.
package enum SessionKind: String, Sendable, Codable, CaseIterable {
    case individual, group, family, education, medication, screen
}

/// How a member takes part.
package enum PresenceMode: String, Sendable, Codable, CaseIterable {
    case inPerson = "in_person"
    case video
    case audioOnly = "audio_only"
}

/// Where a session is in its life.
package enum SessionState: String, Sendable, Codable, CaseIterable {
    case scheduled, open, running, ended, cancelled
    /// It has ended and is signed.
    case closed

    /// Whether it took place and is over.
    package var isOver: Bool { self == .ended || self == .closed }
}

/// Where a member's attendance at a session is. Before there is any, the member is expected.
package enum AttendanceState: String, Sendable, Codable, CaseIterable {
    case present, left
    case noShow = "no_show"
    /// The member has said that they won't come.
    case calledOut = "called_out"
    /// An absence for a reason that the clinic accepts.
    case excused
    /// An absence without such a reason, after a look at it.
    case unexcused
    /// An absence of which notice was given too late.
    case lateCancel = "late_cancel"

    /// Whether the member was or is there.
    package var isAttended: Bool { self == .present || self == .left }

    /// Whether the member has been marked as not coming, by somebody and not by the session's end.
    package var isMarkedAbsent: Bool {
        switch self {
        case .calledOut, .excused, .unexcused, .lateCancel: true
        case .present, .left, .noShow: false
        }
    }
}

/// One time in the room: from check-in to check-out, which is `nil` while the member is there.
package struct Presence: Sendable, Hashable, Codable {
    package let from: Instant
    package let to: Instant?
    package let mode: PresenceMode

    package init(from: Instant, to: Instant?, mode: PresenceMode) {
        self.from = from
        self.to = to
        self.mode = mode
    }
}

/// Where a member's week stands. Raw values are the names in events and tables.
package enum Standing: String, Sendable, Codable, CaseIterable {
    case met
    case onTrack = "on_track"
    case atRisk = "at_risk"
    case overMaximum = "over_maximum"
    case needsMakeup = "needs_makeup"
    case outOfReach = "out_of_reach"
    /// The requirement is reached only because of a waiver.
    case waived
    /// After the week's close: the requirement wasn't reached.
    case shortfall
    /// After the week's close: the requirement didn't hold for this week.
    case exempt
}
