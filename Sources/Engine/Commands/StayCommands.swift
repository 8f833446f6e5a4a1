package import Clinic
import Ledger

/// Interrupts a member's stay: nobody expects them, and their days on hold ask for nothing.
package struct HoldEnrolment: Command {
    package static let name = "hold-enrolment"
    let member: String
    let from: LocalDate?
    let until: LocalDate?
    let reason: String

    /// - Parameters:
    ///   - date: The first local day on hold; today if absent.
    ///   - end: The local day on which treatment goes on; absent if it isn't known.
    package init(member: String, from date: LocalDate?, until end: LocalDate? = nil, reason: String) {
        self.member = member
        from = date
        until = end
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> EnrolmentOutcome {
        let code = try work.member(member)
        let from = from ?? work.today
        for date in [from, until].compactMap({ $0 }) { try work.checkAhead(date, "from") }
        let stay = try work.stay(of: code, on: from)
        let reason = try work.checked(reason: reason, of: "a hold")
        guard until.map({ from < $0 }) ?? true else {
            throw Refusal(
                .badValue(field: "until"),
                "a hold from \(from) can't end on \(until?.description ?? ""); give the first day of treatment after it"
            )
        }
        if let hold = stay.holds.first(where: { $0.overlaps(from, until) }) {
            throw Refusal(
                .notEnrolled(code, .onHold),
                "\(code) is on hold from \(hold.from)\(hold.until.map { " until \($0)" } ?? "") already; "
                    + "'convene enrolment resume \(code) --hold \(hold.from)' gives that another end with --on, and "
                    + "takes it back with --on \(hold.from)")
        }
        if stay.state(on: from) != .active { _ = try work.enrolment(of: code, on: from) }
        let weeks = try work.changedWeeks(of: [code], from: from, "a hold from \(from) on")[code] ?? []
        try work.record(
            .enrolmentHeld(EnrolmentHeld(stay: stay.admitted, from: from, until: until, reason: reason)),
            about: Subject(member: code, program: stay.program(on: from)), touching: weeks)
        return EnrolmentOutcome(code, stay: stay.admitted, hold: from)
    }
}

extension Hold {
    /// Whether it has a day in common with a stretch of days that ends before a day, or nobody knows when.
    fileprivate func overlaps(_ from: LocalDate, _ until: LocalDate?) -> Bool {
        (until.map { self.from < $0 } ?? true) && (self.until.map { from < $0 } ?? true)
    }
}

/// Lets a stay that is on hold go on, gives a hold another end, or takes it back.
package struct ResumeEnrolment: Command {
    package static let name = "resume-enrolment"
    let member: String
    let hold: LocalDate?
    let on: LocalDate?

    /// - Parameters:
    ///   - hold: The first day of the hold; the one that lasts today, or else the next one, if absent.
    ///   - date: The first local day of treatment; today if absent. On the first day of the hold or, unless it was said,
    ///     before it, there will be no hold.
    package init(member: String, hold: LocalDate? = nil, on date: LocalDate?) {
        self.member = member
        self.hold = hold
        on = date
    }

    package func perform(_ work: Work) throws -> EnrolmentOutcome {
        let code = try work.member(member)
        if let on { try work.checkAhead(on, "on") }
        let (stay, hold) = try hold(of: code, work)
        guard on.map({ $0 >= hold.from }) ?? true else {
            throw Refusal(
                .badValue(field: "on"),
                "\(code) can't go on with treatment on \(on?.description ?? ""): they are on hold from \(hold.from) on; "
                    + "--on \(hold.from) takes the hold back")
        }
        let date = max(on ?? work.today, hold.from)
        guard date != hold.until else { return EnrolmentOutcome(code, stay: stay.admitted, changed: false) }
        if let next = stay.holds.first(where: { $0.from > hold.from && $0.from < date }) {
            throw Refusal(
                .badValue(field: "on"),
                "\(code) is on hold again from \(next.from) on, before \(date); take that back first with "
                    + "'convene enrolment resume \(code) --hold \(next.from) --on \(next.from)'")
        }
        let first = min(date, hold.until ?? date)
        let weeks = try work.changedWeeks(of: [code], from: first, "the end of a hold on \(date)")[code] ?? []
        try work.record(
            .enrolmentResumed(EnrolmentResumed(stay: stay.admitted, from: hold.from, on: date)),
            about: Subject(member: code, program: stay.program(on: date)), touching: weeks)
        return EnrolmentOutcome(code, stay: stay.admitted, hold: hold.from)
    }

    private func hold(of code: MemberCode, _ work: Work) throws -> (Enrolment, Hold) {
        let holds = try work.stays(of: code).flatMap { stay in stay.holds.map { (stay: stay, hold: $0) } }
        let present = holds.filter { $0.stay.state(on: work.today) != .discharged }
        let known =
            if let hold {
                holds.last { $0.hold.from == hold }
            } else {
                present.last { $0.hold.holds(on: work.today) } ?? present.first { $0.hold.from > work.today }
            }
        guard let known else {
            throw Refusal(
                .notEnrolled(code, nil),
                "\(code) is not on hold\(hold.map { " from \($0) on" } ?? ", nor will be"); "
                    + "'convene enrolment show \(code)' says where they stand")
        }
        return known
    }
}

/// Ends a member's stay and begins one in another program, both or neither.
package struct TransferMember: Command {
    package static let name = "transfer-member"
    let member: String
    let program: String
    let on: LocalDate?
    let groups: [String]

    /// - Parameter date: The first local day in the new program; today if absent.
    package init(member: String, to program: String, on date: LocalDate?, groups: [String]) {
        self.member = member
        self.program = program
        on = date
        self.groups = groups
    }

    package func perform(_ work: Work) throws -> EnrolmentOutcome {
        let code = try work.member(member)
        let date = on ?? work.today
        try work.checkAhead(date, "on")
        let program = try work.knownProgram(program)
        let stay = try work.stay(of: code, on: date)
        guard stay.admitted < date, !stay.isWaitlisted, stay.discharged == nil else {
            let why =
                stay.discharged.map { "their stay ends on \($0) already" }
                ?? (stay.isWaitlisted ? "they wait to be admitted" : "their stay begins on \(stay.admitted)")
            throw Refusal(
                .badValue(field: "on"),
                "\(code) can't be transferred on \(date), since \(why); a transfer ends a stay the day before")
        }
        let before = stay.program(on: date)
        let groups = try wanted(program, work)
        let weeks = try work.changedWeeks(of: [code], from: date, "a transfer on \(date)")[code] ?? []
        let left = try work.leaveUnsuited(code, program.id, before: date)
        try work.record(
            .enrolmentDischarged(
                EnrolmentDischarged(stay: stay.admitted, on: date.adding(days: -1), ending: .transferred)),
            about: Subject(member: code, program: before))
        let places = try work.places(of: code).filter { $0.waitlisted || ($0.to.map { $0 >= date } ?? true) }
        let waitlisted = try work.admit(
            code, to: program, on: date, groups: groups.filter { group in !places.contains { $0.group == group.id } },
            touching: weeks)
        return EnrolmentOutcome(code, stay: date, level: date, left: left, waitlisted: waitlisted)
    }

    private func wanted(_ program: Program, _ work: Work) throws -> [Group] {
        do {
            return try groups.map { try work.wantedGroup($0, for: program) }
        } catch let problem as DraftProblem {
            throw Refusal(.badValue(field: "groups"), "nobody was transferred: \(problem.reason)")
        }
    }
}
