package import Clinic
import Ledger

/// Says what a member is to have from a day on, and when what their stay asks for was done.
package struct SetEnrolment: Command {
    package static let name = "set-enrolment"
    let member: String
    let program: String?
    let step: Int?
    let weekly: Seconds?
    let days: Int?
    let transitionWeeks: Int?
    let from: LocalDate?
    let dates: StayDates
    let reason: String?

    /// What is absent stays as it is; another program or step brings its own requirement.
    ///
    /// - Parameters:
    ///   - step: How many steps of the program's step-down plan are taken, 0 for none. The plan goes on from there.
    ///   - weekly: The individual requirement of a week; zero takes it away.
    ///   - days: The individual number of days of treatment in a week; zero takes it away.
    ///   - date: The first local day; today if absent.
    package init(
        member: String, program: String? = nil, step: Int? = nil, weekly: Seconds? = nil, days: Int? = nil,
        transitionWeeks: Int? = nil, from date: LocalDate? = nil, dates: StayDates = StayDates(),
        reason: String? = nil
    ) {
        self.member = member
        self.program = program
        self.step = step
        self.weekly = weekly
        self.days = days
        self.transitionWeeks = transitionWeeks
        from = date
        self.dates = dates
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> EnrolmentOutcome {
        let code = try work.member(member)
        let from = from ?? work.today
        let stay = try work.stay(of: code, on: from)
        let isDated = dates != StayDates()
        let isAssigned = program != nil || step != nil || weekly != nil || days != nil || transitionWeeks != nil
        guard isDated || isAssigned else {
            throw Refusal(
                .badValue(field: "program"),
                "nothing was said to be set for \(code); name a program, a step, a requirement or a date")
        }
        try work.checkAhead(from, "from")
        if isDated { try date(stay, work) }
        guard isAssigned else { return EnrolmentOutcome(code, stay: stay.admitted, dates: dates) }
        let level = try level(of: stay, from, work)
        if stay.level(on: from).asks(as: level), transitionWeeks == nil {
            return EnrolmentOutcome(code, stay: stay.admitted, changed: isDated, dates: dates)
        }
        _ = try work.changedWeeks(of: [code], from: from, "another level of care from \(from) on")
        return EnrolmentOutcome(
            code, stay: stay.admitted, level: from, dates: dates, left: try work.assign(level, to: stay))
    }

    private func level(of stay: Enrolment, _ from: LocalDate, _ work: Work) throws -> LevelOfCare {
        guard from >= stay.admitted, stay.discharged.map({ from <= $0 }) ?? true else {
            throw Refusal(
                .badValue(field: "from"),
                "\(stay.member) can't have another level of care from \(from) on: their stay begins on "
                    + "\(stay.admitted)" + (stay.discharged.map { " and ends on \($0)" } ?? ""))
        }
        let before = stay.level(on: from)
        let program = try work.knownProgram(program ?? before.program.rawValue)
        let ownStep = program.id == before.program ? before.step : 0
        let step = try checked(step ?? ownStep, of: program)
        let isSame = program.id == before.program && step == before.step
        let level = LevelOfCare(
            from: from, program: program.id, step: step,
            weekly: (weekly ?? (isSame ? before.weekly : nil)).flatMap { $0 > .zero ? $0 : nil },
            days: (days ?? (isSame ? before.days : nil)).flatMap { $0 > 0 ? $0 : nil },
            transitionWeeks: transitionWeeks ?? (step > ownStep ? program.transitionWeeks(ofStep: step) : 0),
            reason: try work.checked(reason: reason ?? "", of: "another level of care"))
        try check(level, program)
        return level
    }

    /// A step that leads to another program is that program's first level, and so isn't set by its number.
    private func checked(_ step: Int, of program: Program) throws -> Int {
        let steps = program.stay?.steps.prefix { $0.program == nil || $0.program == program.id }.count ?? 0
        guard self.step == nil || (0...steps).contains(step) else {
            throw Refusal(
                .badValue(field: "step"),
                steps == 0
                    ? "\(program.id) has no steps of its own, so there is no step \(step); name another program with "
                        + "--program, or a requirement with --weekly"
                    : "\(program.id) has the steps 0 to \(steps), where 0 is its beginning; there is no step \(step)")
        }
        return step
    }

    private func check(_ level: LevelOfCare, _ program: Program) throws {
        let most = Requirement(program, at: level).program.gates.weeklyMaximum ?? .days(7)
        if let weekly = level.weekly, weekly > most {
            throw Refusal(
                .badValue(field: "weekly"),
                "\(weekly.hoursAndMinutes) a week is more than \(program.id) allows, \(most.hoursAndMinutes); choose less, or "
                    + "another program with --program")
        }
        if let days = level.days, !(1...7).contains(days) {
            throw Refusal(.badValue(field: "days"), "a week has 1 to 7 days of treatment")
        }
        guard (0...8).contains(level.transitionWeeks) else {
            throw Refusal(.badValue(field: "transitionWeeks"), "a transition lasts 0 to 8 weeks")
        }
    }

    /// How long before its first day something may have been done for a stay.
    private static let longestBeforeDays = 366

    private func date(_ stay: Enrolment, _ work: Work) throws {
        let earliest = stay.admitted.adding(days: -Self.longestBeforeDays)
        for date in [dates.evaluated, dates.planned, dates.recertified].compactMap({ $0 }) {
            if date > work.today {
                throw Refusal(
                    .badValue(field: "dates"), "what is done on \(date) is still ahead; enter it when it has been done")
            }
            guard date >= earliest else {
                throw Refusal(
                    .badValue(field: "dates"),
                    "\(date) is more than a year before the stay of \(stay.member), which begins on \(stay.admitted); "
                        + "look at the date again")
            }
        }
        try work.record(
            .enrolmentDated(EnrolmentDated(stay: stay.admitted, dates: dates)),
            about: Subject(member: stay.member, program: stay.program(on: work.today)))
    }
}

/// Takes the next step of a member's step-down plan, before its day.
package struct AdvanceEnrolment: Command {
    package static let name = "advance-enrolment"
    let member: String
    let from: LocalDate?
    let reason: String

    package init(member: String, from date: LocalDate?, reason: String) {
        self.member = member
        from = date
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> EnrolmentOutcome {
        let code = try work.member(member)
        let from = from ?? work.today
        try work.checkAhead(from, "from")
        let stay = try work.enrolment(of: code, on: from)
        let level = stay.level(on: from)
        let reason = try work.checked(reason: reason, of: "a step by hand")
        guard let program = try work.program(level.program, on: from), let step = program.step(after: level) else {
            throw Refusal(
                .badValue(field: "member"),
                "\(level.program) has no further step for \(code); set another program, step or requirement with "
                    + "'convene enrolment set \(code)'")
        }
        let next = step.level(from: from, after: level, reason: reason)
        guard try work.program(next.program, on: from) != nil else {
            throw Refusal(.noSuchProgram(next.program.rawValue), "there is no program \(next.program); import it first")
        }
        _ = try work.changedWeeks(of: [code], from: from, "a step from \(from) on")
        return EnrolmentOutcome(code, stay: stay.admitted, level: from, left: try work.assign(next, to: stay))
    }
}

extension Work {
    func knownProgram(_ text: String) throws -> Program {
        do {
            return try wantedProgram(text)
        } catch let problem as DraftProblem {
            throw Refusal(.noSuchProgram(text.shortened), problem.reason)
        }
    }
}
