package import Clinic
import Ledger

/// Says what a member is to have from a day on, and when what their stay asks for was done.
package struct SetEnrolment: Command {
    package static let name = "set-enrolment"
    let member: String
    let program: String?
    let weekly: Seconds?
    let days: Int?
    let transitionWeeks: Int?
    let from: LocalDate?
    let dates: StayDates
    let reason: String?

    /// What is absent stays as it is; another program brings its own requirement.
    ///
    /// - Parameters:
    ///   - weekly: The individual requirement of a week; zero takes it away.
    ///   - days: The individual number of days of treatment in a week; zero takes it away.
    ///   - date: The first local day; today if absent.
    package init(
        member: String, program: String? = nil, weekly: Seconds? = nil, days: Int? = nil, transitionWeeks: Int? = nil,
        from date: LocalDate? = nil, dates: StayDates = StayDates(), reason: String? = nil
    ) {
        self.member = member
        self.program = program
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
        let isAssigned = program != nil || weekly != nil || days != nil || transitionWeeks != nil
        guard isDated || isAssigned else {
            throw Refusal(
                .badValue(field: "program"),
                "nothing was said to be set for \(code); name a program, a requirement or a date")
        }
        if isDated { try date(stay, work) }
        guard isAssigned else { return EnrolmentOutcome(code) }
        let level = try level(of: stay, from, work)
        let before = stay.level(on: from)
        if before.asks(as: level), transitionWeeks == nil { return EnrolmentOutcome(code, changed: isDated) }
        _ = try work.changedWeeks(of: [code], from: from, "another level of care from \(from) on")
        return EnrolmentOutcome(code, left: try work.assign(level, to: stay))
    }

    private func level(of stay: Enrolment, _ from: LocalDate, _ work: Work) throws -> LevelOfCare {
        guard from >= stay.admitted, stay.discharged.map({ from <= $0 }) ?? true else {
            throw Refusal(
                .badValue(field: "from"),
                "\(stay.member) can't have another level of care from \(from) on: their stay begins on "
                    + "\(stay.admitted)" + (stay.discharged.map { " and ends on \($0)" } ?? ""))
        }
        let before = stay.level(on: from)
        let program = try program.map(work.knownProgram) ?? work.knownProgram(before.program.rawValue)
        let isSame = program.id == before.program
        let level = LevelOfCare(
            from: from, program: program.id, step: isSame ? before.step : 0,
            weekly: (weekly ?? (isSame ? before.weekly : nil)).flatMap { $0 > .zero ? $0 : nil },
            days: (days ?? (isSame ? before.days : nil)).flatMap { $0 > 0 ? $0 : nil },
            transitionWeeks: transitionWeeks ?? 0,
            reason: try work.checked(reason: reason ?? "", of: "another level of care"))
        try check(level, program)
        return level
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

    private func date(_ stay: Enrolment, _ work: Work) throws {
        for date in [dates.evaluated, dates.planned, dates.recertified].compactMap({ $0 }) where date > work.today {
            throw Refusal(
                .badValue(field: "dates"), "what is done on \(date) is still ahead; enter it when it has been done")
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
        let stay = try work.enrolment(of: code, on: from)
        let level = stay.level(on: from)
        let reason = try work.checked(reason: reason, of: "a step by hand")
        guard let program = try work.program(level.program, on: from), let step = program.step(after: level) else {
            throw Refusal(
                .badValue(field: "member"),
                "\(level.program) has no further step for \(code); set another program or requirement with "
                    + "'convene enrolment set \(code)'")
        }
        let next = step.level(from: from, after: level, reason: reason)
        guard try work.program(next.program, on: from) != nil else {
            throw Refusal(.noSuchProgram(next.program.rawValue), "there is no program \(next.program); import it first")
        }
        _ = try work.changedWeeks(of: [code], from: from, "a step from \(from) on")
        return EnrolmentOutcome(code, left: try work.assign(next, to: stay))
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
