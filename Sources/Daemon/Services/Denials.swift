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
        /// The role that would be needed; `nil` for a plugin, whose rights stand in its manifest.
        let role: Role?
        /// How often by now, within ten minutes.
        let count: Int
        /// The plugin that has asked for what its manifest doesn't name.
        var plugin: String?
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
            let (actor, method) = (LedgerWord.actor(of: denial), LedgerWord.method(of: denial))
            var fields = [JournalField(.method, method), JournalField(.count, denial.count)]
            if let plugin = LedgerWord.plugin(of: denial) {
                fields.append(JournalField(.plugin, plugin))
            } else {
                fields.append(JournalField(.actor, actor))
            }
            if let role = denial.role { fields.append(JournalField(.role, role)) }
            if let uid = denial.uid { fields.append(JournalField(.uid, uid)) }
            let text: LogText =
                if denial.count > 1 {
                    "\(actor) may not call \(method) and has tried it \(denial.count) times within 10 minutes"
                } else if let role = denial.role {
                    "\(actor) may not call \(method): that needs the role \(role)"
                } else {
                    "\(actor) may not call \(method): its plugin.toml doesn't name it"
                }
            journal.send(.permissionDenied, text, fields: fields)
        }
    }

    /// Takes note that a caller may not call a method, which is one of those that are served.
    func note(_ method: String, needing role: Role, by caller: Caller, uid: UInt32?) {
        guard let count = count(Key(actor: caller.actor, method: method)) else { return }
        say(Denial(actor: caller.actor, uid: uid, method: method, role: role, count: count))
    }

    /// Takes note that a plugin may not call a method, which is one of those that are served.
    func note(_ method: String, by plugin: String) {
        let actor = Caller(plugin: plugin).actor
        guard let count = count(Key(actor: actor, method: method)) else { return }
        say(Denial(actor: actor, uid: nil, method: method, role: nil, count: count, plugin: plugin))
    }

    /// How often it is by now; `nil` if this time isn't to be said.
    private func count(_ key: Key) -> Int? {
        let now = clock.now
        let count = tallies.withLock { tallies in
            if tallies.count >= Self.limit { tallies = tallies.filter { now < $0.value.since + Self.window } }
            if tallies.count >= Self.limit { tallies = [:] }
            var tally = tallies[key] ?? Tally(since: now)
            if now >= tally.since + Self.window { tally = Tally(since: now) }
            tally.count += 1
            tallies[key] = tally
            return tally.count
        }
        return Self.isPowerOfTen(count) ? count : nil
    }

    private static func isPowerOfTen(_ number: Int) -> Bool {
        var rest = number
        while rest.isMultiple(of: 10) { rest /= 10 }
        return rest == 1
    }
}
