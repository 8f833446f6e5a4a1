import Clinic
import Ledger

/// A week begins: the figures of everybody who is enrolled stand from its first minute.
struct OpenWeek: Command {
    static let name = "open-week"
    let week: LocalDate

    func perform(_ work: Work) throws -> Done {
        let week = Week(start: week)
        let (members, goesOn) = (try work.enrolled(in: week), try work.goesOn(after: week))
        // Of a stay that was cancelled there can be a week that is known already.
        let closes = try goesOn || !members.isEmpty || !work.store.weeks(week).isEmpty
        let end = work.site.zone.start(of: week.end)
        let opened = WeekOpened(
            week: week.start, closes: closes ? end + work.settings.weekClosesAfter : nil,
            nextOpens: goesOn ? end : nil)
        try work.record(
            .weekOpened(opened), about: Subject(), touching: members.map { WeekKey(member: $0, week: week) })
        return Done()
    }
}

/// A day has passed without treatment: where a program limits the gap between two days, that may be one too many.
struct ReviewGaps: Command {
    static let name = "review-gaps"

    func perform(_ work: Work) throws -> Done {
        let limited = try work.weeks(on: work.today).filter { record in
            guard record.figures.standing != .outOfReach else { return false }
            return try work.program(record.program, on: record.effective)?.gates.longestGapDays != nil
        }
        try work.review(limited.map(\.key), cause: nil)
        return Done()
    }
}

/// A week is over: each enrolled member's standing is final but for corrections, and a shortfall is an alert.
struct CloseWeek: Command {
    static let name = "close-week"
    let week: LocalDate

    func perform(_ work: Work) throws -> Done {
        let week = Week(start: week)
        let due = work.site.zone.start(of: week.end) + work.settings.weekClosesAfter
        // Who was discharged after the week's figures were written has a week that nothing was asked for in.
        let members = try Set(work.enrolled(in: week) + work.store.weeks(week).map(\.member)).sorted()
        let records = try members.compactMap { member in
            try work.record(of: WeekKey(member: member, week: week), closed: true)
        }
        let closed = WeekClosed(
            week: week.start, records.map { ($0.member, $0.figures) }, late: due + .minutes(10) < work.now)
        let sequence = try work.record(.weekClosed(closed), about: Subject(), writing: records)
        for record in records {
            let concern = try work.concern(record)
            if let concern, try !work.isSaid(concern, of: record) {
                try work.raise(concern, record, cause: sequence)
            }
            if concern?.isShared != false { try work.withdraw(work.liveAlerts(of: record), because: sequence) }
        }
        try work.withdrawShared(in: week, because: sequence)
        return Done()
    }
}

extension Work {
    /// Works open weeks out anew, and records those that stand otherwise than before.
    func review(_ keys: [WeekKey], cause: Int?) throws {
        let changed = try keys.filter { key in
            guard let change = try change(of: key) else { return false }
            return change.before?.figures.standing != change.after.figures.standing
        }
        for (week, keys) in Dictionary(grouping: changed, by: \.week).sorted(by: { $0.key < $1.key }) {
            try record(
                .weekReviewed(WeekReviewed(week: week.start)), about: Subject(), cause: cause, touching: keys)
        }
    }

    /// The members who are enrolled on any day of a week, of those whose weeks begin on its weekday.
    func enrolled(in week: Week) throws -> [MemberCode] {
        let codes = try enrolments(from: week.start.weekday).filter { $0.days(in: week) > 0 }.map(\.member)
        return Set(codes).sorted()
    }

    /// Everybody's week of a local date, by member.
    func weeks(on date: LocalDate) throws -> [WeekRecord] {
        let found = try store.weeks(on: date)
        guard let first = found.first?.week, found.indices.contains(where: { found[$0].week != first }) else {
            return found
        }
        let isTwice = { (index: Int) in
            index > 0 && found[index - 1].member == found[index].member
                || index + 1 < found.count && found[index + 1].member == found[index].member
        }
        return try found.indices.filter { index in
            try !isTwice(index) || week(of: found[index].member, on: date) == found[index].key
        }.map { found[$0] }
    }

    /// Sees to it that the weeks that begin on a weekday are opened and closed.
    func openWeeks(from weekday: Weekday) throws {
        guard try !store.weeksToOpen().contains(where: { $0.weekday == weekday }) else { return }
        _ = try OpenWeek(week: Week(holding: today, firstWeekday: weekday).start).perform(self)
    }

    /// Whether anybody may have another week that begins on the weekday of a week, or has one that is known already.
    func goesOn(after week: Week) throws -> Bool {
        let weekday = week.start.weekday
        guard weekday != site.firstWeekday else { return true }
        return try enrolments(from: weekday).contains { $0.discharged.map { $0 >= week.end } ?? true }
            || store.weeks(after: week.start).contains { $0.start.weekday == weekday }
    }

    private func enrolments(from weekday: Weekday) throws -> [Enrolment] {
        try store.enrolments().filter { $0.firstWeekday(at: site.firstWeekday) == weekday }
    }
}
