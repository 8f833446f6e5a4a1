package import Clinic
import Ledger

/// Adds a group and puts its meetings in the calendar.
package struct AddGroup: Command {
    package static let name = "add-group"
    let group: Group

    package init(_ group: Group) { self.group = group }

    package struct Outcome: CommandOutcome {
        package let sessionsScheduled: Int
        /// What the programs would rather have otherwise, though nothing is refused for it.
        package let warnings: [String]
    }

    package func perform(_ work: Work) throws -> Outcome {
        if try work.group(group.id) != nil {
            throw Refusal(.groupExists(group.id), "there is a group \(group.id) already; choose another identifier")
        }
        try work.check(group)
        try work.record(.groupAdded(group), about: Subject(group: group.id))
        return Outcome(sessionsScheduled: try work.schedule(group), warnings: try work.warnings(about: group))
    }
}

/// What became of roster changes.
package struct RosterOutcome: CommandOutcome {
    package let group: GroupID
    package let members: [MemberCode]
    package let waitlisted: [MemberCode]
    package let promoted: [MemberCode]
}

/// Gives members a place in a group from a day on; whoever finds it full waits.
package struct AddToRoster: Command {
    package static let name = "add-to-roster"
    let group: String
    let members: [String]
    let from: LocalDate?
    let to: LocalDate?

    package init(group: String, members: [String], from: LocalDate?, to: LocalDate?) {
        self.group = group
        self.members = members
        self.from = from
        self.to = to
    }

    package func perform(_ work: Work) throws -> RosterOutcome {
        let group = try work.group(group)
        let from = from ?? work.today
        guard to.map({ $0 >= from }) ?? true else {
            throw Refusal(
                .badValue(field: "to"), "a place can't end on \(to?.description ?? "") before it begins on \(from)")
        }
        let codes = try work.members(members)
        for code in codes { try check(code, group, from, work) }
        let weeks = try work.changedWeeks(of: codes, from: from, "a place from \(from) on")
        let waitlisted = try codes.filter { code in
            try work.place(
                code, in: group, from: from, to: to, touching: weeks[code] ?? [])
        }
        return RosterOutcome(group: group.id, members: codes, waitlisted: waitlisted, promoted: [])
    }

    private func check(_ member: MemberCode, _ group: Group, _ from: LocalDate, _ work: Work) throws {
        guard let stay = try work.stays(of: member).last, stay.state(on: from) != .discharged else {
            _ = try work.enrolment(of: member, on: from)
            return
        }
        if let program = try work.program(stay.program(on: from), on: from), !group.suits(program) {
            throw Refusal(
                .wrongCohort(member, group.id),
                "\(group.name) is not for members of \(program.title) such as \(member); choose another group")
        }
        let entries = try work.places(of: member).filter { $0.group == group.id }
        if entries.contains(where: { $0.waitlisted || ($0.to.map { $0 >= from } ?? true) }) {
            throw Refusal(
                .alreadyOnRoster(member, group.id),
                "\(member) is on the roster of \(group.name) already, or waits for a place; "
                    + "'convene roster list \(group.id)' shows it")
        }
    }
}

/// Takes members off a roster from a day on. Past attendance stays as it is.
package struct RemoveFromRoster: Command {
    package static let name = "remove-from-roster"
    let group: String
    let members: [String]
    let from: LocalDate?

    package init(group: String, members: [String], from: LocalDate?) {
        self.group = group
        self.members = members
        self.from = from
    }

    package func perform(_ work: Work) throws -> RosterOutcome {
        let group = try work.group(group)
        let from = from ?? work.today
        let codes = try work.members(members)
        for code in codes {
            let entries = try work.places(of: code).filter { $0.group == group.id }
            guard entries.contains(where: { $0.waitlisted || ($0.to.map { $0 >= from } ?? true) }) else {
                throw Refusal(
                    .notOnGroupRoster(code, group.id),
                    "\(code) is not on the roster of \(group.name); 'convene roster list \(group.id)' shows who is")
            }
        }
        let weeks = try work.changedWeeks(of: codes, from: from, "the end of a place before \(from)")
        let promoted = try codes.compactMap { code in
            try work.leave(code, group.id, before: from, touching: weeks[code] ?? [])
        }
        return RosterOutcome(group: group.id, members: codes, waitlisted: [], promoted: promoted)
    }
}
