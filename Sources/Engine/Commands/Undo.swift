package import Clinic
import Foundation
import Ledger

/// The caller takes back their own last entry, which is recorded as entered in error.
package struct Undo: Command {
    package static let name = "undo"

    package init() {}

    /// How far back an entry is looked for.
    private static let reach = 5000

    package struct Outcome: CommandOutcome {
        /// The type of the entry.
        package let type: String
        package let member: MemberCode
        package let session: SessionName
        package let at: Instant

        package var members: [MemberCode] { [member] }
    }

    package func perform(_ work: Work) throws -> Outcome {
        guard let entry = try lastEntry(work), let member = entry.subject.member, let name = entry.subject.session,
            let session = try work.session(name)
        else {
            throw Refusal(
                .nothingToUndo, "you have made no check-in, check-out or move today that could be taken back")
        }
        guard session.state == .open || session.state == .running else {
            throw Refusal(
                .nothingToUndo,
                "your last entry was at \(name), which is \(session.state.rawValue) by now, so it can't be taken back")
        }
        if entry.type == Self.moved {
            try takeBack(move: entry, member, session, work)
        } else {
            try work.record(
                .takenBack(TakenBack(entry: entry.sequence, type: entry.type, at: entry.happened)),
                about: entry.subject, cause: entry.sequence, touching: work.weeks(of: [member], on: session.date))
        }
        return Outcome(type: entry.type, member: member, session: name, at: entry.happened)
    }

    private static let moved = "attendance.moved"

    /// The caller's newest entry of the last day that hasn't been taken back yet.
    private func lastEntry(_ work: Work) throws -> RecordedEvent? {
        var undone: Set<Int> = []
        for event in try work.store.events(downFrom: work.lastSequence, limit: Self.reach) {
            if event.recorded < work.now - .days(1) { return nil }
            guard event.actor == work.caller.actor else { continue }
            switch event.type {
            case "attendance.entered_in_error":
                if let entry = event.cause { undone.insert(entry) }
            case Self.moved:
                if let entry = event.cause {
                    undone.insert(entry)
                } else if !undone.contains(event.sequence) {
                    return event
                }
            case "attendance.checked_in":
                if !undone.contains(event.sequence) { return event }
            case "attendance.checked_out":
                let body = try JSONDecoder().decode(CheckedOut.self, from: Data(event.body.utf8))
                if body.by == .person, !undone.contains(event.sequence) { return event }
            default:
                break
            }
        }
        return nil
    }

    /// A move is taken back by a move the other way, which cites it.
    private func takeBack(move: RecordedEvent, _ member: MemberCode, _ session: Session, _ work: Work) throws {
        let body = try JSONDecoder().decode(Moved.self, from: Data(move.body.utf8))
        try work.record(
            .moved(Moved(to: member, origin: try work.origin(of: member, at: session))),
            about: Subject(member: body.to, session: session.name, group: session.group), cause: move.sequence,
            touching: work.weeks(of: [body.to, member], on: session.date))
    }
}
