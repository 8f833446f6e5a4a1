package import Clinic
package import Ledger

/// A session at which a member could make up for lost time.
package struct MakeupOption: Sendable {
    package let session: Session
    package let groupName: String
    /// How many places are free; `nil` where there is no limit.
    package let free: Int?
}

/// Books a session of another group for a member who has lost time.
package struct BookMakeup: Command {
    package static let name = "book-makeup"
    let member: String
    let session: String
    let makesUp: String?

    /// - Parameter lost: The session that it makes up; the first one that the member has lost this week if absent.
    package init(member: String, session: String, makesUp lost: String?) {
        self.member = member
        self.session = session
        makesUp = lost
    }

    package func perform(_ work: Work) throws -> MakeupOutcome {
        let member = try work.member(member)
        let session = try work.session(session, among: [])
        _ = try work.enrolment(of: member, on: session.date)
        guard try work.origin(of: member, at: session) == .walkIn else {
            throw Refusal(
                .alreadyOnRoster(member, session.group),
                "\(member) is expected at \(session.name) already, so it makes up nothing; choose a session of "
                    + "another group with 'convene makeup options \(member)'")
        }
        let options = try work.makeupOptions(in: work.week(of: member, on: session.date))
        guard options.contains(where: { $0.session.name == session.name }) else {
            throw Refusal(
                .wrongState(session.name, session.state),
                "\(session.name) can't make up time for \(member): it must be still to come, earn hours, be open to "
                    + "their program and have a free place; 'convene makeup options \(member)' shows which are")
        }
        let lost = try lostSession(of: member, beside: session, work)
        try work.record(
            .makeupBooked(MakeupBooked(makesUp: lost)),
            about: Subject(member: member, session: session.name, group: session.group),
            touching: work.weeks(of: [member], on: session.date))
        return MakeupOutcome(
            member: member, session: session.name, makesUp: lost,
            week: try work.weekRecord(of: member, on: session.date))
    }

    private func lostSession(of member: MemberCode, beside session: Session, _ work: Work) throws -> SessionName? {
        let taken = try work.bookings(of: member).compactMap(\.makesUp)
        let lost = try work.weekRecord(of: member, on: session.date).figures.lost
        let open = lost.filter { !taken.contains($0) }
        guard let makesUp else { return open.first }
        let named = try work.session(makesUp, among: [])
        guard open.contains(named.name) else {
            let why =
                taken.contains(named.name)
                ? "a make-up is booked for it already" : "they lost no time there in the week of \(session.name)"
            throw Refusal(
                .badValue(field: "makesUp"),
                "\(session.name) can't make up \(named.name) for \(member), since \(why); "
                    + (open.isEmpty
                        ? "leave it out" : "name one of \(open.map(\.rawValue).joined(separator: ", ")), or none"))
        }
        return named.name
    }
}

/// Takes a booked make-up back.
package struct CancelMakeup: Command {
    package static let name = "cancel-makeup"
    let member: String
    let session: String

    package init(member: String, session: String) {
        self.member = member
        self.session = session
    }

    package func perform(_ work: Work) throws -> MakeupOutcome {
        let member = try work.member(member)
        let session = try work.session(session, among: [])
        guard let booking = try work.bookings(of: member).first(where: { $0.session == session.name }),
            !session.state.isOver
        else {
            throw Refusal(
                .notOnRoster(member, session.group),
                "\(member) has no booking at \(session.name) that could be cancelled; "
                    + "'convene session show \(session.name)' shows who is expected")
        }
        try work.record(
            .makeupCancelled, about: Subject(member: member, session: session.name, group: session.group),
            touching: work.weeks(of: [member], on: session.date))
        return MakeupOutcome(
            member: member, session: session.name, makesUp: booking.makesUp,
            week: try work.weekRecord(of: member, on: session.date))
    }
}

/// What became of a booking.
package struct MakeupOutcome: CommandOutcome {
    package let member: MemberCode
    package let session: SessionName
    package let makesUp: SessionName?
    package let week: WeekRecord

    package var members: [MemberCode] { [member] }
}
