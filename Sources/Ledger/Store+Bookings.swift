package import Clinic
import GRDB

/// A make-up that a member has booked.
package struct Booking: Sendable, Hashable {
    package let member: MemberCode
    package let session: SessionName
    /// The local date of the session.
    package let date: LocalDate
    /// The session that it makes up, if one was named.
    package let makesUp: SessionName?
}

extension Store {
    /// A member's booked make-ups of all times, in the order of their dates.
    package func bookings(of member: MemberCode) throws -> [Booking] {
        try rows("\(Self.bookings) WHERE member = ? ORDER BY date, session", [member], Self.booking)
    }

    /// Who has booked a session as a make-up.
    package func bookings(at session: SessionName) throws -> [Booking] {
        try rows("\(Self.bookings) WHERE session = ? ORDER BY member", [session], Self.booking)
    }

    /// The make-ups that are booked for local dates, both included.
    func bookings(from: LocalDate, to: LocalDate) throws -> [Booking] {
        try rows("\(Self.bookings) WHERE date BETWEEN ? AND ?", [from, to], Self.booking)
    }

    private static let bookings = "SELECT member, session, date, makes_up FROM booking"

    private static func booking(_ row: Row) -> Booking {
        Booking(member: row[0], session: row[1], date: row[2], makesUp: row[3])
    }

    func applyBooking(_ body: EventBody, subject: Subject) throws {
        guard let member = subject.member, let session = subject.session, let date = session.date else {
            throw LedgerError.unreadable("a booking without its member or session")
        }
        if case .makeupBooked(let booked) = body {
            try run(
                "INSERT OR REPLACE INTO booking (member, session, date, makes_up) VALUES (?, ?, ?, ?)",
                [member, session, date, booked.makesUp])
        } else {
            try run("DELETE FROM booking WHERE member = ? AND session = ?", [member, session])
        }
    }
}
