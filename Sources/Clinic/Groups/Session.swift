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

    package init(
        name: SessionName, group: GroupID, kind: SessionKind, date: LocalDate, start: WallTime, length: Seconds,
        plannedStart: Instant, plannedEnd: Instant, state: SessionState, started: Instant?, ended: Instant?,
        reason: String?
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
    }
}

/// One member at one session.
package struct Attendance: Sendable, Hashable {
    /// How the member came to be at the session.
    package enum Origin: String, Sendable, Codable, CaseIterable {
        case rostered
        case walkIn = "walk_in"
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
