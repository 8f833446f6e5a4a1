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
        try check(work)
        try work.record(.groupAdded(group), about: Subject(group: group.id))
        return Outcome(sessionsScheduled: try work.schedule(group), warnings: try warnings(work))
    }

    private func warnings(_ work: Work) throws -> [String] {
        try group.programs.compactMap { try work.program($0, on: work.today) }.flatMap { program in
            var warnings: [String] = []
            if let most = program.groupMaximum, group.capacity.map({ $0 > most }) ?? true {
                warnings.append("\(program.id) is for groups of at most \(most)")
            }
            if let least = program.sessionMinimum, group.meetings.contains(where: { $0.length < least }) {
                warnings.append("\(program.id) is for sessions of at least \(least.hoursAndMinutes)")
            }
            return warnings
        }
    }

    private func check(_ work: Work) throws {
        for program in group.programs where try work.store.versions(of: program).isEmpty {
            throw Refusal(
                .noSuchProgram(program.rawValue),
                "there is no program \(program); import it with 'convene program import' first")
        }
        guard (1...80).contains(group.name.count), (1...80).contains(group.label.count) else {
            throw Refusal(.badValue(field: "name"), "a group's name and label have 1 to 80 characters each")
        }
        guard group.capacity.map({ (1...500).contains($0) }) ?? true else {
            throw Refusal(.badValue(field: "capacity"), "a group's capacity is 1 to 500, or left out for no limit")
        }
        for meeting in group.meetings {
            guard (Seconds.minutes(10)...Seconds.hours(12)).contains(meeting.length) else {
                throw Refusal(.badValue(field: "meetings"), "a meeting lasts 10 minutes to 12 hours")
            }
        }
        guard Set(group.meetings.map { "\($0.weekday) \($0.start)" }).count == group.meetings.count else {
            throw Refusal(.badValue(field: "meetings"), "two meetings begin at the same time of the same weekday")
        }
        guard group.lead.map(group.facilitators.contains) ?? true else {
            throw Refusal(.badValue(field: "lead"), "the lead is one of the facilitators; name them there too")
        }
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
