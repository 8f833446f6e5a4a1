package import Clinic
import Ledger

/// Says how a group's sessions go from now on, or that it isn't planned.
package struct SetAgenda: Command {
    package static let name = "set-agenda"
    let group: String
    let agenda: Agenda?

    package init(group: String, agenda: Agenda?) {
        self.group = group
        self.agenda = agenda
    }

    package struct Outcome: CommandOutcome {
        package let group: GroupID
        /// What doesn't fit the group's meetings, though nothing is refused for it.
        package let warnings: [String]
    }

    package func perform(_ work: Work) throws -> Outcome {
        let group = try work.group(group)
        if group.agenda != agenda {
            try work.record(.groupAgendaSet(GroupAgendaSet(agenda: agenda)), about: Subject(group: group.id))
        }
        return Outcome(group: group.id, warnings: warnings(group))
    }

    private func warnings(_ group: Group) -> [String] {
        guard let agenda else { return [] }
        let others = Set(group.meetings.map(\.length)).filter { $0 != agenda.length }
        return others.sorted().map { length in
            "the agenda comes to \(agenda.length.hoursAndMinutes), and \(group.id) meets for \(length.hoursAndMinutes)"
        }
    }
}
