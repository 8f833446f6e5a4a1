/// What meets: a group with its weekly schedule.
package struct Group: Sendable, Hashable, Codable {
    package let id: GroupID
    /// The name inside the clinic. It can disclose a diagnosis.
    package var name: String
    /// The neutral name for reminders and calendars.
    package var label: String
    package var kind: SessionKind
    /// The programs whose members may attend; empty means every program.
    package var programs: [ProgramID]
    /// The cohort that the group is for, if it is for one.
    package var cohort: String?
    /// How many members the roster holds before the waitlist begins.
    package var capacity: Int?
    package var meetings: [Meeting]
    package var facilitators: [StaffInitials]
    /// Who leads; one of the facilitators.
    package var lead: StaffInitials?
    /// Whether it stands for the single sessions of named members, and is left out of the list of groups.
    package var isOneOff: Bool?
    /// How its sessions go, if that is planned.
    package var agenda: Agenda?
    /// What its members are asked for at check-in.
    package var measures: [MeasureID]?

    package init(
        id: GroupID, name: String, label: String, kind: SessionKind, programs: [ProgramID] = [],
        cohort: String? = nil, capacity: Int? = nil, meetings: [Meeting], facilitators: [StaffInitials] = [],
        lead: StaffInitials? = nil, isOneOff: Bool? = nil, agenda: Agenda? = nil,
        measures: [MeasureID]? = nil
    ) {
        self.id = id
        self.name = name
        self.label = label
        self.kind = kind
        self.programs = programs
        self.cohort = cohort
        self.capacity = capacity
        self.meetings = meetings
        self.facilitators = facilitators
        self.lead = lead
        self.isOneOff = isOneOff
        self.agenda = agenda
        self.measures = measures
    }

    /// Whether members of a program may attend.
    package func admits(_ program: ProgramID) -> Bool {
        programs.isEmpty || programs.contains(program)
    }
}

/// One weekly meeting in the site's time zone.
package struct Meeting: Sendable, Hashable, Codable {
    package let weekday: Weekday
    package let start: WallTime
    /// The planned length in elapsed time.
    package let length: Seconds

    package init(weekday: Weekday, start: WallTime, length: Seconds) {
        self.weekday = weekday
        self.start = start
        self.length = length
    }
}

/// One member's place on a group's roster or on its waitlist.
package struct RosterEntry: Sendable, Hashable {
    package let group: GroupID
    package let member: MemberCode
    /// The first local day.
    package let from: LocalDate
    /// The last local day, if one is set.
    package let to: LocalDate?
    package let waitlisted: Bool

    package init(group: GroupID, member: MemberCode, from: LocalDate, to: LocalDate?, waitlisted: Bool) {
        self.group = group
        self.member = member
        self.from = from
        self.to = to
        self.waitlisted = waitlisted
    }

    /// Whether the member has a place on a local day.
    package func holds(on date: LocalDate) -> Bool {
        !waitlisted && from <= date && (to.map { date <= $0 } ?? true)
    }
}
