package import Clinic
import Ledger

/// A member scans their code at the door: they come, they go, or nothing changes.
///
/// Which of these it is, is decided here and at once, so that no screen guesses from what it knew a moment ago.
package struct Scan: Command {
    package static let name = "scan"
    /// How long before a session's planned end a member who is in leaves by scanning.
    static let leaving = Seconds.minutes(15)
    /// A second scan this soon is the first one once more.
    static let echo = Seconds.minutes(1)
    /// How long somebody who left is told so if nothing takes them in.
    static let farewell = Seconds.hours(1)

    let code: String
    let session: String?
    let at: String?
    let out: Bool

    /// - Parameters:
    ///   - session: The only session that is meant; any of the member's if absent.
    ///   - at: When it was scanned, in RFC 3339; now if absent, and if it is still ahead.
    ///   - out: Whether members only leave, at any time.
    package init(code: String, session: String?, at: String?, out: Bool) {
        self.code = code
        self.session = session
        self.at = at
        self.out = out
    }

    package func perform(_ work: Work) throws -> ScanOutcome {
        let member = try work.scanned(code)
        let door = try Door(member: member, session: session, at: instant(work), work: work)
        if let place = try door.inside { return try leave(place, door) }
        if let echo = try door.lastPlace(within: Self.echo), !echo.leftWithTheEnd {
            return try door.outcome(.alreadyOut, echo)
        }
        if !out, let session = try door.entrance {
            let late = session.ended == nil ? nil : Door.lateReason
            let since = try work.checkIn(member, to: session, at: door.arrival(at: session), reason: late).since
            return try door.outcome(.in, Place(session: session, came: since, left: nil))
        }
        if let last = try door.lastPlace(within: Self.farewell) { return try door.outcome(.alreadyOut, last) }
        throw try out ? door.neverCame : door.closed
    }

    /// What a scan means for a member who is in.
    private func leave(_ place: Place, _ door: Door) throws -> ScanOutcome {
        let isOver = door.at >= place.session.plannedEnd - Self.leaving && door.at >= place.came + Self.echo
        guard out || isOver, door.at > place.came else { return try door.outcome(.alreadyIn, place) }
        try door.leave(place)
        return try door.outcome(.out, Place(session: place.session, came: place.came, left: door.at))
    }

    private func instant(_ work: Work) throws -> Instant {
        guard let at else { return work.now }
        guard let instant = Instant(rfc3339: at) else {
            throw Refusal(
                .badValue(field: "at"),
                "the time \(at.shortened) can't be read; write it as 2026-11-23T18:05:00-05:00")
        }
        guard instant >= work.now - .hours(24) else {
            throw Refusal(
                .outsideSession,
                "a scan of more than a day ago can't be taken; enter it with "
                    + "'convene attendance correct SESSION MEMBER --in 18:00 --reason …'")
        }
        return min(instant, work.now)
    }
}

/// What a scan came to.
package struct ScanOutcome: CommandOutcome {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case `in`
        case alreadyIn = "already_in"
        case out
        case alreadyOut = "already_out"
    }

    package let kind: Kind
    package let member: MemberCode
    package let session: SessionName
    /// What the group is called in front of others.
    package let label: String
    package let since: Instant
    /// `nil` for somebody who is in.
    package let until: Instant?

    package var members: [MemberCode] { [member] }
}

/// A stretch that a member was at a session.
private struct Place {
    let session: Session
    let came: Instant
    /// `nil` while they are there.
    let left: Instant?

    /// Whether it was the session that ended or was called off, and nobody who left.
    var leftWithTheEnd: Bool { left != nil && (left == session.ended || session.state == .cancelled) }
}

/// One member at the door at one moment, which can be a while ago if the daemon was away then.
private struct Door {
    /// Why something is entered at a session that has ended by now.
    static let lateReason = "scanned while the daemon was away"

    let member: MemberCode
    let at: Instant
    let work: Work
    /// The session that is meant if only one is.
    private let only: Session?

    init(member: MemberCode, session: String?, at: Instant, work: Work) throws {
        self.member = member
        self.at = at
        self.work = work
        only = try session.map { try work.session($0, among: []) }
    }

    /// Where the member was today or yesterday, in order.
    var places: [Place] {
        get throws {
            let today = work.site.zone.date(at: at)
            let presences = try work.store.presences(
                of: member, from: today.adding(days: -1), before: today.adding(days: 2))
            return try presences.filter { only == nil || $0.session == only?.name }.compactMap { recorded in
                guard let session = try work.session(recorded.session) else { return nil }
                return Place(session: session, came: recorded.presence.from, left: recorded.presence.to)
            }.sorted { $0.came < $1.came }
        }
    }

    /// Where the member is; for a scan that is told late also where they were until the session's end, which has come
    /// since.
    var inside: Place? {
        get throws {
            let places = try places
            return places.last { $0.left == nil }
                ?? places.last { place in
                    place.leftWithTheEnd && place.came <= at && isToldLate(of: place.session)
                }
        }
    }

    /// Where the member was last, if they left no longer ago than this.
    func lastPlace(within time: Seconds) throws -> Place? {
        try places.last { place in place.left.map { $0 + time > at } ?? false }
    }

    /// The session that the member comes to; `nil` if they belong in none that takes them.
    var entrance: Session? {
        get throws {
            let choices = try open.filter { session in
                guard try session == only || work.origin(of: member, at: session) != .walkIn else { return false }
                let isOver = at >= session.plannedEnd - Scan.leaving
                return try !isOver || !places.contains { $0.session.name == session.name }
            }
            return choices.count > 1 ? try work.session(nil, among: choices) : choices.first
        }
    }

    /// The sessions that took check-ins at that moment.
    private var open: [Session] {
        get throws {
            let today = work.site.zone.date(at: at)
            return try work.store.sessions(from: today.adding(days: -1), to: today.adding(days: 1)).filter { session in
                guard only == nil || session.name == only?.name else { return false }
                switch session.state {
                case .open: return true
                case .running: return at >= earliest(session)
                case .ended: return at >= earliest(session) && isToldLate(of: session)
                case .scheduled, .cancelled, .closed: return false
                }
            }
        }
    }

    /// Whether a session has ended between the scan and now. One that is ended in the minute before its planned end has its
    /// end still ahead.
    private func isToldLate(of session: Session) -> Bool {
        guard session.state == .ended, let ended = session.ended else { return false }
        return at < ended && ended <= work.now
    }

    private func earliest(_ session: Session) -> Instant {
        min(session.plannedStart - work.settings.opensBefore, session.started ?? session.plannedStart)
    }

    /// When the member counts as having come. A session that was opened by hand before its time takes them from now on.
    func arrival(at session: Session) -> Instant {
        session.state == .open ? max(at, min(earliest(session), work.now)) : at
    }

    /// Records that the member left, or that they left before the end that they were taken to have stayed for.
    func leave(_ place: Place) throws {
        guard place.left != nil, let before = try work.store.entry(of: member, at: place.session) else {
            return try work.checkOut(member, from: place.session, at: at)
        }
        let presences = before.presences.map { presence in
            presence.from == place.came ? Presence(from: presence.from, to: at, mode: presence.mode) : presence
        }
        try work.checkMayCorrect(place.session, "corrected")
        _ = try work.correct(
            .corrected, member, at: place.session,
            to: AttendanceEntry(state: before.state, origin: before.origin, presences: presences),
            reason: Self.lateReason)
    }

    func outcome(_ kind: ScanOutcome.Kind, _ place: Place) throws -> ScanOutcome {
        ScanOutcome(
            kind: kind, member: member, session: place.session.name, label: try work.group(of: place.session).label,
            since: place.came, until: place.left)
    }

    var neverCame: Refusal {
        Refusal(.notIn(member), "\(member) is in no session, so can't be checked out; ask the staff")
    }

    /// Why the member can't come in.
    var closed: Refusal {
        get throws {
            if let session = try open.first {
                try work.admit(member, to: session, work.group(of: session), as: .walkIn, walkIn: false)
            }
            let own = try work.store.sessions(from: work.today, to: work.today).filter { session in
                try session == only || (only == nil && work.origin(of: member, at: session) != .walkIn)
            }
            guard let session = own.first(where: { $0.state == .scheduled }) ?? own.last else {
                return try work.noneOpen()
            }
            return work.wrongState(session, "checked into", "ask the staff")
        }
    }
}
