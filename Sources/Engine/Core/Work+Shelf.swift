import Clinic
import Ledger

/// What is asked for often comes from the shelf; what isn't there is read.
extension Work {
    func program(_ id: ProgramID, on date: LocalDate) throws -> Program? {
        try shelf.program(id, on: date, from: store)
    }

    func group(_ id: GroupID) throws -> Group? {
        try shelf.group(id, from: store)
    }

    func session(_ name: SessionName) throws -> Session? {
        try shelf.session(name, from: store)
    }

    /// A group's sessions on the days of a week, in the order of their start.
    func sessions(of group: GroupID, in week: Week) throws -> [Session] {
        try shelf.sessions(of: group, in: week, from: store)
    }

    /// `nil` if there is no such member.
    func file(of member: MemberCode) throws -> MemberFile? {
        try shelf.member(member, from: store)
    }

    /// A member's roster entries of all times.
    func places(of member: MemberCode) throws -> [RosterEntry] {
        try file(of: member)?.places ?? []
    }

    /// A member's booked make-ups of all times.
    func bookings(of member: MemberCode) throws -> [Booking] {
        try file(of: member)?.bookings ?? []
    }

    /// The sessions at which a member has been marked as not coming.
    func absences(of member: MemberCode) throws -> Set<SessionName> {
        try file(of: member)?.absences ?? []
    }

    /// A member's stays, oldest first.
    func stays(of member: MemberCode) throws -> [Enrolment] {
        try file(of: member)?.stays ?? []
    }

    /// A member's week as it was last worked out; `nil` if it never was.
    func written(_ key: WeekKey) throws -> WeekRecord? {
        try shelf.record(of: key, from: store)
    }

    /// A member's presences of a week, in the order in which they began.
    func presences(_ key: WeekKey) throws -> [RecordedPresence] {
        try shelf.presences(key, from: store)
    }

    /// A member's presences at a session, in the order in which they began.
    func presences(of member: MemberCode, at session: Session) throws -> [RecordedPresence] {
        try presences(week(of: member, on: session.date)).filter { $0.session == session.name }
    }
}
