package import Clinic
import Ledger

/// The times at which a member was in the room were others than those that were entered.
package struct CorrectAttendance: Command {
    package static let name = "correct-attendance"
    let session: String
    let member: String
    let came: [String]
    let went: [String]
    let mode: PresenceMode?
    let walkIn: Bool
    let reason: String

    /// - Parameters:
    ///   - came: When the member came, in order. With one time and no `went`, only the first arrival is corrected.
    ///   - went: When they went, in order. With one time and no `came`, only the last departure is corrected.
    ///   - mode: How they took part; `nil` for as it was entered, or else in person.
    package init(
        session: String, member: String, came: [String], went: [String], mode: PresenceMode?, walkIn: Bool,
        reason: String
    ) {
        self.session = session
        self.member = member
        self.came = came
        self.went = went
        self.mode = mode
        self.walkIn = walkIn
        self.reason = reason
    }

    package func perform(_ work: Work) throws -> CorrectionOutcome {
        let (session, member) = try work.correctable(session, member, "corrected")
        let reason = try work.checked(reason: reason, of: "a correction")
        guard session.state != .scheduled else {
            throw work.wrongState(session, "corrected", "nobody can have been there yet")
        }
        let before = try work.store.entry(of: member, at: session)
        let origin = try before?.origin ?? work.origin(of: member, at: session)
        try work.admit(member, to: session, work.group(of: session), as: origin, walkIn: walkIn || before != nil)
        let presences = try presences(instead: before?.presences ?? [], at: session, work)
        try check(presences, at: session, work)
        let state: AttendanceState = presences.contains { $0.to == nil } ? .present : .left
        return try work.correct(
            .corrected, member, at: session,
            to: AttendanceEntry(state: state, origin: origin, presences: presences), reason: reason)
    }

    private func presences(instead known: [Presence], at session: Session, _ work: Work) throws -> [Presence] {
        let came = try came.map { try work.instant($0, for: session) }
        let went = try went.map { try work.instant($0, for: session) }
        let mode = mode ?? known.last?.mode ?? .inPerson
        guard (0...20).contains(came.count), (0...20).contains(went.count) else {
            throw Refusal(.badValue(field: "in"), "a member comes and goes at most 20 times in a session")
        }
        switch (came.count, went.count) {
        case (0, 0):
            guard let asked = self.mode, !known.isEmpty else {
                throw Refusal(
                    .badValue(field: "in"),
                    "a correction needs a time; write --in 18:00, --out 20:45 or both")
            }
            return known.map { Presence(from: $0.from, to: $0.to, mode: asked) }
        case (1, 0) where !known.isEmpty:
            let first = Presence(from: came[0], to: known[0].to, mode: self.mode ?? known[0].mode)
            return [first] + known.dropFirst()
        case (0, 1):
            guard let last = known.last else {
                throw Refusal(
                    .badValue(field: "in"),
                    "nothing is known of when they came to \(session.name), so say that too, with --in 18:00")
            }
            return known.dropLast() + [Presence(from: last.from, to: went[0], mode: self.mode ?? last.mode)]
        case (let ins, let outs) where ins == outs:
            return zip(came, went).map { Presence(from: $0, to: $1, mode: mode) }
        case (let ins, let outs) where ins == outs + 1:
            // Who isn't said to have gone was there until the end, or still is.
            return zip(came, went.map(Optional.some) + [session.ended]).map { Presence(from: $0, to: $1, mode: mode) }
        default:
            throw Refusal(
                .badValue(field: "out"),
                "\(came.count) times in and \(went.count) out don't fit together; give each --in its --out")
        }
    }

    private func check(_ presences: [Presence], at session: Session, _ work: Work) throws {
        let earliest = min(session.plannedStart - work.settings.opensBefore, session.started ?? session.plannedStart)
        let latest = min(work.now, session.ended ?? work.now)
        var previous = earliest
        for presence in presences {
            guard presence.from >= previous, presence.to ?? latest > presence.from, presence.to ?? latest <= latest
            else {
                let clock = work.site.zone.wallTime(at:)
                throw Refusal(
                    .outsideSession,
                    "nobody can have been at \(session.name) from \(clock(presence.from)) to "
                        + "\(clock(presence.to ?? latest)): give times in their order, from \(clock(earliest)) to "
                        + "\(clock(latest)), each departure after its arrival")
            }
            previous = presence.to ?? latest
        }
    }
}
