import Clinic

/// Says how many guests, such as a member's family, are at a session. They are counted, and never named.
package struct CountGuests: Command {
    package static let name = "count-guests"
    let guests: Int
    let session: String?

    /// - Parameters:
    ///   - guests: All that are or were there, 0 to 99.
    ///   - session: `nil` for the one that is running, or else open.
    package init(guests: Int, session: String?) {
        self.guests = guests
        self.session = session
    }

    package func perform(_ work: Work) throws -> SessionOutcome {
        guard (0...99).contains(guests) else {
            throw Refusal(.badValue(field: "guests"), "there are 0 to 99 guests, so \(guests) can't be")
        }
        let session = try work.session(session, among: work.runningOrLiveSessions())
        try work.checkMaySay(session, "given other guests")
        guard session.state != .scheduled else {
            throw work.wrongState(session, "given guests", "count them once it is open")
        }
        if guests != session.guests {
            try work.record(
                .guestsCounted(GuestsCounted(guests: guests, before: session.guests)), about: work.subject(session))
        }
        return SessionOutcome(session: session.name)
    }
}
