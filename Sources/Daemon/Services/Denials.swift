import Clinic
import ConvenedAPI
import Engine
import Synchronization
import Systemd

/// Says in the journal who was refused what. Who tries again and again is a line at the first, tenth, hundredth… time
/// within ten minutes, so that nobody can fill the journal.
final class Denials: Sendable {
    /// What is said.
    struct Denial: Sendable, Equatable {
        let actor: String
        /// The account; `nil` for a plugin.
        let uid: UInt32?
        let method: String
        let role: Role
        /// How often by now, within ten minutes.
        let count: Int
    }

    private struct Key: Hashable {
        let actor: String
        let method: String
    }

    private struct Tally {
        var since: Instant
        var count = 0
    }

    private static let window = Seconds.minutes(10)
    /// How many pairs of callers and methods are told apart. There are few callers, and no more methods than are served.
    private static let limit = 4096
    private let clock: any Clock
    private let say: @Sendable (Denial) -> Void
    private let tallies = Mutex([Key: Tally]())

    init(clock: any Clock, say: @escaping @Sendable (Denial) -> Void) {
        self.clock = clock
        self.say = say
    }

    convenience init(clock: any Clock, journal: Journal) {
        self.init(clock: clock) { denial in
            let actor = LedgerWord.actor(of: denial)
            let method = LedgerWord.method(of: denial)
            var fields = [
                JournalField(.actor, actor), JournalField(.method, method), JournalField(.role, denial.role),
                JournalField(.count, denial.count),
            ]
            if let uid = denial.uid { fields.append(JournalField(.uid, uid)) }
            let text: LogText =
                denial.count == 1
                ? "\(actor) may not call \(method): that needs the role \(denial.role)"
                : "\(actor) may not call \(method) and has tried it \(denial.count) times within 10 minutes"
            journal.send(.permissionDenied, text, fields: fields)
        }
    }

    /// Takes note that a caller may not call a method, which is one of those that are served.
    func note(_ method: String, needing role: Role, by caller: Caller, uid: UInt32?) {
        let now = clock.now
        let count = tallies.withLock { tallies in
            if tallies.count >= Self.limit { tallies = tallies.filter { now < $0.value.since + Self.window } }
            if tallies.count >= Self.limit { tallies = [:] }
            let key = Key(actor: caller.actor, method: method)
            var tally = tallies[key] ?? Tally(since: now)
            if now >= tally.since + Self.window { tally = Tally(since: now) }
            tally.count += 1
            tallies[key] = tally
            return tally.count
        }
        guard Self.isPowerOfTen(count) else { return }
        say(Denial(actor: caller.actor, uid: uid, method: method, role: role, count: count))
    }

    private static func isPowerOfTen(_ number: Int) -> Bool {
        var rest = number
        while rest.isMultiple(of: 10) { rest /= 10 }
        return rest == 1
    }
}
