/// The screen at the door: what was scanned, what came of it, and what waits while the daemon is away. Reads, writes and
/// waits for nothing itself.
///
/// The daemon decides what a scan means. The kiosk sends one at a time, in order, and keeps each until it was answered:
/// a scan that wasn't answered is sent again with its key and its time, so that it counts once and as of then.
struct Kiosk: Equatable {
    /// Now, by two clocks.
    struct Moment {
        /// Milliseconds of a clock that is never set.
        var uptime: Int
        /// Milliseconds since 1970 UTC.
        var wall: Int
    }

    /// A code and when it was scanned.
    struct Scan: Equatable {
        let code: String
        /// Milliseconds since 1970 UTC.
        let at: Int
        /// The idempotency key.
        let key: String
        /// Whether whoever scanned was told that it waits.
        var isPending = false
    }

    enum Tone: Equatable {
        case good, neutral, bad
    }

    /// What whoever scanned is told.
    struct Panel: Equatable {
        var headline: String
        var detail: String
        var tone: Tone
    }

    enum Action: Equatable {
        case connect
        /// Closes the connection, which has become useless.
        case hangUp
        case send(Scan)
        /// Says what came of a scan, with the bell.
        case tell(Panel, Scan)
        /// Says what ending now would cost.
        case warn(Panel)
        /// It is over. What was never sent is in the queue.
        case leave
    }

    /// How many scans may wait.
    static let limit = 100
    /// How long an answer stays on the screen, in milliseconds.
    static let showsFor = 3000
    /// After how long without an answer a scan is said to wait, and after how long the connection is given up.
    static let patience = 1500
    static let timeout = 10_000
    /// How long to wait before each attempt to reach the daemon again; the last one goes on.
    static let delays = [0, 250, 500, 1000, 2000]
    /// A connection that lasted so long and broke was a good one.
    static let lasting = 5000
    /// How long what waits is still tried to be sent once the input has ended.
    static let farewell = 30_000
    /// The longest code, in bytes.
    private static let longest = 64

    private enum Link: Equatable {
        case up
        /// Since when an answer is waited for.
        case waiting(since: Int)
        case down(retryAt: Int)
    }

    private(set) var panel: Panel?
    private(set) var queue: [Scan] = []
    /// What was refused after whoever scanned had gone. Enter on an empty line clears it.
    private(set) var refusedLate: [Scan] = []
    /// Why the daemon can't be reached; `nil` while it can.
    private(set) var trouble: String?
    /// The bytes of the line that is being typed.
    private(set) var typed: [UInt8] = []

    private let keyPrefix: String
    private var count = 0
    private var link = Link.down(retryAt: 0)
    /// How often the daemon was lost since it was last known to be well.
    private var failures = 0
    private var connectedAt: Int?
    private var panelEnds: Int?
    /// The scan that the panel is about.
    private var panelKey: String?
    private var escape = Escape.none
    private var endsBy: Int?
    private var wasWarned = false

    private enum Escape {
        case none, begun, within
    }

    /// - Parameter keyPrefix: What the idempotency keys begin with: another text each time.
    init(keyPrefix: String) {
        self.keyPrefix = keyPrefix
    }

    /// How many scans were said to wait.
    var pendingCount: Int { queue.count(where: \.isPending) }

    // MARK: What is typed or scanned

    /// Takes what a keyboard or a scanner sent: lines that end with CR, LF or both, in pieces of whatever size.
    mutating func take(_ bytes: some Sequence<UInt8>, at now: Moment) -> [Action] {
        bytes.flatMap { take($0, at: now) }
    }

    private mutating func take(_ byte: UInt8, at now: Moment) -> [Action] {
        switch (escape, byte) {
        case (.begun, UInt8(ascii: "[")), (.begun, UInt8(ascii: "O")):
            escape = .within
            return []
        case (.within, _):
            if (0x40...0x7E).contains(byte) { escape = .none }
            return []
        default: escape = .none
        }
        switch byte {
        case 3: return interrupt(at: now)
        case 4 where typed.isEmpty: return end(at: now)
        case 8, 127: typed = Array(typed.dropLast())
        case 10, 13: return line(at: now)
        case 21: typed = []
        case 27:
            typed = []
            escape = .begun
        case 0..<32: break
        default: if typed.count <= Self.longest { typed.append(byte) }
        }
        return []
    }

    private mutating func line(at now: Moment) -> [Action] {
        let code = String(trimmed(String(decoding: typed, as: UTF8.self)[...]))
        typed = []
        wasWarned = false
        if code.isEmpty {
            refusedLate = []
            return []
        }
        count += 1
        let scan = Scan(code: code, at: now.wall, key: "\(keyPrefix)-\(count)")
        guard queue.count < Self.limit else { return tell(.full, scan, at: now) }
        queue.append(scan)
        if link == .up { return sendNext(at: now) }
        if case .down = link { return sayPending(at: now) }
        return []
    }

    /// The input has ended: what is left of a line counts, and what waits is still sent.
    mutating func end(at now: Moment) -> [Action] {
        let actions = line(at: now)
        endsBy = now.uptime + Self.farewell
        return actions + (queue.isEmpty ? [.leave] : [])
    }

    /// Ctrl-C. Once more is asked for if something would be lost.
    mutating func interrupt(at now: Moment) -> [Action] {
        guard !queue.isEmpty, !wasWarned else { return [.leave] }
        wasWarned = true
        show(.unsent(queue.count), at: now)
        return [.warn(.unsent(queue.count))]
    }

    // MARK: What the daemon does

    mutating func connected(at now: Moment) -> [Action] {
        link = .up
        connectedAt = now.uptime
        trouble = nil
        return sendNext(at: now)
    }

    /// The daemon can't be reached, or the connection broke. What was sent may have been carried out or not: its key
    /// tells the daemon.
    mutating func lost(_ reason: String, at now: Moment) -> [Action] {
        if let connectedAt, now.uptime - connectedAt >= Self.lasting { failures = 0 }
        connectedAt = nil
        link = .down(retryAt: now.uptime + Self.delays[min(failures, Self.delays.count - 1)])
        failures += 1
        // A daemon that closes an idle connection is no trouble as long as the next one succeeds.
        guard failures > 1 else { return [] }
        trouble = reason
        return sayPending(at: now)
    }

    /// The daemon has answered the scan that was sent.
    mutating func answered(_ panel: Panel, at now: Moment) -> [Action] {
        guard case .waiting = link, !queue.isEmpty else { return [] }
        let scan = queue.removeFirst()
        link = .up
        failures = 0
        var actions: [Action] = [.tell(panel, scan)]
        if !scan.isPending || panelKey == scan.key {
            show(panel, about: scan, at: now)
        } else if panel.tone == .bad {
            refusedLate.append(scan)
        }
        actions += sendNext(at: now)
        if endsBy != nil && queue.isEmpty { actions.append(.leave) }
        return actions
    }

    private mutating func sendNext(at now: Moment) -> [Action] {
        guard let next = queue.first else { return [] }
        link = .waiting(since: now.uptime)
        return [.send(next)]
    }

    private mutating func sayPending(at now: Moment) -> [Action] {
        var actions: [Action] = []
        for index in queue.indices where !queue[index].isPending {
            queue[index].isPending = true
            actions += tell(.pending, queue[index], at: now)
        }
        return actions
    }

    // MARK: What time does

    /// When time has to be told next, by the clock that is never set; `nil` if it doesn't matter.
    var wakesAt: Int? {
        let link =
            switch link {
            case .up: Int?.none
            case .waiting(let since): since + (queue.contains { !$0.isPending } ? Self.patience : Self.timeout)
            case .down(let retryAt): retryAt
            }
        return [link, panelEnds, endsBy].compactMap { $0 }.min()
    }

    mutating func tick(at now: Moment) -> [Action] {
        if let end = panelEnds, end <= now.uptime { clear() }
        if let endsBy, endsBy <= now.uptime { return [.leave] }
        switch link {
        case .down(let retryAt) where retryAt <= now.uptime: return [.connect]
        case .waiting(let since) where since + Self.timeout <= now.uptime:
            return [.hangUp] + lost("convened doesn't answer", at: now)
        case .waiting(let since) where since + Self.patience <= now.uptime: return sayPending(at: now)
        default: return []
        }
    }

    private mutating func clear() {
        panel = nil
        panelEnds = nil
        panelKey = nil
    }

    private mutating func tell(_ panel: Panel, _ scan: Scan, at now: Moment) -> [Action] {
        show(panel, about: scan, at: now)
        return [.tell(panel, scan)]
    }

    private mutating func show(_ panel: Panel, about scan: Scan? = nil, at now: Moment) {
        self.panel = panel
        panelEnds = now.uptime + Self.showsFor
        panelKey = scan?.key
    }
}
