/// One member's stay in treatment. A readmission is another one.
package struct Enrolment: Sendable, Hashable {
    package enum State: String, Sendable, Codable, CaseIterable {
        case planned, waitlisted, active
        case onHold = "on_hold"
        case discharged
    }

    /// Why a stay ended.
    package enum Ending: String, Sendable, Codable, CaseIterable {
        case completed, left, terminated, transferred, referred, moved, died
    }

    package let member: MemberCode
    /// The first local day of the stay, or the day from which the member waits for it.
    package let admitted: LocalDate
    /// The last local day of the stay, once it is known.
    package let discharged: LocalDate?
    package let ending: Ending?
    /// Whether the member still waits to be admitted.
    package let isWaitlisted: Bool
    /// The levels of care of the stay, oldest first. There is always one.
    package let levels: [LevelOfCare]
    /// The stretches of days on which the stay was interrupted, oldest first.
    package let holds: [Hold]
    package let dates: StayDates
    /// Whether the weeks of the stay count from its first day; otherwise they are the site's. So it was said on admission.
    package let weeksFromAdmission: Bool

    package init(
        member: MemberCode, admitted: LocalDate, discharged: LocalDate? = nil, ending: Ending? = nil,
        isWaitlisted: Bool = false, levels: [LevelOfCare], holds: [Hold] = [], dates: StayDates = StayDates(),
        weeksFromAdmission: Bool = false
    ) {
        self.member = member
        self.admitted = admitted
        self.discharged = discharged
        self.ending = ending
        self.isWaitlisted = isWaitlisted
        self.levels = levels
        self.holds = holds
        self.dates = dates
        self.weeksFromAdmission = weeksFromAdmission
    }

    /// The weekday on which the weeks of the stay begin.
    package func firstWeekday(at site: Weekday) -> Weekday { weeksFromAdmission ? admitted.weekday : site }

    /// The state on a local day. The day of discharge still belongs to the stay.
    package func state(on date: LocalDate) -> State {
        if let discharged, discharged < date { return .discharged }
        if isWaitlisted { return .waitlisted }
        if date < admitted { return .planned }
        return holds.contains { $0.holds(on: date) } ? .onHold : .active
    }

    /// On how many local days of a week the member is in treatment.
    package func days(in week: Week) -> Int {
        week.days.count { state(on: $0) == .active }
    }
}

/// What a member is to have from a local day on: what a program asks of everybody, or what their treatment plan does.
package struct LevelOfCare: Sendable, Hashable {
    package let from: LocalDate
    package let program: ProgramID
    /// How many of the program's steps have been taken.
    package let step: Int
    /// The individual requirement of a week; `nil`: the program's.
    package let weekly: Seconds?
    /// The individual number of days of treatment in a week; `nil`: the program's.
    package let days: Int?
    /// How many whole weeks from that day on are a transition, in which falling short alarms nobody.
    package let transitionWeeks: Int
    package let reason: String?

    package init(
        from date: LocalDate, program: ProgramID, step: Int = 0, weekly: Seconds? = nil, days: Int? = nil,
        transitionWeeks: Int = 0, reason: String? = nil
    ) {
        from = date
        self.program = program
        self.step = step
        self.weekly = weekly
        self.days = days
        self.transitionWeeks = transitionWeeks
        self.reason = reason
    }

    /// Whether a treatment plan sets a requirement of its own.
    package var isIndividual: Bool { weekly != nil || days != nil }

    /// Whether another level asks for the same.
    package func asks(as other: LevelOfCare) -> Bool {
        (program, step, weekly, days) == (other.program, other.step, other.weekly, other.days)
    }

    /// Whether a week is one of the whole weeks after a change in which falling short alarms nobody.
    package func isTransition(_ week: Week) -> Bool {
        week.start >= from && from.days(until: week.start) < 7 * transitionWeeks
    }
}

/// A stretch of local days on which a stay is interrupted.
package struct Hold: Sendable, Hashable {
    package let from: LocalDate
    /// The local day on which treatment goes on; `nil`: not known yet.
    package let until: LocalDate?
    package let reason: String?

    package init(from date: LocalDate, until: LocalDate?, reason: String?) {
        from = date
        self.until = until
        self.reason = reason
    }

    package func holds(on date: LocalDate) -> Bool {
        from <= date && (until.map { date < $0 } ?? true)
    }
}

/// When what a stay asks for was last done.
package struct StayDates: Sendable, Hashable, Codable {
    /// The initial evaluation.
    package let evaluated: LocalDate?
    /// The treatment plan, or its last review.
    package let planned: LocalDate?
    package let recertified: LocalDate?

    package init(evaluated: LocalDate? = nil, planned: LocalDate? = nil, recertified: LocalDate? = nil) {
        self.evaluated = evaluated
        self.planned = planned
        self.recertified = recertified
    }
}
