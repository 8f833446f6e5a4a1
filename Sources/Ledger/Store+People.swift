package import Clinic
import GRDB

/// The clinic as the ledger knows it.
package struct Site: Sendable, Hashable {
    package let id: String
    package let name: String
    package let zone: Zone
    package let firstWeekday: Weekday
}

extension Store {
    /// Whether anybody has entered anything yet.
    package func isInUse() throws -> Bool {
        try first(
            "SELECT EXISTS (SELECT 1 FROM event WHERE type NOT IN ('site.founded', 'week.opened', 'week.closed'))"
        ) { row -> Bool in row[0] } ?? false
    }

    /// `nil` in a ledger that hasn't begun.
    package func site() throws -> Site? {
        try first("SELECT id, name, zone, first_weekday FROM site") { row in
            let zone: String = row[2]
            guard let known = Zone(zone), let weekday = Weekday(rawValue: row[3]) else {
                throw LedgerError.unreadable("the time zone \(zone)")
            }
            return Site(id: row[0], name: row[1], zone: known, firstWeekday: weekday)
        }
    }

    package func member(_ code: MemberCode) throws -> Member? {
        try first("SELECT member, name, born, contacts FROM member WHERE member = ?", [code], Self.member)
    }

    package func members() throws -> [Member] {
        try rows("SELECT member, name, born, contacts FROM member ORDER BY member", [], Self.member)
    }

    /// A member's name, or `nil` if there is no such member.
    package func memberName(_ code: MemberCode) throws -> Personal<String>? {
        try first("SELECT name FROM member WHERE member = ?", [code]) { Personal($0[0]) }
    }

    package func memberNames() throws -> [(MemberCode, Personal<String>)] {
        try rows("SELECT member, name FROM member ORDER BY member") { ($0[0], Personal($0[1])) }
    }

    package func memberCodes() throws -> [MemberCode] {
        try rows("SELECT member FROM member ORDER BY member") { $0[0] }
    }

    private static func member(_ row: Row) throws -> Member {
        let contacts = try EventCoding.shared.value([ContactRecord].self, row[3])
        return Member(
            code: row[0],
            details: MemberDetails(
                name: Personal(row[1]), born: Personal(row[2]), contacts: Personal(contacts.map(\.contact))))
    }

    /// The version of a program that is in force on a local date: the newest that is effective by then.
    package func program(_ id: ProgramID, on date: LocalDate) throws -> Program? {
        try first(
            "SELECT body FROM program WHERE program = ? AND effective <= ? ORDER BY effective DESC LIMIT 1",
            [id, date], Self.program)
    }

    /// Every version of a program, oldest first.
    package func versions(of id: ProgramID) throws -> [Program] {
        try rows("SELECT body FROM program WHERE program = ? ORDER BY effective", [id], Self.program)
    }

    package func programs() throws -> [ProgramID] {
        try rows("SELECT DISTINCT program FROM program ORDER BY program") { $0[0] }
    }

    private static func program(_ row: Row) throws -> Program {
        try EventCoding.shared.value(Program.self, row[0])
    }
}
