package import Clinic
import Ledger

/// Interrupts a member's stay: nobody expects them, and their days on hold ask for nothing.
package struct HoldEnrolment: Command {
    package static let name = "hold-enrolment"
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
        let stay = try work.stay(of: code, on: from)
        let reason = try work.checked(reason: reason, of: "a hold")
        if let hold = stay.holds.first(where: { $0.until.map { from < $0 } ?? true }) {
            throw Refusal(
                .notEnrolled(code, .onHold),
                "\(code) is on hold from \(hold.from) already; end that with 'convene enrolment resume \(code)' first")
        }
        guard stay.state(on: from) == .active else {
            _ = try work.enrolment(of: code, on: from)
            return EnrolmentOutcome(code, changed: false)
        }
        let weeks = try work.changedWeeks(of: [code], from: from, "a hold from \(from) on")[code] ?? []
        try work.record(
            .enrolmentHeld(EnrolmentHeld(stay: stay.admitted, from: from, reason: reason)),
            about: Subject(member: code, program: stay.program(on: from)), touching: weeks)
        return EnrolmentOutcome(code)
    }
}

/// Lets a stay that is on hold go on.
package struct ResumeEnrolment: Command {
    package static let name = "resume-enrolment"
    let member: String
    let on: LocalDate?

    /// - Parameter date: The first local day of treatment; today if absent.
    package init(member: String, on date: LocalDate?) {
        self.member = member
        on = date
    }

    package func perform(_ work: Work) throws -> EnrolmentOutcome {
        let code = try work.member(member)
        let date = on ?? work.today
        guard
            let stay = try work.stays(of: code).last(where: { stay in
                stay.state(on: date) != .discharged && stay.holds.contains { $0.until == nil }
            }),
            let hold = stay.holds.last
        else {
            throw Refusal(
                .notEnrolled(code, nil),
                "\(code) is not on hold; 'convene enrolment show \(code)' says where they stand")
        }
        guard date >= hold.from else {
            throw Refusal(
                .badValue(field: "on"),
                "\(code) can't go on with treatment on \(date): they are on hold from \(hold.from) on")
        }
        let weeks = try work.changedWeeks(of: [code], from: date, "the end of a hold on \(date)")[code] ?? []
        try work.record(
            .enrolmentResumed(EnrolmentResumed(stay: stay.admitted, on: date)),
            about: Subject(member: code, program: stay.program(on: date)), touching: weeks)
        return EnrolmentOutcome(code)
    }
}

/// Ends a member's stay. The day of discharge is its last. A stay that hasn't begun is cancelled.
package struct DischargeMember: Command {
    package static let name = "discharge-member"
    let member: String
    let on: LocalDate?
    let ending: Enrolment.Ending

    package init(member: String, on date: LocalDate?, ending: Enrolment.Ending) {
        self.member = member
        on = date
        self.ending = ending
    }

    package func perform(_ work: Work) throws -> Done {
        let code = try work.member(member)
        let date = on ?? work.today
        let stay = try work.stay(of: code, on: date)
        guard stay.discharged == nil else {
            throw Refusal(
                .notEnrolled(code, .discharged),
                "\(code) has a discharge on \(stay.discharged?.description ?? "another day") already")
        }
        let isPlanned = stay.state(on: work.today) == .planned
        let hasNotBegun = stay.isWaitlisted || isPlanned && date < stay.admitted
        guard hasNotBegun || date >= stay.admitted else {
            throw Refusal(
                .badValue(field: "on"),
                "\(code) can't be discharged on \(date): their stay began on \(stay.admitted); give that day or a later one"
            )
        }
        let last = hasNotBegun ? stay.admitted.adding(days: -1) : date
        let weeks =
            try work.changedWeeks(of: [code], from: hasNotBegun ? work.today : date, "a discharge on \(date)")[code]
            ?? []
        for entry in try work.places(of: code) where entry.waitlisted || (entry.to.map { $0 > last } ?? true) {
            try work.leave(code, entry.group, before: last.adding(days: 1), touching: [])
        }
        try work.record(
            hasNotBegun
                ? .enrolmentCancelled(EnrolmentCancelled(stay: stay.admitted, ending: ending))
                : .enrolmentDischarged(EnrolmentDischarged(on: date, ending: ending)),
            about: Subject(member: code, program: stay.program(on: date)), touching: weeks)
        return Done()
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
            .enrolmentDischarged(EnrolmentDischarged(on: date.adding(days: -1), ending: .transferred)),
            about: Subject(member: code, program: before))
        let places = try work.places(of: code).filter { $0.waitlisted || ($0.to.map { $0 >= date } ?? true) }
        let waitlisted = try work.admit(
            code, to: program, on: date, groups: groups.filter { group in !places.contains { $0.group == group.id } },
            touching: weeks)
        return EnrolmentOutcome(code, left: left, waitlisted: waitlisted)
    }

    private func wanted(_ program: Program, _ work: Work) throws -> [Group] {
        do {
            return try groups.map { try work.wantedGroup($0, for: program) }
        } catch let problem as DraftProblem {
            throw Refusal(.badValue(field: "groups"), "nobody was transferred: \(problem.reason)")
        }
    }
}
