import Clinic
import Ledger

/// What a command has changed for others than those whom it was about: places at sessions that members could make up for
/// lost time at, and stays that bookings rest on.
struct Aftermath {
    /// Whether there may be fewer options than before, and whether there may be more.
    private(set) var hasFewerOptions = false
    private(set) var hasMoreOptions = false
    /// The members whose stays have changed.
    private(set) var stays: Set<MemberCode> = []

    mutating func take(_ body: EventBody, of subject: Subject) {
        switch body {
        case .sessionStarted, .sessionCancelled, .rosterAdded, .rosterPromoted, .makeupBooked, .enrolmentResumed:
            hasFewerOptions = true
        case .sessionScheduled, .rosterRemoved, .makeupCancelled, .enrolmentHeld:
            hasMoreOptions = true
        case .sessionRescheduled, .sessionExtended, .sessionMerged, .groupEdited:
            hasFewerOptions = true
            hasMoreOptions = true
        default:
            break
        }
        switch body {
        case .enrolmentHeld, .enrolmentDischarged, .enrolmentCancelled, .enrolmentAssigned:
            if let member = subject.member { stays.insert(member) }
        default:
            break
        }
    }
}

extension Work {
    /// Ends bookings with the stays that they rest on, and judges the weeks anew that others' options have changed for.
    func followAftermath() throws {
        for member in aftermath.stays.sorted() { try endBookings(of: member) }
        let (fewer, more) = (aftermath.hasFewerOptions, aftermath.hasMoreOptions)
        aftermath = Aftermath()
        guard fewer || more else { return }
        let resting = try store.weeksThatRestOnMakeups().filter { record in
            record.figures.standing == .needsMakeup ? fewer : more
        }
        try review(
            resting.map { WeekKey(member: $0.member, week: Week(start: $0.week)) }, cause: lastSequence)
    }

    /// Takes back the make-ups that a member has booked for days on which they aren't in treatment, or no longer at a level
    /// whose members may attend.
    private func endBookings(of member: MemberCode) throws {
        let stays = try stays(of: member)
        for booking in try bookings(of: member) {
            guard let session = try session(booking.session), session.ended == nil, session.state != .cancelled,
                try presences(of: member, at: session).isEmpty
            else { continue }
            if let stay = stays.last(where: { $0.state(on: booking.date) == .active }),
                let program = try program(stay.program(on: booking.date), on: booking.date),
                try group(of: session).suits(program)
            {
                continue
            }
            try record(
                .makeupCancelled, about: Subject(member: member, session: session.name, group: session.group),
                cause: lastSequence, touching: weeks(of: [member], on: session.date))
        }
    }
}
