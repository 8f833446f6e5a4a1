import ConvenedAPI
import Varlink

/// The board of a session: what it shows and what a key does. It reads and writes nothing itself, and is told the time
/// in milliseconds since 1970 UTC.
///
/// Members can see it, so it shows initials and arrivals alone; hours only at a key, and for ten seconds.
struct Board {
    /// Something to be asked of the daemon.
    enum Request: Equatable {
        case today, show, measures
        case checkIn(String), checkOut(String), undo
        case open, start(at: String?), end, next, back, pause, resume, extend
        case record(MeasureEntry)
    }

    enum Action: Equatable {
        case ask(Request)
        /// Something of the session's time is over, or nearly.
        case ring
        case leave
    }

    /// How much what is shown is worth.
    enum Link: Equatable {
        case connecting
        case live
        /// Nothing is known since then.
        case lost(reason: String, since: Int)
    }

    enum Mode: Equatable {
        case watching
        /// The next member key checks out.
        case checkingOut
        /// The next member key says who is asked for measures.
        case choosingForMeasures
        case measuring(MeasureEntry)
        /// Everybody would be checked out: is that meant?
        case confirmingEnd
        /// Treatment starts late: did it begin as planned, or now?
        case startingLate
        case help
    }

    struct Note: Equatable {
        var text: String
        var isTrouble = false
    }

    static let extensionSeconds = 600
    static let hoursShownFor = 10_000

    /// Whether full names are shown.
    let showsNames: Bool
    /// The session that was named; `nil` for whichever is on.
    let named: String?
    private(set) var session: String?
    private(set) var day: API.Sessions.Today.Reply?
    private(set) var shown: API.Sessions.Show.Reply?
    private(set) var link = Link.connecting
    var mode = Mode.watching
    var note: Note?
    var page = 0
    /// What the group's measures are; `nil` until they were asked for.
    private(set) var measures: [API.Measures.Definition]?
    /// Until when hours are shown.
    var hoursUntil = 0
    /// The keys of the members, in the order in which they were first seen. They stay theirs for the evening.
    private(set) var order: [String] = []
    private var refreshes = false
    private var isStale = false

    init(named session: String? = nil, showsNames: Bool = false) {
        named = session
        self.session = session
        self.showsNames = showsNames
    }

    var isLive: Bool { link == .live }

    /// Whether a key would mean something: something to choose from or to change is shown, or can't be.
    var takesKeys: Bool {
        if case .lost = link { true } else { shown != nil || day != nil && session == nil }
    }
}

// MARK: What the daemon says

extension Board {
    /// Something happened, or the connection has just begun to tell what does.
    mutating func take(_ events: [API.Events.Event]) -> [Action] {
        if case .lost = link { note = Note(text: "Connected again") }
        link = .live
        var actions: [Action] = []
        for event in events {
            if event.session == session, let warning = event.warning {
                note = Note(text: warning)
                actions.append(.ring)
            }
            if event.type == "session.opened", named == nil, shown?.session.isOver != false { session = nil }
        }
        return actions + refresh()
    }

    mutating func lost(_ reason: String, at now: Int) {
        if case .lost(_, let since) = link {
            link = .lost(reason: reason, since: since)
        } else {
            link = .lost(reason: reason, since: now)
        }
        (refreshes, isStale) = (false, false)
        mode = .watching
    }

    mutating func answer(_ reply: API.Sessions.Today.Reply) -> [Action] {
        day = reply
        if session == nil, let only = choices.first, choices.count == 1 { return choose(only) }
        return refreshed()
    }

    mutating func answer(_ reply: API.Sessions.Show.Reply) -> [Action] {
        if reply.session.session != shown?.session.session { order = [] }
        shown = reply
        session = reply.session.session
        let new = reply.attendances.filter { !order.contains($0.member) }
        order += new.sorted { ($0.label(showsNames), $0.member) < ($1.label(showsNames), $1.member) }.map(\.member)
        return refreshed()
    }

    /// What measures there are; the group's are asked for.
    mutating func answer(_ reply: API.Measures.List.Reply) {
        measures = reply.measures.filter { shown?.measures?.contains($0.measure) ?? false }
    }

    /// A change was made, and this is what it came to. The event that it is will bring what is shown up to date.
    mutating func done(_ text: String) {
        note = Note(text: text)
    }

    mutating func refused(_ text: String) -> [Action] {
        note = Note(text: text, isTrouble: true)
        return refreshed()
    }

    /// The sessions that it can be about.
    var choices: [API.Sessions.Session] { day?.sessions.filter(\.isOn) ?? [] }

    mutating func choose(_ chosen: API.Sessions.Session?) -> [Action] {
        session = chosen?.session
        shown = nil
        measures = nil
        page = 0
        (refreshes, isStale) = (false, false)
        return refresh()
    }

    private mutating func refresh() -> [Action] {
        if refreshes {
            isStale = true
            return []
        }
        refreshes = true
        return [.ask(session == nil ? .today : .show)]
    }

    private mutating func refreshed() -> [Action] {
        refreshes = false
        guard isStale else { return [] }
        isStale = false
        return refresh()
    }
}

extension API.Sessions.Session {
    var isOn: Bool { state == "open" || state == "running" }
    /// Whether nothing more will come of it.
    var isOver: Bool { state == "ended" || state == "closed" || state == "cancelled" }
}

extension API.Sessions.Attendance {
    /// What a board calls the member.
    func label(_ showsNames: Bool) -> String { showsNames ? name ?? shortName : initials }
}

extension API.Events.Event {
    /// What it says of a session's time, if it says anything.
    fileprivate var warning: String? {
        let phase = body["phase"]?.string ?? "This phase"
        let left = leftInWords(Int(body["left"]?.int ?? 0))
        switch type {
        case "session.phase_ends_soon": return "\(phase): \(left)"
        case "session.phase_overran": return "\(phase) has lasted as long as planned"
        case "session.ends_soon": return "The session: \(left)"
        case "session.overran": return "The session has lasted as long as planned"
        default: return nil
        }
    }
}
