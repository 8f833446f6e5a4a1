/// One meeting of a group.
package struct Session: Sendable, Hashable {
    package let name: SessionName
    package let group: GroupID
    package let kind: SessionKind
    /// The local date of its start: the day and the week that it belongs to (DESIGN, 5.4).
    package let date: LocalDate
    package let start: WallTime
    package let length: Seconds
    package let plannedStart: Instant
    package let plannedEnd: Instant
    package let state: SessionState
    /// When treatment began.
    package let started: Instant?
    /// When treatment ended.
    package let ended: Instant?
    /// Why it was cancelled.
    package let reason: String?
    /// The stretches without treatment, in their order; the last one may still last.
    package let pauses: [Pause]
    /// Where its members are instead, once it has been merged into another session.
    package let mergedInto: SessionName?
    /// As of when the clock ends it if nobody does, where that isn't its planned end.
    package let clockEnd: Instant?
    /// How far it has come, once it has started.
    package let course: SessionCourse?
    /// Who facilitated it, as of its start; `nil` before that.
    package let facilitators: [StaffInitials]?
    /// How many guests, such as a member's family, are or were there. They are counted and never named.
    package let guests: Int

    package init(
        name: SessionName, group: GroupID, kind: SessionKind, date: LocalDate, start: WallTime, length: Seconds,
        plannedStart: Instant, plannedEnd: Instant, state: SessionState, started: Instant?, ended: Instant?,
        reason: String?, pauses: [Pause] = [], mergedInto: SessionName? = nil, clockEnd: Instant? = nil,
        course: SessionCourse? = nil, facilitators: [StaffInitials]? = nil, guests: Int = 0
    ) {
        self.name = name
        self.group = group
        self.kind = kind
        self.date = date
        self.start = start
        self.length = length
        self.plannedStart = plannedStart
        self.plannedEnd = plannedEnd
        self.state = state
        self.started = started
        self.ended = ended
        self.reason = reason
        self.pauses = pauses
        self.mergedInto = mergedInto
        self.clockEnd = clockEnd
        self.course = course
        self.facilitators = facilitators
        self.guests = guests
    }
}

extension Session {
    /// Why treatment stands still; `nil` if it doesn't.
    package var openPause: Pause? {
        ended == nil ? pauses.last.flatMap { $0.to == nil ? $0 : nil } : nil
    }
}

/// A stretch of a session without treatment.
package struct Pause: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// A break, of which the program credits as much as it says.
        case rest = "break"
        /// Something that nobody wanted, such as a fire alarm: it earns nothing, and is the clinic's loss.
        case interruption
    }

    package let kind: Kind
    package let from: Instant
    /// `nil` while it lasts.
    package let to: Instant?
    /// Why, where it was no break.
    package let reason: String?

    package init(kind: Kind, from: Instant, to: Instant? = nil, reason: String? = nil) {
        self.kind = kind
        self.from = from
        self.to = to
        self.reason = reason
    }
}

/// One member at one session.
package struct Attendance: Sendable, Hashable {
    /// How the member came to be at the session.
    package enum Origin: String, Sendable, Codable, CaseIterable {
        case rostered
        case walkIn = "walk_in"
        /// By a make-up that was booked.
        case makeUp = "make_up"
    }

    package let session: SessionName
    package let member: MemberCode
    package let date: LocalDate
    package let state: AttendanceState
    package let origin: Origin

    package init(
        session: SessionName, member: MemberCode, date: LocalDate, state: AttendanceState, origin: Origin
    ) {
        self.session = session
        self.member = member
        self.date = date
        self.state = state
        self.origin = origin
    }
}
