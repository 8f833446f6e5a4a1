/// `enrolment.admitted`: a stay begins on a local day. `enrolment.waitlisted`: a member waits for one from that day on.
package struct EnrolmentAdmitted: Sendable, Hashable, Codable {
    package let on: LocalDate
    /// Whether the weeks of the stay count from that day; `nil`: they are the site's.
    package let weeksFromAdmission: Bool?

    package init(on date: LocalDate, weeksFromAdmission: Bool = false) {
        on = date
        self.weeksFromAdmission = weeksFromAdmission ? true : nil
    }
}

/// `enrolment.cancelled`: a stay that hadn't begun won't be.
package struct EnrolmentCancelled: Sendable, Hashable, Codable {
    /// The day on which it was to begin.
    package let stay: LocalDate
    package let ending: Enrolment.Ending

    package init(stay: LocalDate, ending: Enrolment.Ending) {
        self.stay = stay
        self.ending = ending
    }
}

/// `enrolment.discharged`: a stay has its last local day.
package struct EnrolmentDischarged: Sendable, Hashable, Codable {
    /// The first day of the stay.
    package let stay: LocalDate
    package let on: LocalDate
    package let ending: Enrolment.Ending

    package init(stay: LocalDate, on date: LocalDate, ending: Enrolment.Ending) {
        self.stay = stay
        on = date
        self.ending = ending
    }
}

/// `enrolment.reinstated`: a stay has no last day after all.
package struct EnrolmentReinstated: Sendable, Hashable, Codable {
    package let stay: LocalDate
    /// Why; `nil` if it is only given another last day.
    package let reason: String?

    package init(stay: LocalDate, reason: String?) {
        self.stay = stay
        self.reason = reason
    }
}

/// `enrolment.assigned`: another level of care, or a requirement of the member's own, from a local day on.
package struct EnrolmentAssigned: Sendable, Hashable, Codable {
    /// The first day of the stay, by which it is known.
    package let stay: LocalDate
    package let from: LocalDate
    package let step: Int
    package let weekly: Seconds?
    package let days: Int?
    package let transitionWeeks: Int
    package let reason: String?
    /// Whether the step-down plan brought it, without anybody.
    package let byClock: Bool

    package init(stay: LocalDate, level: LevelOfCare, byClock: Bool) {
        self.stay = stay
        from = level.from
        step = level.step
        weekly = level.weekly
        days = level.days
        transitionWeeks = level.transitionWeeks
        reason = level.reason
        self.byClock = byClock
    }
}

/// `enrolment.held`: a stay is interrupted from a local day on.
package struct EnrolmentHeld: Sendable, Hashable, Codable {
    package let stay: LocalDate
    package let from: LocalDate
    /// The local day on which treatment goes on, if it is known.
    package let until: LocalDate?
    package let reason: String

    package init(stay: LocalDate, from date: LocalDate, until end: LocalDate?, reason: String) {
        self.stay = stay
        from = date
        until = end
        self.reason = reason
    }
}

/// `enrolment.resumed`: treatment goes on on a local day. If that is the first day of the hold, there is none.
package struct EnrolmentResumed: Sendable, Hashable, Codable {
    package let stay: LocalDate
    /// The first day of the hold.
    package let from: LocalDate
    package let on: LocalDate

    package init(stay: LocalDate, from hold: LocalDate, on date: LocalDate) {
        self.stay = stay
        from = hold
        on = date
    }
}

/// `enrolment.dated`: what a stay asks for was done.
package struct EnrolmentDated: Sendable, Hashable, Codable {
    package let stay: LocalDate
    /// What is absent is as it was.
    package let dates: StayDates

    package init(stay: LocalDate, dates: StayDates) {
        self.stay = stay
        self.dates = dates
    }
}

/// `enrolment.evaluation_due`, `enrolment.plan_review_due`, `enrolment.recertification_due`,
/// `enrolment.minimum_stay_due`: what a stay asks for is near.
package struct EnrolmentDue: Sendable, Hashable, Codable {
    package let kind: StayDue.Kind
    package let stay: LocalDate
    package let on: LocalDate
    /// Whom it is for.
    package let addressees: [StaffInitials]

    package init(kind: StayDue.Kind, stay: LocalDate, on date: LocalDate, addressees: [StaffInitials]) {
        self.kind = kind
        self.stay = stay
        on = date
        self.addressees = addressees
    }
}

/// `waiver.added`: less is asked for in some weeks, of the event's member, of its program's members, or of everybody.
package struct WaiverAdded: Sendable, Hashable, Codable {
    package let from: LocalDate
    package let to: LocalDate
    package let terms: WaiverTerms
    package let reason: String

    package init(from: LocalDate, to: LocalDate, terms: WaiverTerms, reason: String) {
        self.from = from
        self.to = to
        self.terms = terms
        self.reason = reason
    }
}

/// `waiver.removed`: a waiver holds no more, nor did it ever.
package struct WaiverRemoved: Sendable, Hashable, Codable {
    /// The sequence of the event that brought it.
    package let waiver: Int
    package let reason: String

    package init(waiver: Int, reason: String) {
        self.waiver = waiver
        self.reason = reason
    }
}
