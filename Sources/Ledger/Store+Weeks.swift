package import Clinic
import GRDB

/// One member's week as it was last worked out.
package struct WeekRecord: Sendable, Hashable, Codable {
    package let member: MemberCode
    /// The first day of the week.
    package let week: LocalDate
    package let program: ProgramID
    /// The version of the program that was applied.
    package let effective: LocalDate
    package let figures: WeekFigures
    /// Whether the week is over and its standing is final but for corrections.
    package let closed: Bool

    package init(
        member: MemberCode, week: LocalDate, program: ProgramID, effective: LocalDate, figures: WeekFigures,
        closed: Bool
    ) {
        self.member = member
        self.week = week
        self.program = program
        self.effective = effective
        self.figures = figures
        self.closed = closed
    }
}

extension WeekRecord {
    /// The record as JSON, just as an encoder writes it. Nothing in it needs escaping, and each check-in writes one.
    var json: String {
        let maximum = figures.maximum.map { "\"maximum\":\($0.count)," } ?? ""
        let exemption = figures.exemption.map { "\"exemption\":\"\($0.rawValue)\"," } ?? ""
        let lost = figures.lost.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        return """
            {"closed":\(closed),"effective":"\(effective)","figures":{"attended":\(figures.attended.count),\
            "credited":\(figures.credited.count),\(exemption)"lost":[\(lost)],\
            "lostByClinic":\(figures.lostByClinic.count),"lostByMember":\(figures.lostByMember.count),\(maximum)\
            "missing":\(figures.missing.count),"planned":\(figures.planned.count),\
            "possible":\(figures.possible.count),"remaining":\(figures.remaining.count),\
            "required":\(figures.required.count),"rule":"\(figures.rule)","standing":"\(figures.standing.rawValue)"},\
            "member":"\(member.rawValue)","program":"\(program.rawValue)","week":"\(week)"}
            """
    }
}

extension Store {
    package func week(_ week: Week, of member: MemberCode) throws -> WeekRecord? {
        try first("\(Self.weeks) WHERE week = ? AND member = ?", [week.start, member], Self.week)
    }

    /// The weeks that begin after a date and of which figures are written down already, for what is known of them.
    ///
    /// - Parameter member: `nil` for anybody's.
    package func weeks(after date: LocalDate, of member: MemberCode? = nil) throws -> [Week] {
        try rows(
            "SELECT DISTINCT week FROM week WHERE week > ?1 AND (?2 IS NULL OR member = ?2) ORDER BY week",
            [date, member]
        ) { Week(start: $0[0]) }
    }

    /// The first day of the first week of which any figures are written down.
    package func firstWeek() throws -> LocalDate? {
        try first("SELECT week FROM week ORDER BY week LIMIT 1") { $0[0] }
    }

    /// Everybody's week, by member.
    package func weeks(_ week: Week) throws -> [WeekRecord] {
        try rows("\(Self.weeks) WHERE week = ? ORDER BY member", [week.start], Self.week)
    }

    /// The weeks that hold a local date, of whatever first weekday, by member. A member whose weeks have come to begin on
    /// another weekday can have two.
    package func weeks(on date: LocalDate) throws -> [WeekRecord] {
        let found = try (0..<7).map { try weeks(Week(start: date.adding(days: -$0))) }.filter { !$0.isEmpty }
        return found.count < 2 ? found.first ?? [] : found.joined().sorted { $0.member < $1.member }
    }

    /// The open weeks in which only a make-up could bring what is missing, whether there is one or not.
    package func weeksThatRestOnMakeups() throws -> [WeekRecord] {
        try rows(
            "\(Self.weeks) WHERE closed = 0 AND standing IN ('needs_makeup', 'out_of_reach') ORDER BY week, member", [],
            Self.week)
    }

    func save(_ record: WeekRecord) throws {
        let figures = record.figures
        try run(
            """
            INSERT OR REPLACE INTO week (week, member, program, effective, required, maximum, attended, credited,
                remaining, possible, planned, missing, standing, rule, exemption, closed, lost, lost_by_clinic,
                lost_by_member)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                record.week, record.member, record.program, record.effective, figures.required, figures.maximum,
                figures.attended, figures.credited, figures.remaining, figures.possible, figures.planned,
                figures.missing, figures.standing.rawValue, figures.rule, figures.exemption?.rawValue, record.closed,
                figures.lost.map(\.rawValue).joined(separator: " "), figures.lostByClinic, figures.lostByMember,
            ])
    }

    private static let weeks = """
        SELECT member, week, program, effective, required, maximum, attended, credited, remaining, possible, planned,
        missing, standing, rule, exemption, closed, lost, lost_by_clinic, lost_by_member FROM week
        """

    private static func week(_ row: Row) throws -> WeekRecord {
        guard let standing = Standing(rawValue: row[12]) else {
            throw LedgerError.unreadable("a week of an unknown standing")
        }
        let (exemption, lost): (String?, String) = (row[14], row[16])
        return WeekRecord(
            member: row[0], week: row[1], program: row[2], effective: row[3],
            figures: WeekFigures(
                required: row[4], maximum: row[5], attended: row[6], credited: row[7], remaining: row[8],
                possible: row[9], planned: row[10], missing: row[11], standing: standing, rule: row[13],
                exemption: exemption.flatMap(Exemption.init(rawValue:)),
                lost: lost.split(separator: " ").map { SessionName(unchecked: String($0)) },
                lostByClinic: row[17], lostByMember: row[18]),
            closed: row[15])
    }
}
