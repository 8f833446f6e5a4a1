import Clinic
import Ledger
import Synchronization

/// What every check-in asks for and what seldom changes, read once.
///
/// The engine's shelf stands before the writing connection, and nobody else writes: what an event is about is put off
/// the shelf as the event acts, and everything when a transaction fails. Questions have shelves of their own, one for all
/// that are asked between two events.
final class Shelf: Sendable {
    /// Of how many members anything is kept at most; one more, and all of it is read again.
    private static let memberLimit = 10_000

    private struct Contents {
        var programs: [ProgramID: [Program]] = [:]
        var groups: [GroupID: Group] = [:]
        var sessions: [SessionName: Session] = [:]
        var weeks: [GroupID: [Week: [Session]]] = [:]
        var members: [MemberCode: MemberFile] = [:]
        var records: [MemberCode: [Week: WeekRecord]] = [:]
        var presences: [MemberCode: [Week: [RecordedPresence]]] = [:]
        var waivers: [Waiver]?
        /// The sessions that had a free place and were still to come when they were looked for.
        var open: [Week: [SessionName]] = [:]

        /// Notes a presence that has begun, if those of its week are known, or of its weeks at a change of first weekday.
        mutating func begin(_ presence: RecordedPresence, on date: LocalDate) {
            for week in presences[presence.member, default: [:]].keys where week.contains(date) {
                presences[presence.member]?[week]?.append(presence)
                presences[presence.member]?[week]?.sort { $0.presence.from < $1.presence.from }
            }
        }

        /// Notes that a member has left a session.
        mutating func end(_ member: MemberCode, _ session: SessionName, at time: Instant) {
            for (week, known) in presences[member] ?? [:] {
                guard let index = known.firstIndex(where: { $0.session == session && $0.presence.to == nil }) else {
                    continue
                }
                let begun = known[index]
                presences[member]?[week]?[index] = RecordedPresence(
                    member: member, session: session,
                    presence: Presence(from: begun.presence.from, to: time, mode: begun.presence.mode),
                    event: begun.event)
            }
        }
    }

    private let contents = Mutex(Contents())

    /// The version of a program that is in force on a date; before the first one, the first.
    func program(_ id: ProgramID, on date: LocalDate, from store: Store) throws -> Program? {
        var known = contents.withLock { $0.programs[id] }
        if known == nil {
            let read = try store.versions(of: id)
            contents.withLock { $0.programs[id] = read }
            known = read
        }
        return known?.last { $0.effective <= date } ?? known?.first
    }

    func group(_ id: GroupID, from store: Store) throws -> Group? {
        if let known = contents.withLock({ $0.groups[id] }) { return known }
        let group = try store.group(id)
        contents.withLock { $0.groups[id] = group }
        return group
    }

    func session(_ name: SessionName, from store: Store) throws -> Session? {
        if let known = contents.withLock({ $0.sessions[name] }) { return known }
        let session = try store.session(name)
        contents.withLock { $0.sessions[name] = session }
        return session
    }

    /// A group's sessions on the days of a week, in the order of their start.
    func sessions(of group: GroupID, in week: Week, from store: Store) throws -> [Session] {
        if let known = contents.withLock({ $0.weeks[group]?[week] }) { return known }
        let sessions = try store.sessions(from: week.start, to: week.end.adding(days: -1), group: group)
        contents.withLock { $0.weeks[group, default: [:]][week] = sessions }
        return sessions
    }

    func member(_ code: MemberCode, from store: Store) throws -> MemberFile? {
        if let known = contents.withLock({ $0.members[code] }) { return known }
        guard let name = try store.memberName(code) else { return nil }
        let file = MemberFile(
            card: MemberCard(name), stays: try store.enrolments(of: code), places: try store.rosterEntries(of: code),
            bookings: try store.bookings(of: code), absences: try store.markedAbsences(of: code))
        contents.withLock { contents in
            if contents.members.count >= Self.memberLimit { contents.members = [:] }
            contents.members[code] = file
        }
        return file
    }

    /// The waivers that hold.
    func waivers(from store: Store) throws -> [Waiver] {
        if let known = contents.withLock({ $0.waivers }) { return known }
        let waivers = try store.waivers()
        contents.withLock { $0.waivers = waivers }
        return waivers
    }

    /// A member's week as it was last worked out.
    func record(of key: WeekKey, from store: Store) throws -> WeekRecord? {
        if let known = contents.withLock({ $0.records[key.member]?[key.week] }) { return known }
        let record = try store.week(key.week, of: key.member)
        if let record { keep([record]) }
        return record
    }

    /// Takes note of weeks that were written down.
    func keep(_ records: [WeekRecord]) {
        contents.withLock { contents in
            if contents.records.count + records.count > Self.memberLimit { contents.records = [:] }
            for record in records { contents.records[record.member, default: [:]][Week(start: record.week)] = record }
        }
    }

    /// A member's presences of a week, in the order in which they began.
    func presences(_ key: WeekKey, from store: Store) throws -> [RecordedPresence] {
        if let known = contents.withLock({ $0.presences[key.member]?[key.week] }) { return known }
        let presences = try store.presences(of: key.member, from: key.week.start, before: key.week.end)
        contents.withLock { contents in
            if contents.presences.count >= Self.memberLimit { contents.presences = [:] }
            contents.presences[key.member, default: [:]][key.week] = presences
        }
        return presences
    }

    /// The sessions of a week that have a free place; `find` is asked if they aren't known.
    func openSessions(in week: Week, find: () throws -> [SessionName]) rethrows -> [SessionName] {
        if let known = contents.withLock({ $0.open[week] }) { return known }
        let found = try find()
        contents.withLock { $0.open[week] = found }
        return found
    }

    /// Puts off what an event changes; who comes and goes is noted instead, since they do nothing else all evening.
    func take(_ event: NewEvent, sequence: Int) {
        let subject = event.subject
        contents.withLock { contents in
            if event.body.movesPlaces { contents.open = [:] }
            switch event.body {
            case .programDefined(let program): contents.programs[program.id] = nil
            case .groupAdded(let group), .groupEdited(let group): contents.groups[group.id] = nil
            case .groupAgendaSet: if let group = subject.group { contents.groups[group] = nil }
            case .sessionScheduled, .sessionRescheduled, .sessionOpened, .sessionStarted, .sessionEnded,
                .sessionCancelled, .sessionPaused, .sessionResumed, .sessionExtended, .phaseChanged, .timeTold,
                .turnTaken, .turnTakenBack, .guestsCounted, .sessionSigned, .signatureSuperseded:
                if let name = subject.session { contents.sessions[name] = nil }
                if let group = subject.group { contents.weeks[group] = nil }
            case .sessionMerged, .sessionReopened:
                contents.sessions = [:]
                contents.weeks = [:]
                contents.presences = [:]
                contents.members = [:]
            case .makeupBooked, .makeupCancelled:
                if let member = subject.member { contents.members[member] = nil }
            case .memberAdded, .memberEdited, .enrolmentAdmitted, .enrolmentWaitlisted, .enrolmentCancelled,
                .enrolmentDischarged, .enrolmentReinstated, .enrolmentAssigned, .enrolmentHeld, .enrolmentResumed,
                .enrolmentDated,
                .rosterAdded,
                .rosterWaitlisted, .rosterPromoted, .rosterRemoved:
                if let member = subject.member { contents.members[member] = nil }
            case .waiverAdded, .waiverRemoved: contents.waivers = nil
            case .checkedIn(let entry):
                guard let member = subject.member, let session = subject.session, let date = session.date else { break }
                let presence = Presence(from: event.happened, to: nil, mode: entry.mode)
                contents.begin(
                    RecordedPresence(member: member, session: session, presence: presence, event: sequence), on: date)
                // Whoever had been marked as not coming has come.
                if contents.members[member]?.absences.contains(session) == true { contents.members[member] = nil }
            case .checkedOut:
                guard let member = subject.member, let session = subject.session else { break }
                contents.end(member, session, at: event.happened)
            case .corrected, .takenBack:
                guard let member = subject.member else { break }
                contents.presences[member] = nil
                contents.members[member] = nil
            case .noShow, .moved:
                if let member = subject.member { contents.presences[member] = nil }
                guard case .moved(let moved) = event.body else { break }
                contents.presences[moved.to] = nil
                for member in [subject.member, moved.to].compactMap({ $0 }) { contents.members[member] = nil }
            case .siteFounded, .standingChanged, .alertRaised, .alertAcknowledged, .alertWithdrawn, .alertSuperseded,
                .alertEscalated, .absencesReviewed, .enrolmentDue, .memberAssigned, .measureRecorded,
                .measureCrossed, .noteRecorded, .noteTakenBack, .disclosed, .staffAdded, .staffEdited,
                .staffRemoved, .sessionLed, .sessionUnsigned, .pluginOperated,
                .sessionReminded, .sessionSoon, .memberLate, .checkoutMissing, .reminderScheduled, .reminderCancelled,
                .reminderDue, .reminderExpired,
                .weekOpened,
                .weekReviewed, .weekClosed:
                break
            }
        }
    }

    func clear() {
        contents.withLock { $0 = Contents() }
    }
}

extension EventBody {
    /// Whether another session than before has a free place.
    fileprivate var movesPlaces: Bool {
        switch self {
        case .groupAdded, .groupEdited, .rosterAdded, .rosterWaitlisted, .rosterPromoted, .rosterRemoved,
            .sessionScheduled,
            .sessionRescheduled, .sessionCancelled, .sessionMerged, .makeupBooked, .makeupCancelled,
            .enrolmentHeld, .enrolmentResumed:
            true
        default:
            false
        }
    }
}

/// What is known of a member beside what they attend.
struct MemberFile: Sendable {
    let card: MemberCard
    /// Oldest first.
    let stays: [Enrolment]
    /// The roster entries of all times.
    let places: [RosterEntry]
    /// The make-ups of all times.
    let bookings: [Booking]
    /// The sessions at which the member has been marked as not coming.
    let absences: Set<SessionName>
}
