package import Clinic
import Ledger

/// Ends a member's stay. The day of discharge is its last. A stay that hasn't begun is cancelled, and a discharge that is
/// still ahead gives way to the new one.
package struct DischargeMember: Command {
    package static let name = "discharge-member"
    let member: String
    let on: LocalDate?
    let ending: Enrolment.Ending

    /// - Parameter date: The last local day; today if absent.
    package init(member: String, on date: LocalDate?, ending: Enrolment.Ending) {
        self.member = member
        on = date
        self.ending = ending
    }

    package struct Outcome: CommandOutcome {
        package let member: MemberCode
        /// The last local day; `nil` if the stay never begins.
        package let last: LocalDate?
        /// Whether anything was changed; otherwise it was so already.
        package let changed: Bool
        /// The groups in which the member waits for the place that they had until the day that was said before.
        package let waitlisted: [GroupID]

        package var members: [MemberCode] { [member] }
    }

    package func perform(_ work: Work) throws -> Outcome {
        let code = try work.member(member)
        let date = on ?? work.today
        try work.checkAhead(date, "on")
        let stay = try stay(of: code, on: date, work)
        if stay.discharged == date, stay.ending == ending {
            return Outcome(member: code, last: date, changed: false, waitlisted: [])
        }
        let isPlanned = stay.state(on: work.today) == .planned
        let hasNotBegun = stay.isWaitlisted || isPlanned && date < stay.admitted
        guard hasNotBegun || date >= stay.admitted else {
            throw Refusal(
                .badValue(field: "on"),
                "\(code) can't be discharged on \(date): their stay began on \(stay.admitted); give that day or a later one"
            )
        }
        let first = hasNotBegun ? work.today : min(date, stay.discharged ?? date)
        let weeks = try work.changedWeeks(of: [code], from: first, "a discharge on \(date)")[code] ?? []
        let waitlisted = try work.reinstate(stay, until: date, reason: nil, touching: [])
        let last = hasNotBegun ? stay.admitted.adding(days: -1) : date
        for entry in try work.places(of: code)
        where entry.waitlisted && entry.to != last || (entry.to.map { $0 > last } ?? true) {
            try work.leave(code, entry.group, before: last.adding(days: 1), touching: [])
        }
        try work.record(
            hasNotBegun
                ? .enrolmentCancelled(EnrolmentCancelled(stay: stay.admitted, ending: ending))
                : .enrolmentDischarged(EnrolmentDischarged(stay: stay.admitted, on: date, ending: ending)),
            about: Subject(member: code, program: stay.program(on: date)), touching: weeks)
        return Outcome(member: code, last: hasNotBegun ? nil : date, changed: true, waitlisted: waitlisted)
    }

    /// The stay that isn't over on a date, or else the last one if its discharge is still ahead.
    private func stay(of code: MemberCode, on date: LocalDate, _ work: Work) throws -> Enrolment {
        let stays = try work.stays(of: code)
        if let stay = stays.first(where: { $0.state(on: date) != .discharged }) { return stay }
        guard let last = stays.last, let end = last.discharged else { return try work.enrolment(of: code, on: date) }
        guard end >= work.today else {
            throw Refusal(
                .notEnrolled(code, .discharged),
                "\(code) was discharged already, on \(end); if that was a mistake, take it back with "
                    + "'convene enrolment reinstate \(code) --reason …' and discharge them again")
        }
        return last
    }
}

/// Takes a discharge back: the stay goes on as if it had never been said.
package struct ReinstateEnrolment: Command {
    package static let name = "reinstate-enrolment"
    let member: String
    let reason: String

    package init(member: String, reason: String) {
        self.member = member
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> EnrolmentOutcome {
        let code = try work.member(member)
        let reason = try work.checked(reason: reason, of: "taking a discharge back")
        guard let stay = try work.stays(of: code).last, let end = stay.discharged else {
            throw Refusal(
                .notEnrolled(code, nil),
                "\(code) has no discharge that could be taken back; 'convene enrolment show \(code)' says where they stand"
            )
        }
        let next = end.adding(days: 1)
        let weeks = try work.changedWeeks(of: [code], from: next, "taking back a discharge on \(end)")[code] ?? []
        return EnrolmentOutcome(
            code, stay: stay.admitted, waitlisted: try work.reinstate(stay, until: nil, reason: reason, touching: weeks)
        )
    }
}

extension Work {
    /// Takes the last day of a stay back, if it has one, and gives the member again the places that ended on that day, or
    /// a place on the waitlist where somebody else has them. Returns the groups in which they wait.
    ///
    /// - Parameter last: The last local day that is set instead; no place goes beyond it.
    fileprivate func reinstate(
        _ stay: Enrolment, until last: LocalDate?, reason: String?, touching weeks: [WeekKey]
    ) throws -> [GroupID] {
        guard let end = stay.discharged else { return [] }
        let next = end.adding(days: 1)
        var waitlisted: [GroupID] = []
        for place in try places(of: stay.member)
        where !place.waitlisted && place.to == end && last.map({ $0 > end }) ?? true {
            guard let group = try group(place.group), group.isOneOff != true else { continue }
            if try self.place(stay.member, in: group, from: next, to: last, touching: []) {
                waitlisted.append(group.id)
            }
        }
        try record(
            .enrolmentReinstated(EnrolmentReinstated(stay: stay.admitted, reason: reason)),
            about: Subject(member: stay.member, program: stay.program(on: end)), touching: weeks)
        try openWeeks(from: stay.firstWeekday(at: site.firstWeekday))
        return waitlisted
    }
}
