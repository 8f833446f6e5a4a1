extension EventBody {
    /// The name under which the event is kept and heard.
    package var type: String {
        switch self {
        case .siteFounded: "site.founded"
        case .programDefined: "program.defined"
        case .memberAdded: "member.added"
        case .memberEdited: "member.edited"
        case .memberAssigned: "member.assigned"
        case .measureRecorded: "measure.recorded"
        case .measureCrossed: "measure.crossed"
        case .noteRecorded: "note.recorded"
        case .noteTakenBack: "note.taken_back"
        case .disclosed: "record.disclosed"
        case .staffAdded: "staff.added"
        case .staffEdited: "staff.edited"
        case .staffRemoved: "staff.removed"
        case .enrolmentAdmitted: "enrolment.admitted"
        case .enrolmentWaitlisted: "enrolment.waitlisted"
        case .enrolmentCancelled: "enrolment.cancelled"
        case .enrolmentDischarged: "enrolment.discharged"
        case .enrolmentReinstated: "enrolment.reinstated"
        case .enrolmentAssigned: "enrolment.assigned"
        case .enrolmentHeld: "enrolment.held"
        case .enrolmentResumed: "enrolment.resumed"
        case .enrolmentDated: "enrolment.dated"
        case .enrolmentDue(let due): "enrolment.\(due.kind.rawValue)_due"
        case .waiverAdded: "waiver.added"
        case .waiverRemoved: "waiver.removed"
        case .groupAdded: "group.added"
        case .groupEdited: "group.edited"
        case .groupAgendaSet: "group.agenda_set"
        case .rosterAdded: "roster.added"
        case .rosterWaitlisted: "roster.waitlisted"
        case .rosterPromoted: "roster.promoted"
        case .rosterRemoved: "roster.removed"
        case .sessionScheduled: "session.scheduled"
        case .sessionRescheduled: "session.rescheduled"
        case .sessionOpened: "session.opened"
        case .sessionStarted: "session.started"
        case .sessionEnded: "session.ended"
        case .sessionCancelled: "session.cancelled"
        case .sessionPaused: "session.paused"
        case .sessionResumed: "session.resumed"
        case .sessionExtended: "session.extended"
        case .sessionMerged: "session.merged"
        case .sessionReopened: "session.reopened"
        case .phaseChanged: "session.phase_changed"
        case .timeTold(let told): "session.\(told.moment.rawValue)"
        case .turnTaken: "session.turn_taken"
        case .turnTakenBack: "session.turn_taken_back"
        case .sessionLed: "session.led"
        case .guestsCounted: "session.guests_counted"
        case .sessionSigned: "session.signed"
        case .sessionUnsigned: "session.unsigned"
        case .signatureSuperseded: "session.signature_superseded"
        case .sessionReminded: "session.reminded"
        case .checkedIn: "attendance.checked_in"
        case .checkedOut: "attendance.checked_out"
        case .noShow: "attendance.no_show"
        case .takenBack: "attendance.entered_in_error"
        case .moved: "attendance.moved"
        case .corrected(let correction): "attendance.\(correction.kind.rawValue)"
        case .absencesReviewed: "absences.reviewed"
        case .makeupBooked: "makeup.booked"
        case .makeupCancelled: "makeup.cancelled"
        case .standingChanged: "hours.standing_changed"
        case .alertRaised(let alert): alert.kind.eventType
        case .alertAcknowledged: "alert.acknowledged"
        case .alertWithdrawn: "alert.withdrawn"
        case .alertSuperseded: "alert.superseded"
        case .alertEscalated: "alert.escalated"
        case .sessionSoon: "reminder.session_soon"
        case .memberLate: "reminder.member_late"
        case .checkoutMissing: "reminder.checkout_missing"
        case .reminderScheduled: "reminder.scheduled"
        case .reminderCancelled: "reminder.cancelled"
        case .reminderDue: "reminder.due"
        case .reminderExpired: "reminder.expired"
        case .pluginOperated(let operated): operated.action.eventType
        case .weekOpened: "week.opened"
        case .weekReviewed: "week.reviewed"
        case .weekClosed: "week.closed"
        }
    }

    /// Whether something falls due at another time than before.
    package var movesTimers: Bool {
        switch self {
        case .sessionScheduled, .sessionRescheduled, .sessionOpened, .sessionStarted, .sessionEnded, .sessionCancelled,
            .sessionPaused, .sessionResumed, .sessionExtended, .sessionMerged, .sessionReopened, .phaseChanged,
            .timeTold, .sessionSigned, .sessionUnsigned, .signatureSuperseded, .standingChanged, .alertRaised,
            .reminderScheduled, .reminderCancelled, .weekOpened, .weekClosed:
            true
        default:
            false
        }
    }

    /// Whether the event changes no figures of a week.
    package var followsFromWeeks: Bool {
        switch self {
        case .standingChanged, .alertRaised, .alertAcknowledged, .alertWithdrawn, .alertSuperseded, .alertEscalated,
            .enrolmentDue, .groupAgendaSet, .phaseChanged, .timeTold, .turnTaken, .turnTakenBack, .sessionLed,
            .guestsCounted, .sessionSigned, .sessionUnsigned, .signatureSuperseded, .noteRecorded, .noteTakenBack,
            .disclosed, .pluginOperated,
            .sessionReminded, .sessionSoon, .memberLate, .checkoutMissing, .reminderScheduled, .reminderCancelled,
            .reminderDue, .reminderExpired:
            true
        default: false
        }
    }

    /// The version of the body's form. An older one is read through one function a step.
    package var version: Int { 1 }
}
