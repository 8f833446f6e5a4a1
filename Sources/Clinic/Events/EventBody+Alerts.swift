/// What an alert is about.
package enum AlertKind: String, Sendable, Codable, CaseIterable {
    case atRisk = "at_risk"
    case needsMakeup = "needs_makeup"
    case outOfReach = "out_of_reach"
    case shortfall
    /// A group's schedule holds less than its members' programs require of a week.
    case underScheduled = "under_scheduled"
    /// A session that the clinic cancelled leaves members short.
    case sessionLost = "session_lost"
    case consecutiveAbsences = "consecutive_absences"
    case frequentAbsences = "frequent_absences"
    case lateNotice = "late_notice"

    /// The type of the event that raises it.
    package var eventType: String {
        switch self {
        case .atRisk, .needsMakeup, .outOfReach, .shortfall: "hours.\(rawValue)"
        case .underScheduled, .sessionLost: "group.\(rawValue)"
        case .consecutiveAbsences: "absence.consecutive"
        case .frequentAbsences: "absence.frequent"
        case .lateNotice: "absence.late_notice"
        }
    }

    /// How bad a member's week is, from 1; 0 for what isn't about one member's week.
    package var severity: Int {
        switch self {
        case .atRisk: 1
        case .needsMakeup: 2
        case .outOfReach: 3
        case .shortfall: 4
        case .underScheduled, .sessionLost, .consecutiveAbsences, .frequentAbsences, .lateNotice: 0
        }
    }

    /// Whether it is about one member's week.
    package var isAboutHours: Bool { severity > 0 }
}

/// `hours.at_risk`, `group.under_scheduled`, `absence.consecutive` and their like: somebody must hear of something.
///
/// Its JSON is flat: what belongs to the kind stands beside the rest.
package struct AlertRaised: Sendable, Hashable {
    package enum Matter: Sendable, Hashable {
        case hours(HoursMatter)
        case group(GroupMatter)
        case absences(AbsenceMatter)
    }

    package let kind: AlertKind
    /// The first day of the week that it is about, or in which its last session was.
    package let week: LocalDate
    /// The program whose rule was applied, and that rule's code, such as `weekly-minimum`.
    package let program: ProgramID
    /// The version of the program.
    package let effective: LocalDate
    package let rule: String
    /// All that matters as one sentence, with codes and dates and without names.
    package let sentence: String
    package let addressees: [StaffInitials]
    /// When it goes to the supervisors unless somebody has acknowledged it; `nil` if they have it already.
    package let escalates: Instant?
    package let matter: Matter

    package init(
        kind: AlertKind, week: LocalDate, program: ProgramID, effective: LocalDate, rule: String, sentence: String,
        addressees: [StaffInitials], escalates: Instant?, matter: Matter
    ) {
        self.kind = kind
        self.week = week
        self.program = program
        self.effective = effective
        self.rule = rule
        self.sentence = sentence
        self.addressees = addressees
        self.escalates = escalates
        self.matter = matter
    }

    /// What is missing even if nothing more is lost.
    package var missing: Seconds {
        switch matter {
        case .hours(let hours): hours.missingSeconds
        case .group(let group): group.missingSeconds
        case .absences: .zero
        }
    }

    /// The sessions that it names.
    package var sessions: [SessionName] {
        switch matter {
        case .hours(let hours): hours.lost
        case .group: []
        case .absences(let absences): absences.missed
        }
    }
}

/// What an alert about one member's week says beside the rest.
package struct HoursMatter: Sendable, Hashable, Codable {
    package let requiredSeconds: Seconds
    package let creditedSeconds: Seconds
    package let possibleSeconds: Seconds
    package let missingSeconds: Seconds
    /// The sessions of the week that earned less than they could have.
    package let lost: [SessionName]
    package let lostByClinicSeconds: Seconds
    package let lostByMemberSeconds: Seconds

    package init(_ figures: WeekFigures) {
        requiredSeconds = figures.required
        creditedSeconds = figures.credited
        possibleSeconds = figures.possible
        missingSeconds = figures.missing
        lost = figures.lost
        lostByClinicSeconds = figures.lostByClinic
        lostByMemberSeconds = figures.lostByMember
    }
}

/// What an alert about a group or a session says beside the rest.
package struct GroupMatter: Sendable, Hashable, Codable {
    /// How many members fall below what is required.
    package let members: Int
    /// The most that any of them lacks.
    package let missingSeconds: Seconds

    package init(members: Int, missing: Seconds) {
        self.members = members
        missingSeconds = missing
    }
}

/// What an alert about absences says beside the rest.
package struct AbsenceMatter: Sendable, Hashable, Codable {
    /// The sessions that are counted, oldest first.
    package let missed: [SessionName]

    package init(missed sessions: [SessionName]) { missed = sessions }
}

extension AlertRaised: Codable {
    private enum Key: String, CodingKey {
        case kind, week, program, effective, rule, sentence, addressees, escalates
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        kind = try values.decode(AlertKind.self, forKey: .kind)
        week = try values.decode(LocalDate.self, forKey: .week)
        program = try values.decode(ProgramID.self, forKey: .program)
        effective = try values.decode(LocalDate.self, forKey: .effective)
        rule = try values.decode(String.self, forKey: .rule)
        sentence = try values.decode(String.self, forKey: .sentence)
        addressees = try values.decode([StaffInitials].self, forKey: .addressees)
        escalates = try values.decodeIfPresent(Instant.self, forKey: .escalates)
        matter =
            switch kind {
            case .atRisk, .needsMakeup, .outOfReach, .shortfall: .hours(try HoursMatter(from: decoder))
            case .underScheduled, .sessionLost: .group(try GroupMatter(from: decoder))
            case .consecutiveAbsences, .frequentAbsences, .lateNotice: .absences(try AbsenceMatter(from: decoder))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind, forKey: .kind)
        try values.encode(week, forKey: .week)
        try values.encode(program, forKey: .program)
        try values.encode(effective, forKey: .effective)
        try values.encode(rule, forKey: .rule)
        try values.encode(sentence, forKey: .sentence)
        try values.encode(addressees, forKey: .addressees)
        try values.encodeIfPresent(escalates, forKey: .escalates)
        switch matter {
        case .hours(let hours): try hours.encode(to: encoder)
        case .group(let group): try group.encode(to: encoder)
        case .absences(let absences): try absences.encode(to: encoder)
        }
    }
}

/// `alert.acknowledged`, `alert.withdrawn`, `alert.superseded`: an alert, named by the sequence that raised it, needs
/// nobody any more.
package struct AlertEnded: Sendable, Hashable, Codable {
    package let alert: Int
    /// The event that made it wrong, or the alert that has taken its place.
    package let by: Int?

    package init(alert: Int, by sequence: Int? = nil) {
        self.alert = alert
        by = sequence
    }
}

/// `alert.escalated`: nobody has acknowledged an alert in time, so that it is the supervisors' too.
package struct AlertEscalated: Sendable, Hashable, Codable {
    package let alert: Int
    package let to: [StaffInitials]
    package let kind: AlertKind
    package let week: LocalDate
    package let sentence: String

    package init(alert: Int, to supervisors: [StaffInitials], kind: AlertKind, week: LocalDate, sentence: String) {
        self.alert = alert
        to = supervisors
        self.kind = kind
        self.week = week
        self.sentence = sentence
    }
}
