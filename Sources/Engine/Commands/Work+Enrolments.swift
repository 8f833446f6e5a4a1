package import Clinic
import Ledger

/// What became of a member's stay.
package struct EnrolmentOutcome: CommandOutcome {
    package let member: MemberCode
    /// The first day of the stay.
    package let stay: LocalDate
    /// Whether anything was changed; otherwise it was so already.
    package let changed: Bool
    /// The first day of the level of care that was set; `nil`: none was.
    package let level: LocalDate?
    /// The first day of the hold that was set, given another end, or taken back.
    package let hold: LocalDate?
    /// When what the stay asks for was said to have been done.
    package let dates: StayDates
    /// The groups that the member had to leave, since they aren't for the new program.
    package let left: [GroupID]
    /// The groups in which the member waits for a place.
    package let waitlisted: [GroupID]

    package var members: [MemberCode] { [member] }

    init(
        _ member: MemberCode, stay: LocalDate, changed: Bool = true, level: LocalDate? = nil, hold: LocalDate? = nil,
        dates: StayDates = StayDates(), left: [GroupID] = [], waitlisted: [GroupID] = []
    ) {
        self.member = member
        self.stay = stay
        self.changed = changed
        self.level = level
        self.hold = hold
        self.dates = dates
        self.left = left
        self.waitlisted = waitlisted
    }
}

extension Work {
    /// The weeks from the one of a date on whose figures are written down, and the present one: of a member whose stays have
    /// different first weekdays those of each.
    func weeks(of member: MemberCode, from date: LocalDate) throws -> [WeekKey] {
        let first = max(date, try store.firstWeek() ?? today)
        let weekdays = try Set(stays(of: member).map { $0.firstWeekday(at: site.firstWeekday) } + [site.firstWeekday])
        let known = try weekdays.flatMap { weekday in
            let present = WeekKey(member: member, week: Week(holding: today, firstWeekday: weekday))
            var keys = [present]
            var key = WeekKey(member: member, week: Week(holding: first, firstWeekday: weekday))
            while key.week < present.week {
                if try written(key) != nil { keys.append(key) }
                key = key.after
            }
            return keys
        }
        let ahead = try store.weeks(after: today, of: member).map { WeekKey(member: member, week: $0) }
        return (known + ahead).sorted { $0.week < $1.week }
    }

    /// The weeks that change if something changes for members from a date on.
    ///
    /// - Throws: ``Refusal`` if one is closed, unless a supervisor asks (DESIGN, 2 and 8).
    func changedWeeks(of members: [MemberCode], from date: LocalDate, _ wish: String) throws -> [MemberCode: [WeekKey]]
    {
        var result: [MemberCode: [WeekKey]] = [:]
        for member in members { result[member] = try weeks(of: member, from: date) }
        try checkMayChange(result.values.flatMap { $0 }, wish)
        return result
    }

    /// Refuses what changes a week that is closed, unless a supervisor asks (DESIGN, 2 and 8).
    func checkMayChange(_ weeks: [WeekKey], _ wish: String) throws {
        guard !caller.isSupervisor, let closed = try weeks.first(where: { try written($0)?.closed ?? false }) else {
            return
        }
        let open = try week(of: closed.member, on: today).week.start
        throw Refusal(
            .notAllowed(role: "supervisor"),
            "\(wish) isn't for you to enter, since the week of \(closed.week.start) is closed; ask a supervisor to do it, "
                + "or let it begin on \(open)")
    }

    /// Refuses a date that is so far ahead that it can only be a slip.
    func checkAhead(_ date: LocalDate, _ field: String) throws {
        guard today.days(until: date) > Self.longestPlanDays else { return }
        throw Refusal(
            .badValue(field: field),
            "\(date) is more than two years ahead, which nobody plans; look at the date again")
    }

    private static let longestPlanDays = 731

    /// The stay of a member that isn't over on a date; of several the first.
    func stay(of member: MemberCode, on date: LocalDate) throws -> Enrolment {
        let stays = try stays(of: member)
        guard let stay = stays.first(where: { $0.state(on: date) != .discharged }) else {
            return try enrolment(of: member, on: date)
        }
        return stay
    }

    /// Gives a stay another level of care. Returns the groups that the member had to leave for it.
    @discardableResult
    func assign(_ level: LevelOfCare, to stay: Enrolment, byClock: Bool = false) throws -> [GroupID] {
        let weeks = try weeks(of: stay.member, from: level.from)
        let left = try leaveUnsuited(stay.member, level.program, before: level.from)
        try record(
            .enrolmentAssigned(EnrolmentAssigned(stay: stay.admitted, level: level, byClock: byClock)),
            about: Subject(member: stay.member, program: level.program), touching: weeks)
        return left
    }

    /// Ends the places in groups that aren't for the members of a program.
    func leaveUnsuited(_ member: MemberCode, _ program: ProgramID, before date: LocalDate) throws -> [GroupID] {
        guard let program = try self.program(program, on: date) else { return [] }
        let places = try places(of: member).filter { $0.waitlisted || ($0.to.map { $0 >= date } ?? true) }
        return try Set(places.map(\.group)).sorted().filter { id in
            guard let group = try group(id), group.isOneOff != true, !group.suits(program) else { return false }
            try leave(member, id, before: date, touching: [])
            return true
        }
    }
}
