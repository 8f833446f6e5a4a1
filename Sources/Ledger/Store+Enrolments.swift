package import Clinic
import GRDB

extension Store {
    /// A member's stays, oldest first.
    package func enrolments(of code: MemberCode) throws -> [Enrolment] {
        try enrolments("WHERE member = ?", [code])
    }

    /// Every stay of the site, by member and then by age.
    package func enrolments() throws -> [Enrolment] {
        try enrolments("", [])
    }

    private func enrolments(_ condition: String, _ values: StatementArguments) throws -> [Enrolment] {
        var levels: [StayKey: [LevelOfCare]] = [:]
        let read = "SELECT member, admitted, since, program, step, weekly, days, transition_weeks, reason FROM level"
        for (key, level) in try rows("\(read) \(condition) ORDER BY member, admitted, since", values, Self.level) {
            levels[key, default: []].append(level)
        }
        var holds: [StayKey: [Hold]] = [:]
        let held = "SELECT member, admitted, since, until, reason FROM hold \(condition)"
        for (key, hold) in try rows("\(held) ORDER BY member, admitted, since", values, Self.hold) {
            holds[key, default: []].append(hold)
        }
        let stays = """
            SELECT member, admitted, discharged, ending, waitlisted, evaluated, planned, recertified, weeks_from_admission
            FROM enrolment
            """
        return try rows("\(stays) \(condition) ORDER BY member, admitted", values) { row in
            let key = StayKey(member: row[0], admitted: row[1])
            let ending: String? = row[3]
            return Enrolment(
                member: key.member, admitted: key.admitted, discharged: row[2],
                ending: ending.flatMap(Enrolment.Ending.init(rawValue:)), isWaitlisted: row[4],
                levels: levels[key] ?? [], holds: holds[key] ?? [],
                dates: StayDates(evaluated: row[5], planned: row[6], recertified: row[7]),
                weeksFromAdmission: row[8])
        }
    }

    private struct StayKey: Hashable {
        let member: MemberCode
        let admitted: LocalDate
    }

    private static func level(_ row: Row) -> (StayKey, LevelOfCare) {
        (
            StayKey(member: row[0], admitted: row[1]),
            LevelOfCare(
                from: row[2], program: row[3], step: row[4], weekly: row[5], days: row[6], transitionWeeks: row[7],
                reason: row[8])
        )
    }

    private static func hold(_ row: Row) -> (StayKey, Hold) {
        (StayKey(member: row[0], admitted: row[1]), Hold(from: row[2], until: row[3], reason: row[4]))
    }

    /// Who is on hold on a local date.
    package func membersOnHold(on date: LocalDate) throws -> Set<MemberCode> {
        Set(
            try rows(
                """
                SELECT member FROM hold JOIN enrolment USING (member, admitted)
                WHERE since <= ? AND (until IS NULL OR until > ?) AND (discharged IS NULL OR discharged >= ?)
                """, [date, date, date]
            ) { $0[0] as MemberCode })
    }

    /// What was said last to be due, of each kind: the first day of the stay and the day on which it was due.
    package func saidDues() throws -> [SaidDue] {
        try rows("SELECT member, kind, admitted, day FROM due ORDER BY member, kind") { row in
            SaidDue(member: row[0], kind: row[1], stay: row[2], on: row[3])
        }
    }

    /// The waivers that hold, newest last.
    package func waivers() throws -> [Waiver] {
        try rows(
            "SELECT waiver, member, program, since, until, weekly, days, reason FROM waiver ORDER BY waiver"
        ) { row in
            Waiver(
                waiver: row[0], member: row[1], program: row[2], from: row[3], to: row[4],
                terms: WaiverTerms(weekly: row[5], days: row[6]), reason: row[7])
        }
    }
}

/// Something that was said to be due.
package struct SaidDue: Sendable, Hashable {
    package let member: MemberCode
    package let kind: String
    package let stay: LocalDate
    package let on: LocalDate

    package init(member: MemberCode, kind: String, stay: LocalDate, on date: LocalDate) {
        self.member = member
        self.kind = kind
        self.stay = stay
        on = date
    }
}
