package import Clinic
import Ledger

/// Begins a stay of a member who has none: somebody who was added without a program, who waited, or who comes back.
package struct AdmitMember: Command {
    package static let name = "admit-member"
    let member: String
    let program: String
    let on: LocalDate?
    let groups: [String]
    let waits: Bool

    /// - Parameters:
    ///   - date: The first local day of the stay; today if absent.
    ///   - waits: Whether the member is only put on the waiting list.
    package init(member: String, program: String, on date: LocalDate?, groups: [String], waits: Bool = false) {
        self.member = member
        self.program = program
        on = date
        self.groups = groups
        self.waits = waits
    }

    package struct Outcome: CommandOutcome {
        package let member: MemberCode
        package let waitlisted: [GroupID]

        package var members: [MemberCode] { [member] }
    }

    package func perform(_ work: Work) throws -> Outcome {
        let code = try work.member(member)
        let date = on ?? work.today
        try work.checkAhead(date, "on")
        let stays = try work.stays(of: code)
        if let stay = stays.last(where: { ($0.discharged.map { $0 >= date } ?? true) && (waits || !$0.isWaitlisted) }) {
            let until = stay.discharged.map { "until \($0)" } ?? "since \(stay.admitted)"
            let state = stay.isWaitlisted ? "wait for" : "are enrolled in"
            throw Refusal(
                .badValue(field: "member"),
                "\(code) can't be admitted on \(date), since they \(state) \(stay.program(on: date)) \(until); "
                    + "'convene member discharge \(code)' ends that stay, also on another day than was said, or give a "
                    + "later day")
        }
        do {
            let program = try work.wantedProgram(program)
            let groups = try groups.map { try work.wantedGroup($0, for: program) }
            if waits {
                guard groups.isEmpty else {
                    throw DraftProblem(reason: "who waits for a stay gets a place in a group once it begins")
                }
                try work.record(
                    .enrolmentWaitlisted(EnrolmentAdmitted(on: date)), about: Subject(member: code, program: program.id)
                )
                return Outcome(member: code, waitlisted: [])
            }
            let weeks = try work.changedWeeks(of: [code], from: date, "an admission on \(date)")[code] ?? []
            return Outcome(
                member: code,
                waitlisted: try work.admit(
                    code, to: program, on: date, groups: groups, touching: weeks))
        } catch let problem as DraftProblem {
            throw Refusal(.badValue(field: "program"), "\(code) was not admitted: \(problem.reason)")
        }
    }
}

/// What is wrong with what somebody who is to be admitted was given.
struct DraftProblem: Error {
    let reason: String
}

extension Work {
    /// Begins a stay and gives places from its first day on. Returns the groups in which the member waits.
    ///
    /// - Parameter weeks: Those of earlier stays that change; the present week of the new one is worked out anyway.
    func admit(
        _ member: MemberCode, to program: Program, on date: LocalDate, groups: [Group], touching weeks: [WeekKey] = []
    ) throws -> [GroupID] {
        let hasOwnWeeks = program.weekStarts == .admission
        let present = WeekKey(
            member: member,
            week: Week(holding: today, firstWeekday: hasOwnWeeks ? date.weekday : site.firstWeekday))
        let weeks = weeks.filter { $0 != present } + [present]
        // Where a week stands is said once, when the last place is given.
        try record(
            .enrolmentAdmitted(EnrolmentAdmitted(on: date, weeksFromAdmission: hasOwnWeeks)),
            about: Subject(member: member, program: program.id), touching: groups.isEmpty ? weeks : [])
        var waitlisted: [GroupID] = []
        for (index, group) in groups.enumerated() {
            let last = index == groups.count - 1
            if try place(member, in: group, from: date, to: nil, touching: last ? weeks : []) {
                waitlisted.append(group.id)
            }
        }
        if hasOwnWeeks { try openWeeks(from: date.weekday) }
        return waitlisted
    }

    /// - Throws: ``DraftProblem``.
    func wantedProgram(_ text: String) throws -> Program {
        guard let id = ProgramID(rawValue: text), let program = try store.program(id, on: today) else {
            let known = try store.programs().map(\.rawValue).joined(separator: ", ")
            throw DraftProblem(
                reason: "there is no program \(text.shortened); "
                    + (known.isEmpty ? "import one with 'convene program import' first" : "there are: \(known)"))
        }
        return program
    }

    /// - Throws: ``DraftProblem``.
    func wantedGroup(_ text: String, for program: Program?) throws -> Group {
        guard let id = GroupID(rawValue: text), let group = try group(id) else {
            let known = try store.groups().filter { $0.isOneOff != true }.map(\.id.rawValue).joined(separator: ", ")
            throw DraftProblem(
                reason: "there is no group \(text.shortened); "
                    + (known.isEmpty ? "add one with 'convene group add' first" : "there are: \(known)"))
        }
        guard let program else {
            throw DraftProblem(reason: "the group \(id) needs a program that the member is admitted to")
        }
        guard group.suits(program) else {
            throw DraftProblem(reason: "the group \(id) is not for members of \(program.id)")
        }
        return group
    }
}
