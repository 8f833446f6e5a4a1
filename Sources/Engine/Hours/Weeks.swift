import Clinic
import Ledger

/// A week begins: the figures of everybody who is enrolled stand from its first minute.
struct OpenWeek: Command {
    static let name = "open-week"
    let week: LocalDate

    func perform(_ work: Work) throws -> Done {
        let week = Week(start: week)
        let opened = WeekOpened(
            week: week.start, closes: work.site.zone.start(of: week.end) + work.settings.weekClosesAfter,
            nextOpens: work.site.zone.start(of: week.end))
        try work.record(
            .weekOpened(opened), about: Subject(),
            touching: try work.enrolled(in: week).map { WeekKey(member: $0, week: week) })
        return Done()
    }
}

/// A day has passed without treatment: where a program limits the gap between two days, that may be one too many.
struct ReviewGaps: Command {
    static let name = "review-gaps"

    func perform(_ work: Work) throws -> Done {
        let week = work.week(of: work.today)
        let changed = try work.store.weeks(week).filter { record in
            guard let program = try work.program(record.program, on: record.effective),
                let longest = program.gates.longestGapDays,
                let last = try work.store.lastPresence(
                    of: record.member, from: week.start.adding(days: -366), before: work.today),
                last.days(until: work.today) - 1 > longest,
                let change = try work.change(of: WeekKey(member: record.member, week: week))
            else { return false }
            return change.after.figures.standing != record.figures.standing
        }
        if !changed.isEmpty {
            try work.record(
                .weekReviewed(WeekReviewed(week: week.start)), about: Subject(),
                touching: changed.map { WeekKey(member: $0.member, week: week) })
        }
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
            if let concern = try work.concern(record), try !work.isSaid(concern, of: record) {
                try work.raise(concern, record, cause: sequence)
            } else {
                try work.withdraw(work.liveAlerts(of: record), because: sequence)
            }
        }
        return Done()
    }
}

extension Work {
    /// The members who are enrolled on any day of a week.
    func enrolled(in week: Week) throws -> [MemberCode] {
        let codes = try store.enrolments().filter { $0.days(in: week) > 0 }.map(\.member)
        return Set(codes).sorted()
    }
}
