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

/// A week is over: each enrolled member's standing is final but for corrections, and a shortfall is an alert.
struct CloseWeek: Command {
    static let name = "close-week"
    let week: LocalDate

    func perform(_ work: Work) throws -> Done {
        let week = Week(start: week)
        let due = work.site.zone.start(of: week.end) + work.settings.weekClosesAfter
        let members = try work.enrolled(in: week)
        let records = try members.compactMap { member in
            try work.record(of: WeekKey(member: member, week: week), closed: true)
        }
        let count = { (standing: Standing) in records.count { $0.figures.standing == standing } }
        let closed = WeekClosed(
            week: week.start, met: count(.met) + count(.overMaximum), shortfall: count(.shortfall),
            exempt: count(.exempt), late: due + .minutes(10) < work.now)
        let sequence = try work.record(.weekClosed(closed), about: Subject(), writing: records)
        for record in records where record.figures.standing == .shortfall {
            try work.raise(.shortfall, record, cause: sequence)
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
