package import Clinic
import Ledger

/// Changes what a group is from now on. Its roster and its sessions that have begun stay as they are.
package struct EditGroup: Command {
    package static let name = "edit-group"
    let group: String
    let changes: GroupChanges

    package init(_ group: String, _ changes: GroupChanges) {
        self.group = group
        self.changes = changes
    }

    package struct Outcome: CommandOutcome {
        package let group: GroupID
        /// Who was given a place for which they had waited.
        package let promoted: [MemberCode]
        /// What the programs would rather have otherwise, though nothing is refused for it.
        package let warnings: [String]
    }

    package func perform(_ work: Work) throws -> Outcome {
        let before = try work.group(group)
        let after = changes.applied(to: before)
        try work.check(after)
        if after != before { try work.record(.groupEdited(after), about: Subject(group: after.id)) }
        var promoted: [MemberCode] = []
        while let member = try work.promoteNext(in: after.id, from: work.today) { promoted.append(member) }
        return Outcome(group: after.id, promoted: promoted, warnings: try work.warnings(about: after))
    }
}

/// What is to be different about a group. What is `nil` stays as it is.
package struct GroupChanges: Sendable, Encodable {
    package var name: String?
    package var label: String?
    /// 0 takes the limit away.
    package var capacity: Int?
    package var facilitators: [StaffInitials]?
    /// Empty takes the lead away.
    package var lead: String?
    package var measures: [MeasureID]?

    package init(
        name: String? = nil, label: String? = nil, capacity: Int? = nil, facilitators: [StaffInitials]? = nil,
        lead: String? = nil, measures: [MeasureID]? = nil
    ) {
        self.name = name
        self.label = label
        self.capacity = capacity
        self.facilitators = facilitators
        self.lead = lead
        self.measures = measures
    }

    fileprivate func applied(to group: Group) -> Group {
        var group = group
        group.name = name ?? group.name
        group.label = label ?? group.label
        group.capacity = capacity.map { $0 == 0 ? nil : $0 } ?? group.capacity
        group.facilitators = facilitators ?? group.facilitators
        group.lead = lead.map { $0.isEmpty ? nil : StaffInitials(unchecked: $0) } ?? group.lead
        group.measures = measures.map { $0.isEmpty ? nil : $0 } ?? group.measures
        return group
    }
}

extension Work {
    /// What the programs would rather have otherwise, though nothing is refused for it.
    func warnings(about group: Group) throws -> [String] {
        try group.programs.compactMap { try program($0, on: today) }.flatMap { program in
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

    /// Refuses a group as it can't be.
    func check(_ group: Group) throws {
        for program in group.programs where try store.versions(of: program).isEmpty {
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
        for measure in group.measures ?? [] where !settings.measures.contains(where: { $0.id == measure }) {
            throw noSuchMeasure()
        }
    }
}
