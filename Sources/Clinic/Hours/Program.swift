/// A level of care as a policy: what a week must hold and how time is credited.
package struct Program: Sendable, Hashable, Codable {
    package let id: ProgramID
    package let title: String
    /// The level of care of the ASAM criteria, such as `2.1`. Shown, not judged.
    package let level: String
    /// The first local day on which this version is in force.
    package let effective: LocalDate
    /// Whom the program is for, such as `adult`. A group for another cohort refuses its members.
    package let cohort: String?
    package private(set) var gates: Gates
    package let credit: CreditRule
    package let partialWeek: PartialWeek
    /// From which day the weeks of a stay count that begins in this program; `nil`: from the site's first weekday.
    package let weekStarts: WeekStart?
    /// The shortest stay in days. Shown, not judged.
    package let minimumStayDays: Int?
    /// How little slack makes a week at risk once something has been lost.
    package let alertMargin: Seconds
    /// How long after a session's end a standing must last to become an alert.
    package let settling: Seconds
    /// When absences become an alert; `nil`: never.
    package let absences: AbsenceRule?
    /// Steps down and dates in the course of a stay; `nil`: none.
    package let stay: StayRule?
    /// The most members who should be in one session. Shown, not judged.
    package let groupMaximum: Int?
    /// The shortest session that the program should hold. Shown, not judged.
    package let sessionMinimum: Seconds?
    /// How much individual time may be added to a week to make up for lost time; `nil`: none.
    package let individualMakeup: Seconds?

    package init(
        id: ProgramID, title: String, level: String, effective: LocalDate, cohort: String?, gates: Gates,
        credit: CreditRule, partialWeek: PartialWeek, minimumStayDays: Int?, alertMargin: Seconds, settling: Seconds,
        absences: AbsenceRule? = nil, stay: StayRule? = nil, groupMaximum: Int? = nil, sessionMinimum: Seconds? = nil,
        individualMakeup: Seconds? = nil, weekStarts: WeekStart? = nil
    ) {
        self.id = id
        self.title = title
        self.level = level
        self.effective = effective
        self.cohort = cohort
        self.gates = gates
        self.credit = credit
        self.partialWeek = partialWeek
        self.minimumStayDays = minimumStayDays
        self.alertMargin = alertMargin
        self.settling = settling
        self.absences = absences
        self.stay = stay
        self.groupMaximum = groupMaximum
        self.sessionMinimum = sessionMinimum
        self.individualMakeup = individualMakeup
        self.weekStarts = weekStarts
    }

    /// The same program with other gates.
    func with(_ gates: Gates) -> Program {
        var copy = self
        copy.gates = gates
        return copy
    }
}

/// What a week must hold.
package struct Gates: Sendable, Hashable, Codable {
    package let weeklyMinimum: Seconds
    package let weeklyMaximum: Seconds?
    /// What a day must earn to count as a day of treatment; `nil`: anything above nothing.
    ///
    /// Where it is set, the weekly minimum must be reached by days that count, without the time of other days.
    package let dailyMinimum: Seconds?
    /// How many days of treatment a week must have.
    package let minimumDays: Int?
    /// The most days that may lie between two days of treatment.
    package let longestGapDays: Int?

    package init(
        weeklyMinimum: Seconds, weeklyMaximum: Seconds? = nil, dailyMinimum: Seconds? = nil, minimumDays: Int? = nil,
        longestGapDays: Int? = nil
    ) {
        self.weeklyMinimum = weeklyMinimum
        self.weeklyMaximum = weeklyMaximum
        self.dailyMinimum = dailyMinimum
        self.minimumDays = minimumDays
        self.longestGapDays = longestGapDays
    }
}

/// From which day weeks count.
package enum WeekStart: String, Sendable, Codable, CaseIterable {
    /// The site's first weekday.
    case site
    /// The day of admission: each seven days from then on are a week of that stay, whatever level of care follows.
    case admission
}

/// What becomes of a week that a stay covers only in part.
package enum PartialWeek: String, Sendable, Codable, CaseIterable {
    /// No shortfall, but met if the requirement is reached all the same.
    case exempt
    /// The whole requirement.
    case full
    /// The requirement times enrolled days by seven, rounded up to the minute.
    case prorate
    /// The requirement times the sessions of the enrolled days by those of the whole week, rounded up to the minute. By
    /// days if there is none.
    case prorateSessions = "prorate_sessions"
}

/// How attendance becomes credit.
package struct CreditRule: Sendable, Hashable, Codable {
    /// Coming this late, or leaving this early, costs nothing.
    package let grace: Seconds
    /// How much of a session's breaks is credited: the first part of them, in the order in which they were.
    package let breaksCredited: Seconds
    /// Less than this, or than the planned length if that is less, earns nothing.
    package let minimumToCount: Seconds
    /// Whether time beyond the planned length is credited.
    package let creditsOverrun: Bool
    /// The kinds of session that earn, in the order of their names, so that the same rule is always written the same.
    package let kinds: [SessionKind]
    package let creditsVideo: Bool
    package let creditsAudioOnly: Bool
    /// Whether time after midnight belongs to the next day and its week; `nil` or false: a session is all of the day
    /// on which it began.
    package let splitsAtMidnight: Bool?

    package init(
        grace: Seconds, breaksCredited: Seconds, minimumToCount: Seconds, creditsOverrun: Bool,
        kinds: Set<SessionKind>, creditsVideo: Bool, creditsAudioOnly: Bool, splitsAtMidnight: Bool? = nil
    ) {
        self.grace = grace
        self.breaksCredited = breaksCredited
        self.minimumToCount = minimumToCount
        self.creditsOverrun = creditsOverrun
        self.kinds = kinds.sorted { $0.rawValue < $1.rawValue }
        self.creditsVideo = creditsVideo
        self.creditsAudioOnly = creditsAudioOnly
        self.splitsAtMidnight = splitsAtMidnight
    }
}
