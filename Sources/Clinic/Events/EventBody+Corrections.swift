/// `attendance.corrected` and its like: what is known of a member at a session is another thing from now on.
package struct Correction: Sendable, Hashable, Codable {
    /// What was done. The raw values are the ends of the events' types.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The times in the room were others.
        case corrected
        /// An absence was looked at: excused, unexcused or a late cancellation.
        case reviewed
        /// The member wasn't there.
        case markedNoShow = "marked_no_show"
        /// What was entered is about somebody or something else.
        case voided
        /// The member has said that they won't come.
        case calledOut = "called_out"
        /// The member will come after all.
        case callOutWithdrawn = "call_out_withdrawn"
        /// An earlier correction is taken back.
        case restored
    }

    package let kind: Kind
    /// What was known before; `nil` for nothing.
    package let before: AttendanceEntry?
    /// What is known now; `nil` for nothing.
    package let after: AttendanceEntry?
    /// Why. A call-out needs no reason.
    package let reason: String?
    /// When the member had called out, where what was known before is brought back; `nil` if they hadn't.
    package let calledOut: Instant?

    package init(
        kind: Kind, before: AttendanceEntry?, after: AttendanceEntry?, reason: String?, calledOut: Instant? = nil
    ) {
        self.kind = kind
        self.before = before
        self.after = after
        self.reason = reason
        self.calledOut = calledOut
    }
}

/// All that is known of a member at a session.
package struct AttendanceEntry: Sendable, Hashable, Codable {
    package let state: AttendanceState
    package let origin: Attendance.Origin
    /// In the order in which they began.
    package let presences: [Presence]

    package init(state: AttendanceState, origin: Attendance.Origin, presences: [Presence] = []) {
        self.state = state
        self.origin = origin
        self.presences = presences
    }
}
