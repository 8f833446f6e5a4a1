package import Clinic
import Ledger

/// Lets less be asked for in some weeks than programs do.
package struct AddWaiver: Command {
    package static let name = "add-waiver"
    let member: String?
    let program: String?
    let from: LocalDate?
    let to: LocalDate?
    let terms: WaiverTerms
    let reason: String

    /// For a member, for a program's members, or with neither for everybody.
    ///
    /// - Parameters:
    ///   - first: The first local day; today if absent.
    ///   - last: The last local day; the first if absent. A week of which any day is covered is waived.
    package init(
        member: String?, program: String?, from first: LocalDate?, to last: LocalDate?, terms: WaiverTerms,
        reason: String
    ) {
        self.member = member
        self.program = program
        from = first
        to = last
        self.terms = terms
        self.reason = reason
    }

    package struct Outcome: CommandOutcome {
        package let waiver: Int
    }

    package func perform(_ work: Work) throws -> Outcome {
        let from = from ?? work.today
        let to = to ?? from
        guard from <= to, from.days(until: to) <= 366 else {
            throw Refusal(
                .badValue(field: "to"), "a waiver lasts a day to a year; from \(from) to \(to) is none")
        }
        let member = try member.map(work.member)
        let program = try program.map(work.knownProgram)?.id
        guard member == nil || program == nil else {
            throw Refusal(
                .badValue(field: "program"),
                "a waiver is for a member, for a program or for everybody; name one of them")
        }
        guard terms.weekly >= .zero, terms.days.map({ (0...7).contains($0) }) ?? true else {
            throw Refusal(.badValue(field: "terms"), "a waiver leaves some hours, or none, and 0 to 7 days")
        }
        let waiver = Waiver(
            waiver: 0, member: member, program: program, from: from, to: to, terms: terms,
            reason: try work.checked(reason: reason, of: "a waiver"))
        try checkWaivesSomething(waiver, work)
        let weeks = try work.weeks(under: waiver)
        try work.checkMayChange(weeks, "a waiver from \(from) on")
        let sequence = try work.mendingLost(in: weeks) {
            try work.record(
                .waiverAdded(WaiverAdded(from: from, to: to, terms: terms, reason: waiver.reason)),
                about: Subject(member: member, program: program), touching: weeks)
        }
        return Outcome(waiver: sequence)
    }
}

extension AddWaiver {
    /// Refuses what leaves everybody whom it is for as much as is asked of them anyway.
    private func checkWaivesSomething(_ waiver: Waiver, _ work: Work) throws {
        let asked = try work.requirements(under: waiver)
        guard let most = asked.map(\.program.gates.weeklyMinimum).max() else {
            throw Refusal(
                .badValue(field: "member"),
                "nothing is asked of \(waiver.member?.rawValue ?? waiver.program?.rawValue ?? "anybody") from "
                    + "\(waiver.from) to \(waiver.to), so there is nothing to waive")
        }
        let isLess = terms.weekly < most || terms.weekly == most && asked.contains { asks(fewerDaysThan: $0) }
        guard isLess else {
            throw Refusal(
                .badValue(field: "weekly"),
                "a waiver that leaves \(terms.weekly.hoursAndMinutes) a week waives nothing, since "
                    + "\(most.hoursAndMinutes) is the most that is asked for; give less, or leave it out to ask for nothing"
            )
        }
    }

    private func asks(fewerDaysThan requirement: Requirement) -> Bool {
        guard let days = terms.days, let asked = requirement.program.gates.minimumDays else { return false }
        return days < asked
    }
}

/// Takes a waiver back.
package struct RemoveWaiver: Command {
    package static let name = "remove-waiver"
    let waiver: Int
    let reason: String

    package init(_ waiver: Int, reason: String) {
        self.waiver = waiver
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> Done {
        guard let known = try work.store.waivers().first(where: { $0.waiver == waiver }) else {
            throw Refusal(
                .noSuchWaiver(waiver), "there is no waiver \(waiver); 'convene waiver list' shows those that hold")
        }
        let reason = try work.checked(reason: reason, of: "taking a waiver back")
        let weeks = try work.weeks(under: known)
        try work.checkMayChange(weeks, "taking back a waiver from \(known.from) on")
        _ = try work.mendingLost(in: weeks) {
            try work.record(
                .waiverRemoved(WaiverRemoved(waiver: waiver, reason: reason)),
                about: Subject(member: known.member, program: known.program), touching: weeks)
        }
        return Done()
    }
}

extension Work {
    /// What is asked of those whom a waiver is for in its weeks: of a member what their levels ask, else what programs do
    /// and what treatment plans set beside them.
    fileprivate func requirements(under waiver: Waiver) throws -> [Requirement] {
        let enrolments = try waiver.member.map { try stays(of: $0) } ?? store.enrolments()
        var asked: [Requirement] = []
        var week = week(of: waiver.from)
        while week.start <= waiver.to {
            if waiver.member == nil {
                for id in try waiver.program.map({ [$0] }) ?? store.programs() {
                    let level = LevelOfCare(from: week.start, program: id)
                    if let program = try program(id, on: week.start) { asked.append(Requirement(program, at: level)) }
                }
            }
            for level in enrolments.flatMap({ [$0].levels(in: week) }).map({ $0.level })
            where waiver.member != nil || level.isIndividual {
                guard waiver.program.map({ $0 == level.program }) ?? true,
                    let program = try program(level.program, on: max(week.start, level.from))
                else { continue }
                asked.append(Requirement(program, at: level))
            }
            week = week.next
        }
        return asked
    }

    /// The weeks under a waiver whose figures are written down.
    func weeks(under waiver: Waiver) throws -> [WeekKey] {
        let last = min(waiver.to, today)
        var week = Week(start: waiver.from.adding(days: -6))
        var keys: [WeekKey] = []
        while week.start <= last {
            let records =
                if let member = waiver.member {
                    try written(WeekKey(member: member, week: week)).map { [$0] } ?? []
                } else {
                    try store.weeks(week)
                }
            keys += records.filter { waiver.covers(week, of: $0.member, in: $0.program) }.map(\.key)
            week = Week(start: week.start.adding(days: 1))
        }
        return keys
    }
}
