/// The parts of a group's sessions in their order, each with a planned length.
package struct Agenda: Sendable, Hashable, Codable {
    /// What it is called, such as `Three hours with a break`.
    package let name: String
    /// Not empty, and the first one is no break.
    package let phases: [Phase]
    /// Whether a phase that has lasted as long as planned gives way to the next one by itself. Treatment itself starts
    /// only when a facilitator starts it.
    package let advances: Bool

    package init(name: String, phases: [Phase], advances: Bool) {
        self.name = name
        self.phases = phases
        self.advances = advances
    }

    /// The same agenda, advancing by itself or not.
    package func advancing(_ advances: Bool) -> Agenda {
        Agenda(name: name, phases: phases, advances: advances)
    }

    /// The planned length of all phases together.
    package var length: Seconds { phases.map(\.length).reduce(.zero, +) }
}

/// One part of a session.
package struct Phase: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// What everybody does together, such as a topic or the process group.
        case together
        /// Each present member has a turn.
        case round
        /// A break, of which the program credits as much as it says.
        case rest = "break"
    }

    package let name: String
    package let kind: Kind
    package let length: Seconds

    package init(name: String, kind: Kind, length: Seconds) {
        self.name = name
        self.kind = kind
        self.length = length
    }
}

/// What a session's timers go by, as it stood when the session started.
package struct CoursePlan: Sendable, Hashable, Codable {
    /// `nil` for a group without one.
    package let agenda: Agenda?
    /// How long before the end of a phase somebody is told, the longest first.
    package let phaseWarnings: [Seconds]
    /// How long before the planned end of the session somebody is told, the longest first.
    package let sessionWarnings: [Seconds]

    package init(agenda: Agenda?, phaseWarnings: [Seconds], sessionWarnings: [Seconds]) {
        self.agenda = agenda
        self.phaseWarnings = phaseWarnings.sorted(by: >)
        self.sessionWarnings = sessionWarnings.sorted(by: >)
    }
}
