import Clinic
package import Ledger
import Foundation
import Synchronization

/// Turns commands into events.
///
/// Commands that arrive together are decided one after the other and share one commit. An answer is given only after
/// that commit, and nobody else writes to the ledger.
package final class Engine: Sendable {
    package let ledger: Ledger
    package let site: Site
    package let clock: any Clock
    let shelf = Shelf()
    /// What questions have read since the last event.
    private let asked = Mutex((sequence: 0, shelf: Shelf()))
    private let lengths: Mutex<Settings>
    private let tallied = Mutex(Tally())
    private let state = Mutex(State())
    /// Where the last commit left the chain; read anew after one that failed.
    private let head = Mutex(ChainHead?.none)

    private struct State {
        var waiting: [Job] = []
        var drains = false
        var observers: [Int: @Sendable (Commit) -> Void] = [:]
        var nextObservation = 0
    }

    /// How many commands share one commit at most.
    private static let batchLimit = 256

    /// Takes a ledger into service; founds the site if the ledger is empty. As long as nothing is in it but what the
    /// calendar brings by itself, a site with other settings is founded anew.
    package init(ledger: Ledger, site settings: SiteSettings, clock: any Clock, settings lengths: Settings) throws {
        self.ledger = ledger
        self.clock = clock
        self.lengths = Mutex(lengths)
        site = try ledger.transaction { store in
            guard let site = try store.site() else { return try Self.found(settings, in: store, at: clock.now) }
            let isAsked =
                (site.name, site.zone, site.firstWeekday) == (settings.name, settings.zone, settings.firstWeekday)
            guard try !isAsked && !store.isInUse() else { return site }
            return try Self.found(settings, as: site.id, in: store, at: clock.now)
        }
    }

    /// The shelf of all questions about the ledger as it was after an event: what they read follows from the events alone.
    func shelf(for sequence: Int) -> Shelf {
        asked.withLock { asked in
            if asked.sequence != sequence { asked = (sequence, Shelf()) }
            return asked.shelf
        }
    }

    /// The lengths of time that are in force.
    package var settings: Settings { lengths.withLock { $0 } }

    /// Lets other lengths of time be in force for whatever is asked from now on. What is planned already stays.
    package func use(_ settings: Settings) {
        lengths.withLock { $0 = settings }
    }

    /// What has become of commands since the start.
    package var tally: Tally { tallied.withLock { $0 } }

    private static func found(
        _ settings: SiteSettings, as id: String = UUID().uuidString.lowercased(), in store: Store, at now: Instant
    ) throws -> Site {
        var head = try store.chainHead()
        let founded = SiteFounded(
            id: id, name: settings.name, zone: settings.zone.identifier,
            firstWeekday: settings.firstWeekday)
        let event = NewEvent(
            body: .siteFounded(founded), subject: Subject(), actor: Caller.clock.actor, cause: nil, happened: now,
            recorded: now)
        try store.apply(event, at: head)
        try store.append(event, weeks: [], to: &head)
        guard let site = try store.site() else { throw LedgerError.unreadable("a site that was just founded") }
        return site
    }

    /// Asks for something. `reply` runs on the ledger's queue, after the commit; it must not block.
    ///
    /// - Parameter key: The same key again gets the same answer and changes nothing.
    package func submit<C: Command>(
        _ command: C, from caller: Caller, key: String? = nil,
        reply: @escaping @Sendable (Result<Answer<C.Outcome>, Refusal>) -> Void
    ) {
        let asked = ContinuousClock.now
        let reply: @Sendable (Result<Answer<C.Outcome>, Refusal>) -> Void = { [self] result in
            tallied.withLock { $0.count(result, took: ContinuousClock.now - asked) }
            reply(result)
        }
        let job = Job(
            perform: { [self] transaction in
                let work = Work(transaction, caller: caller, engine: self)
                do {
                    let answer = try work.answer(command, key: key)
                    return { reply(.success(answer)) }
                } catch let refusal as Refusal where !work.hasWritten {
                    return { reply(.failure(refusal)) }
                }
            },
            fail: { reply(.failure($0)) })
        let starts = state.withLock { state in
            state.waiting.append(job)
            defer { state.drains = true }
            return !state.drains
        }
        if starts { ledger.enqueue { [self] in drain($0) } }
    }

    /// Calls `observer` after each commit that recorded something, on the ledger's queue; it must not block.
    ///
    /// - Returns: What to give to ``forget(_:)`` when it is enough.
    @discardableResult
    package func observe(_ observer: @escaping @Sendable (Commit) -> Void) -> Int {
        state.withLock { state in
            state.nextObservation += 1
            state.observers[state.nextObservation] = observer
            return state.nextObservation
        }
    }

    package func forget(_ observation: Int) {
        state.withLock { $0.observers[observation] = nil }
    }

    private func drain(_ writer: LedgerWriter) {
        while true {
            let jobs = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.batchLimit))
                state.waiting.removeFirst(batch.count)
                if batch.isEmpty { state.drains = false }
                return batch
            }
            if jobs.isEmpty { return }
            commit(jobs, writer)
        }
    }

    /// Carries out jobs in one commit. If that fails, each gets a commit of its own, so that one can't spoil another.
    private func commit(_ jobs: [Job], _ writer: LedgerWriter) {
        do {
            let (replies, commit) = try writer.transaction { store in
                let start = try head.withLock { $0 } ?? store.chainHead()
                let transaction = Transaction(store: store, head: start, now: clock.now)
                let replies = try jobs.map { try $0.perform(transaction) }
                head.withLock { $0 = transaction.head }
                let end = transaction.head.sequence
                let hasRecorded = end > start.sequence
                return (replies, hasRecorded ? Commit(sequence: end, movedTimers: transaction.movedTimers) : nil)
            }
            if let commit { for observer in state.withLock({ $0.observers.values }) { observer(commit) } }
            for reply in replies { reply() }
        } catch {
            shelf.clear()
            head.withLock { $0 = nil }
            if jobs.count > 1 { return jobs.forEach { commit([$0], writer) } }
            jobs[0].fail(
                error as? Refusal
                    ?? Refusal(
                        .unavailable,
                        "the ledger could not be written, so nothing was recorded (\(Self.cause(error))); "
                            + "look at the journal and at the disk, then try again"))
        }
    }

    /// What may be said of an error of the ledger: never the values that a statement was given.
    private static func cause(_ error: any Error) -> String {
        (error as? LedgerError)?.description ?? "SQLite refused"
    }
}

/// A command with its way back to whoever asked.
private struct Job: Sendable {
    /// Decides, and gives what is to be done once it is committed.
    let perform: @Sendable (Transaction) throws -> @Sendable () -> Void
    let fail: @Sendable (Refusal) -> Void
}

/// What a commit brought.
package struct Commit: Sendable {
    /// The sequence of its last event.
    package let sequence: Int
    /// Whether something falls due at another time than before.
    package let movedTimers: Bool
}

/// One commit, shared by the commands that arrived together.
final class Transaction {
    let store: Store
    var head: ChainHead
    let now: Instant
    var movedTimers = false

    init(store: Store, head: ChainHead, now: Instant) {
        self.store = store
        self.head = head
        self.now = now
    }
}
