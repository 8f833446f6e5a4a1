package import Clinic
import Foundation
import Ledger

/// The caller takes back their own last entry, which is recorded as entered in error.
package struct Undo: Command {
    package static let name = "undo"

    package init() {}

    /// How far back an entry is looked for, and how many of the caller's events are read at a time.
    private static let reach = Seconds.days(1)
    private static let page = 100

    package struct Outcome: CommandOutcome {
        /// The type of the entry.
        package let type: String
        /// `nil` if it was about a session as a whole.
        package let member: MemberCode?
        /// `nil` if it was about no session.
        package let session: SessionName?
        package let at: Instant

        package var members: [MemberCode] { member.map { [$0] } ?? [] }
    }

    package func perform(_ work: Work) throws -> Outcome {
        guard let entry = try lastEntry(work) else {
            throw Refusal(.nothingToUndo, "you have made no entry within the last 24 hours that could be taken back")
        }
        if entry.type == Self.noted {
            try work.record(
                .noteTakenBack(NoteTakenBack(note: entry.sequence)), about: entry.subject, cause: entry.sequence)
        } else if let session = try entry.subject.session.flatMap(work.session) {
            if let member = entry.subject.member {
                try takeBack(entry, member, session, work)
            } else {
                try takeBack(entry, session, work)
            }
        }
        return Outcome(
            type: entry.type, member: entry.subject.member, session: entry.subject.session, at: entry.happened)
    }

    /// Takes back what was entered about a member at a session.
    private func takeBack(_ entry: RecordedEvent, _ member: MemberCode, _ session: Session, _ work: Work) throws {
        if Correction.types.contains(entry.type) {
            return try takeBack(correction: entry, member, session, work)
        }
        if entry.type == Self.moved { return try takeBack(move: entry, member, session, work) }
        guard session.state == .open || session.state == .running else {
            throw Refusal(
                .nothingToUndo,
                "your last entry was at \(session.name), which is \(session.state.rawValue) by now; correct it with "
                    + "'convene attendance correct \(session.name) \(member) …'")
        }
        let absence =
            entry.type == Self.checkedIn
            ? try work.saidAbsence(of: member, at: session.name, before: entry.sequence)?.entry.state : nil
        try work.record(
            .takenBack(TakenBack(entry: entry.sequence, type: entry.type, at: entry.happened, absence: absence)),
            about: entry.subject, cause: entry.sequence, touching: work.weeks(of: [member], on: session.date))
    }

    private static let checkedIn = "attendance.checked_in"
    private static let moved = "attendance.moved"
    private static let signed = "session.signed"
    private static let superseded = "session.signature_superseded"
    private static let led = "session.led"
    private static let guests = "session.guests_counted"
    private static let noted = "note.recorded"
    private static let noteTakenBack = "note.taken_back"

    /// The caller's newest entry of the last day that hasn't been taken back yet.
    ///
    /// - Throws: ``Refusal`` if somebody has corrected it since.
    private func lastEntry(_ work: Work) throws -> RecordedEvent? {
        var undone: Set<Int> = []
        // What made a signature hold no more: the signature itself, taken back, or a correction, which is an entry too.
        var unsigned: Set<Int> = []
        let first = try work.store.lastSequence(before: work.now - Self.reach)
        var next = work.lastSequence + 1
        while true {
            let events = try work.store.events(
                of: work.caller.actor, after: first, before: next, limit: Self.page)
            for event in events {
                if !undone.contains(event.sequence), try isEntry(event, unsigned) {
                    if try isCorrected(event, work) { throw refusal(correctedSince: event) }
                    return event
                }
                guard let cause = event.cause else { continue }
                if Self.takesBack(event) { undone.insert(cause) }
                if event.type == Self.superseded { unsigned.insert(cause) }
            }
            guard let last = events.last else { return nil }
            next = last.sequence
        }
    }

    /// Whether somebody has corrected since what was entered of a member at a session.
    private func isCorrected(_ entry: RecordedEvent, _ work: Work) throws -> Bool {
        guard let member = entry.subject.member, let session = entry.subject.session,
            entry.type != Self.noted, !Correction.types.contains(entry.type)
        else { return false }
        return try work.store.corrections(of: member, at: session).contains { number in
            guard number > entry.sequence, let event = try work.store.events(after: number - 1, limit: 1).first else {
                return false
            }
            return Correction.types.contains(event.type)
        }
    }

    /// Whether somebody entered an event by hand, and not in order to take another one back.
    private func isEntry(_ event: RecordedEvent, _ unsigned: Set<Int>) throws -> Bool {
        switch event.type {
        case Self.checkedIn: true
        case "attendance.checked_out":
            try JSONDecoder().decode(CheckedOut.self, from: Data(event.body.utf8)).by == .person
        case Self.moved, Self.led, Self.guests: event.cause == nil
        case Self.noted: true
        case Self.signed: !unsigned.contains(event.sequence)
        default: Correction.types.contains(event.type) && event.cause == nil
        }
    }

    /// Whether an event with a cause took that back.
    private static func takesBack(_ event: RecordedEvent) -> Bool {
        event.type == led || event.type == guests || event.type == noteTakenBack || event.type.hasPrefix("attendance.")
    }

    private func refusal(correctedSince entry: RecordedEvent) -> Refusal {
        let names = "\(entry.subject.session?.rawValue ?? "") \(entry.subject.member?.rawValue ?? "")"
        return Refusal(
            .nothingToUndo,
            "your last entry has been corrected since, so it can't be taken back; correct it again with "
                + "'convene attendance correct \(names) …'")
    }

    /// A correction is taken back by another one, which brings back what was known before and cites it.
    private func takeBack(
        correction entry: RecordedEvent, _ member: MemberCode, _ session: Session, _ work: Work
    ) throws {
        let correction = try JSONDecoder().decode(Correction.self, from: Data(entry.body.utf8))
        try work.checkMayCorrect(session, "corrected")
        guard try work.store.entry(of: member, at: session) == correction.after else {
            throw refusal(correctedSince: entry)
        }
        try restore(correction.before, of: member, at: session, before: entry.sequence, work)
    }

    /// Brings back what was known of a member before an event, which the correction cites.
    private func restore(
        _ entry: AttendanceEntry?, of member: MemberCode, at session: Session, before sequence: Int, _ work: Work
    ) throws {
        let calledOut = try work.saidAbsence(of: member, at: session.name, before: sequence)?.calledOut
        _ = try work.correct(
            .restored, member, at: session, to: entry, reason: nil, calledOut: entry == nil ? nil : calledOut,
            cause: sequence)
    }

    /// Takes back what was said of a session as a whole: a signature, or who leads it.
    private func takeBack(_ entry: RecordedEvent, _ session: Session, _ work: Work) throws {
        if entry.type == Self.signed {
            guard
                try work.store.signatures(of: session.name).last(where: { $0.superseded == nil })?.event
                    == entry.sequence
            else {
                throw Refusal(
                    .nothingToUndo,
                    "your signature of \(session.name) holds no more, so it can't be taken back; "
                        + "'convene session show \(session.name)' says where it stands")
            }
            return try work.supersedeSignature(of: session, cause: entry.sequence)
        }
        if entry.type == Self.guests { return try takeBack(guests: entry, session, work) }
        let led = try JSONDecoder().decode(SessionLed.self, from: Data(entry.body.utf8))
        try work.checkMaySay(session, "given another lead")
        guard
            try work.store.leadChanges(of: session.name).first(where: { $0.since == entry.happened })?.staff
                == led.staff
        else {
            throw Refusal(
                .nothingToUndo,
                "who leads \(session.name) has been changed since, so your last entry can't be taken back; say who does "
                    + "with 'convene session lead INITIALS \(session.name)'")
        }
        try work.record(
            .sessionLed(SessionLed(staff: led.before, before: led.staff)), about: entry.subject,
            happened: entry.happened, cause: entry.sequence)
    }

    private func takeBack(guests entry: RecordedEvent, _ session: Session, _ work: Work) throws {
        let counted = try JSONDecoder().decode(GuestsCounted.self, from: Data(entry.body.utf8))
        try work.checkMaySay(session, "given other guests")
        guard session.guests == counted.guests else {
            throw Refusal(
                .nothingToUndo,
                "the guests of \(session.name) have been counted anew since, so your last entry can't be taken back; say "
                    + "how many there are with 'convene session guests NUMBER \(session.name)'")
        }
        try work.record(
            .guestsCounted(GuestsCounted(guests: counted.before, before: counted.guests)), about: entry.subject,
            cause: entry.sequence)
    }

    /// A move is taken back by bringing back what was known of both before, each by a correction that cites it.
    private func takeBack(move: RecordedEvent, _ member: MemberCode, _ session: Session, _ work: Work) throws {
        let body = try JSONDecoder().decode(Moved.self, from: Data(move.body.utf8))
        try work.checkMayCorrect(session, "corrected")
        guard try work.store.entry(of: body.to, at: session) == body.after,
            try work.store.entry(of: member, at: session) == body.left
        else { throw refusal(correctedSince: move) }
        for (member, entry) in [(body.to, body.replaced), (member, body.before)] {
            try restore(entry, of: member, at: session, before: move.sequence, work)
        }
    }
}
