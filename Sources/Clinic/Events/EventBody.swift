/// What can happen. Each case is one event type; its payload is the JSON body of the event.
///
/// A body says what can't be read from the event's own subject (member, session, group, program). Values that are
/// ``Personal`` are kept apart from the body by the ledger.
package enum EventBody: Sendable, Hashable {
    case siteFounded(SiteFounded)
    case programDefined(Program)
    case memberAdded(MemberDetails)
    case memberEdited(MemberDetails, MemberEdited)
    case memberAssigned(Assignment)
    case measureRecorded(Measured)
    case measureCrossed(MeasureCrossed)
    case noteRecorded(NoteRecorded)
    case noteTakenBack(NoteTakenBack)
    case disclosed(Disclosed)
    case staffAdded(StaffMember)
    case staffEdited(StaffMember)
    case staffRemoved(StaffRemoved)
    case enrolmentAdmitted(EnrolmentAdmitted)
    case enrolmentWaitlisted(EnrolmentAdmitted)
    case enrolmentCancelled(EnrolmentCancelled)
    case enrolmentDischarged(EnrolmentDischarged)
    case enrolmentReinstated(EnrolmentReinstated)
    case enrolmentAssigned(EnrolmentAssigned)
    case enrolmentHeld(EnrolmentHeld)
    case enrolmentResumed(EnrolmentResumed)
    case enrolmentDated(EnrolmentDated)
    case enrolmentDue(EnrolmentDue)
    case waiverAdded(WaiverAdded)
    case waiverRemoved(WaiverRemoved)
    case groupAdded(Group)
    case groupEdited(Group)
    case groupAgendaSet(GroupAgendaSet)
    case rosterAdded(RosterAdded)
    case rosterWaitlisted(RosterAdded)
    case rosterPromoted(RosterAdded)
    case rosterRemoved(RosterRemoved)
    case sessionScheduled(SessionScheduled)
    case sessionRescheduled(SessionRescheduled)
    case sessionOpened(SessionOpened)
    case sessionStarted(SessionStarted)
    case sessionEnded(SessionEnded)
    case sessionCancelled(SessionCancelled)
    case sessionPaused(SessionPaused)
    case sessionResumed
    case sessionExtended(SessionExtended)
    case sessionMerged(SessionMerged)
    case sessionReopened(SessionReopened)
    case phaseChanged(PhaseChanged)
    case timeTold(TimeTold)
    case turnTaken
    case turnTakenBack
    case sessionLed(SessionLed)
    case guestsCounted(GuestsCounted)
    case sessionSigned(SessionSigned)
    case sessionUnsigned(SessionUnsigned)
    case signatureSuperseded(SignatureSuperseded)
    case sessionReminded(SessionReminded)
    case checkedIn(CheckedIn)
    case checkedOut(CheckedOut)
    case noShow
    case takenBack(TakenBack)
    case moved(Moved)
    case corrected(Correction)
    case absencesReviewed(AbsencesReviewed)
    case makeupBooked(MakeupBooked)
    case makeupCancelled
    case standingChanged(StandingChanged)
    case alertRaised(AlertRaised)
    case alertAcknowledged(AlertEnded)
    case alertWithdrawn(AlertEnded)
    case alertSuperseded(AlertEnded)
    case alertEscalated(AlertEscalated)
    case sessionSoon(SessionSoon)
    case memberLate(MemberLate)
    case checkoutMissing(CheckoutMissing)
    case reminderScheduled(ReminderScheduled)
    case reminderCancelled(ReminderCancelled)
    case reminderDue(ReminderDue)
    case reminderExpired(ReminderExpired)
    case pluginOperated(PluginOperated)
    case weekOpened(WeekOpened)
    case weekReviewed(WeekReviewed)
    case weekClosed(WeekClosed)
}

/// `site.founded`: a ledger begins.
package struct SiteFounded: Sendable, Hashable, Codable {
    /// The site's own id, unlike that of any other site.
    package let id: String
    package let name: String
    package let zone: String
    package let firstWeekday: Weekday

    package init(id: String, name: String, zone: String, firstWeekday: Weekday) {
        self.id = id
        self.name = name
        self.zone = zone
        self.firstWeekday = firstWeekday
    }
}

/// `member.edited`: which of a member's personal values are new.
package struct MemberEdited: Sendable, Hashable, Codable {
    package let changed: [String]

    package init(changed: [String]) { self.changed = changed }
}

/// `roster.added`, `roster.waitlisted`, `roster.promoted`: a member has a place, or waits for one.
package struct RosterAdded: Sendable, Hashable, Codable {
    package let from: LocalDate
    package let to: LocalDate?

    package init(from: LocalDate, to: LocalDate?) {
        self.from = from
        self.to = to
    }
}

/// `roster.removed`: a member's place, or their wait for one, ends before a local day.
package struct RosterRemoved: Sendable, Hashable, Codable {
    package let from: LocalDate

    package init(from date: LocalDate) { from = date }
}

/// `session.scheduled`: a meeting stands in the calendar.
package struct SessionScheduled: Sendable, Hashable, Codable {
    package let kind: SessionKind
    package let date: LocalDate
    package let start: WallTime
    package let length: Seconds
    package let plannedStart: Instant
    /// When it opens itself for check-in.
    package let opens: Instant
    /// Why it was entered after it was over; `nil` for what was still to come.
    package let reason: String?

    package init(
        kind: SessionKind, date: LocalDate, start: WallTime, length: Seconds, plannedStart: Instant, opens: Instant,
        reason: String? = nil
    ) {
        self.kind = kind
        self.date = date
        self.start = start
        self.length = length
        self.plannedStart = plannedStart
        self.opens = opens
        self.reason = reason
    }
}

/// `session.rescheduled`: the same wall time means another instant, since the rules of the time zone have changed.
package struct SessionRescheduled: Sendable, Hashable, Codable {
    package let plannedStart: Instant
    package let opens: Instant

    package init(plannedStart: Instant, opens: Instant) {
        self.plannedStart = plannedStart
        self.opens = opens
    }
}

/// `session.opened`: check-in is possible.
package struct SessionOpened: Sendable, Hashable, Codable {
    /// When the clock will end it if nobody does.
    package let overdue: Instant

    package init(overdue: Instant) { self.overdue = overdue }
}

/// `session.started`: treatment began at the event's `happened`.
package struct SessionStarted: Sendable, Hashable, Codable {
    /// Whether the clock assumed it, because nobody had said so by the end.
    package let byClock: Bool
    /// What its timers go by; `nil` for one that was started before there were any.
    package let plan: CoursePlan?
    /// Who leads it from then on, if somebody is named.
    package let lead: StaffInitials?
    /// Who facilitates it, the lead among them. An old event doesn't say so.
    package let facilitators: [StaffInitials]?

    package init(byClock: Bool, plan: CoursePlan?, lead: StaffInitials?, facilitators: [StaffInitials]) {
        self.byClock = byClock
        self.plan = plan
        self.lead = lead
        self.facilitators = facilitators
    }
}

/// `session.ended`: treatment ended at the event's `happened`.
package struct SessionEnded: Sendable, Hashable, Codable {
    package let byClock: Bool
    /// When its absences are counted; `nil` if nobody was absent.
    package let absencesSettle: Instant?
    /// When whoever leads it is reminded to sign it; `nil`: never.
    package let reminds: Instant?
    /// Why it was called off half-way; `nil` if it wasn't.
    package let reason: String?

    package init(byClock: Bool, absencesSettle: Instant? = nil, reminds: Instant? = nil, reason: String? = nil) {
        self.byClock = byClock
        self.absencesSettle = absencesSettle
        self.reminds = reminds
        self.reason = reason
    }
}

/// `session.cancelled`.
package struct SessionCancelled: Sendable, Hashable, Codable {
    package let reason: String

    package init(reason: String) { self.reason = reason }
}

/// `attendance.checked_in`: a member came in at the event's `happened`.
package struct CheckedIn: Sendable, Hashable, Codable {
    package let mode: PresenceMode
    package let origin: Attendance.Origin

    package init(mode: PresenceMode, origin: Attendance.Origin) {
        self.mode = mode
        self.origin = origin
    }
}

/// `attendance.checked_out`: a member left at the event's `happened`.
package struct CheckedOut: Sendable, Hashable, Codable {
    /// Who says so.
    package enum By: String, Sendable, Codable, CaseIterable {
        case person
        case sessionEnd = "session_end"
        case clock
    }

    package let by: By

    package init(by origin: By) { by = origin }
}

/// `attendance.entered_in_error`: an entry is taken back.
package struct TakenBack: Sendable, Hashable, Codable {
    /// The sequence of the entry.
    package let entry: Int
    /// The type of the entry.
    package let type: String
    /// When the entry said that it happened.
    package let at: Instant
    /// What had been said of the member's absence before a check-in, and holds again; `nil` for nothing.
    package let absence: AttendanceState?

    package init(entry: Int, type: String, at: Instant, absence: AttendanceState? = nil) {
        self.entry = entry
        self.type = type
        self.at = at
        self.absence = absence
    }
}

/// `attendance.moved`: the presences of one member, the event's own, at one session were another's.
package struct Moved: Sendable, Hashable, Codable {
    package let to: MemberCode
    /// How the member to whom they belong came to be there.
    package let origin: Attendance.Origin
    /// What was known of the event's own member, and of the other one; `nil` for nothing.
    package let before: AttendanceEntry
    package let replaced: AttendanceEntry?
    /// What is known of the event's own member now: what had been said of their absence before, that they missed the
    /// session, or nothing.
    package let left: AttendanceEntry?
    /// Why, where somebody said so.
    package let reason: String?

    package init(
        to member: MemberCode, origin: Attendance.Origin, before: AttendanceEntry, replaced: AttendanceEntry? = nil,
        left: AttendanceEntry? = nil, reason: String? = nil
    ) {
        to = member
        self.origin = origin
        self.before = before
        self.replaced = replaced
        self.left = left
        self.reason = reason
    }

    /// What is known of the other member now.
    package var after: AttendanceEntry {
        AttendanceEntry(
            state: before.presences.contains { $0.to == nil } ? .present : .left, origin: origin,
            presences: before.presences)
    }
}

/// `hours.standing_changed`: a member's week stands otherwise than before.
package struct StandingChanged: Sendable, Hashable, Codable {
    package let week: LocalDate
    package let from: Standing?
    package let to: Standing
    /// When it becomes an alert unless it has changed by then; `nil` for a standing that alarms nobody.
    package let settles: Instant?

    package init(week: Week, from: Standing?, to: Standing, settles: Instant?) {
        self.week = week.start
        self.from = from
        self.to = to
        self.settles = settles
    }
}

/// `week.opened`: a week has begun, and every enrolled member's figures stand.
package struct WeekOpened: Sendable, Hashable, Codable {
    package let week: LocalDate
    /// When it will be closed; `nil`: it is nobody's.
    package let closes: Instant?
    /// When the week after it opens; `nil`: nobody's weeks begin on this weekday any more.
    package let nextOpens: Instant?

    package init(week: LocalDate, closes: Instant?, nextOpens: Instant?) {
        self.week = week
        self.closes = closes
        self.nextOpens = nextOpens
    }
}

/// `week.reviewed`: a day has passed, and with it the longest gap between days of treatment that some may have.
package struct WeekReviewed: Sendable, Hashable, Codable {
    package let week: LocalDate

    package init(week: LocalDate) { self.week = week }
}
