/// What somebody is reminded of.
package enum ReminderKind: String, Sendable, Codable, CaseIterable {
    /// A session begins before long.
    case sessionSoon = "session_soon"
    /// Treatment has begun some time ago, and somebody who is expected isn't there.
    case memberLate = "member_late"
    /// A session should have ended some time ago, and members are still in.
    case checkoutMissing = "checkout_missing"
    /// Somebody asked for it.
    case asked
}

/// `reminder.session_soon`: a session begins before long, and the event's member is expected.
package struct SessionSoon: Sendable, Hashable, Codable {
    package let begins: Instant
    /// The local day and wall time of that.
    package let date: LocalDate
    package let start: WallTime
    /// The group's neutral name.
    package let label: String

    package init(_ session: Session, label: String) {
        begins = session.plannedStart
        date = session.date
        start = session.start
        self.label = label
    }
}

/// `reminder.member_late`: treatment has begun some time ago, and the event's member isn't there.
package struct MemberLate: Sendable, Hashable, Codable {
    /// When treatment began.
    package let began: Instant
    /// The wall time for which it was planned.
    package let start: WallTime
    /// The group's neutral name.
    package let label: String
    /// Whom of the staff it is for.
    package let addressees: [StaffInitials]

    package init(_ session: Session, began: Instant, label: String, addressees: [StaffInitials]) {
        self.began = began
        start = session.start
        self.label = label
        self.addressees = addressees
    }
}

/// `reminder.checkout_missing`: a session should have ended some time ago, and members are still in.
package struct CheckoutMissing: Sendable, Hashable, Codable {
    /// Those who are in.
    package let members: [MemberCode]
    package let plannedEnd: Instant
    /// Whom of the staff it is for.
    package let addressees: [StaffInitials]

    package init(members: [MemberCode], plannedEnd: Instant, addressees: [StaffInitials]) {
        self.members = members
        self.plannedEnd = plannedEnd
        self.addressees = addressees
    }
}

/// `session.reminded`: one kind of reminder was told of a session, and won't be again.
package struct SessionReminded: Sendable, Hashable, Codable {
    package let kind: ReminderKind
    /// How many members it was about; none where there was nothing to remind of.
    package let members: Int

    package init(_ kind: ReminderKind, members: Int) {
        self.kind = kind
        self.members = members
    }
}

/// `reminder.scheduled`: somebody wants to be reminded of something about the event's member. The event's sequence is the
/// reminder's number.
package struct ReminderScheduled: Sendable, Hashable {
    package let at: Instant
    /// Who of the staff asked for it; `nil` if it is known to be nobody.
    package let staff: StaffInitials?
    /// What it is about; `nil` after it was erased.
    package let about: Personal<String>?

    package init(at: Instant, staff: StaffInitials?, about: Personal<String>?) {
        self.at = at
        self.staff = staff
        self.about = about
    }
}

/// `reminder.cancelled`: nobody wants to be reminded any more.
package struct ReminderCancelled: Sendable, Hashable, Codable {
    package let reminder: Int

    package init(reminder: Int) { self.reminder = reminder }
}

/// `reminder.due`: the time has come that somebody asked for.
package struct ReminderDue: Sendable, Hashable, Codable {
    package let reminder: Int
    /// The time that was asked for.
    package let at: Instant
    /// The actor who asked.
    package let by: String
    /// Whom of the staff it is for.
    package let addressees: [StaffInitials]

    package init(reminder: Int, at: Instant, by actor: String, addressees: [StaffInitials]) {
        self.reminder = reminder
        self.at = at
        by = actor
        self.addressees = addressees
    }
}

/// `reminder.expired`: something wasn't told, since it would have been told when it was of no more use.
package struct ReminderExpired: Sendable, Hashable, Codable {
    package enum Reason: String, Sendable, Codable, CaseIterable {
        /// Nobody was there to tell it in time: the service was down, or its clock was wrong.
        case tooLate = "too_late"
        case quietHours = "quiet_hours"
    }

    package let kind: ReminderKind
    /// Its number, if somebody asked for it.
    package let reminder: Int?
    /// When it fell due.
    package let due: Instant
    package let reason: Reason

    package init(_ kind: ReminderKind, reminder: Int?, due: Instant, reason: Reason) {
        self.kind = kind
        self.reminder = reminder
        self.due = due
        self.reason = reason
    }
}
