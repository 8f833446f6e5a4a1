import Clinic

/// What is handed to a plugin at once: one event, or several if the plugin coalesces.
struct Delivery: Sendable, Equatable {
    let events: [RecordedEvent]
    /// Counted from 1.
    let attempt: Int
    /// Whether these were parked and are tried once more, out of order.
    let isRedo: Bool
    /// Grows whenever an operator moves the cursor, so that what was handed over before it moves no cursor after it.
    let era: Int
}

/// Decides what one plugin gets, when and how often. It knows neither processes nor the clock nor the ledger: it is told
/// what was found and what became of it, and says what is to be done next.
///
/// The ledger's copy of ``progress`` may be behind by what is ``unsaved``; after a crash that much is done again.
struct DeliveryMachine {
    enum Action: Equatable {
        /// Look for events after this one.
        case read(after: Int)
        /// Look up what is parked: these are to be tried once more.
        case fetch([Int])
        case deliver(Delivery)
        case wait(until: Instant)
        /// There is nothing to do until something new is committed or somebody asks for something.
        case rest
    }

    /// How many events that aren't for this plugin may be passed over before the cursor is saved.
    private static let unsavedLimit = 10_000

    private(set) var progress: PluginProgress
    /// What became of events since the last save.
    private(set) var unsaved: [DeliveryOutcome] = []
    private(set) var isDirty = false
    /// How far events were looked at; those between the cursor and this that don't wait aren't for this plugin.
    private(set) var looked: Int
    /// Grows whenever an operator moves the cursor.
    private(set) var era = 0
    private let retries: Int
    private let batch: Manifest.Batch?
    /// How many events are handed over at once to a plugin that takes them one a line.
    private let streamed: Int?
    /// How often events beyond the one at hand were tried.
    private var tries: [Int: Int] = [:]
    private var waiting: [RecordedEvent] = []
    private var redone: [ParkedDelivery] = []
    private var isAtEnd = false

    init(_ progress: PluginProgress, retries: Int, batch: Manifest.Batch?, streamed: Int? = nil) {
        self.progress = progress
        self.retries = retries
        self.batch = batch
        self.streamed = streamed
        looked = progress.cursor
    }

    func next(at now: Instant) -> Action {
        if progress.isDisabled { return .rest }
        // What a plugin is stuck at is looked up even if it isn't tried now: an operator may want to skip it.
        if let upTo = progress.upTo, looked < upTo { return .read(after: looked) }
        if progress.stopped != nil { return waiting.isEmpty && !isAtEnd ? .read(after: looked) : .rest }
        if !progress.redo.isEmpty { return again }
        if let next = progress.nextTry, next > now { return .wait(until: next) }
        guard let first = waiting.first else { return isAtEnd ? .rest : .read(after: looked) }
        // What was tried goes alone, so that nothing overtakes it any more.
        if let streamed { return deliver(progress.attempts > 0 ? 1 : streamed) }
        guard let batch else { return deliver(1) }
        if let upTo = progress.upTo { return deliver(waiting.prefix { $0.sequence <= upTo }.count) }
        if waiting.count >= batch.max { return deliver(batch.max) }
        if !isAtEnd { return .read(after: looked) }
        let due = first.recorded + batch.window
        return due <= now ? deliver(waiting.count) : .wait(until: due)
    }

    private var again: Action {
        let wanted = Array(progress.redo.prefix(batch?.max ?? 1))
        guard redone.map(\.event.sequence) == wanted else { return .fetch(wanted) }
        let attempt = redone.reduce(0) { max($0, $1.attempts) } + 1
        return .deliver(Delivery(events: redone.map(\.event), attempt: attempt, isRedo: true, era: era))
    }

    private func deliver(_ count: Int) -> Action {
        let events = Array(waiting.prefix(max(1, count)))
        return .deliver(Delivery(events: events, attempt: progress.attempts + 1, isRedo: false, era: era))
    }

    // MARK: What was found

    /// Something was committed.
    mutating func mayHaveMore() { isAtEnd = false }

    /// Takes what a look after ``looked`` has found for this plugin, which went as far as `last`.
    mutating func found(_ events: [RecordedEvent], upTo last: Int, isEnd: Bool, era asked: Int) {
        guard asked == era else { return }
        waiting += events
        looked = last
        isAtEnd = isEnd
        if waiting.isEmpty, looked - progress.cursor > Self.unsavedLimit {
            progress.cursor = looked
            isDirty = true
        }
    }

    /// Takes what a look for parked events has found. What isn't parked any more needs nothing.
    mutating func fetched(_ parked: [ParkedDelivery], of wanted: [Int]) {
        let found = Set(parked.map(\.event.sequence))
        redone = parked.sorted {
            (wanted.firstIndex(of: $0.event.sequence) ?? 0) < (wanted.firstIndex(of: $1.event.sequence) ?? 0)
        }
        guard found.count < wanted.count else { return }
        progress.redo.removeAll { wanted.contains($0) && !found.contains($0) }
        isDirty = true
    }

    // MARK: What became of it

    /// Takes how a delivery ended, and says what that means for it.
    mutating func ended(
        _ delivery: Delivery, _ ending: Ending, reason: String, at now: Instant, jitter: Double
    ) -> DeliveryDecision {
        // What was parked gets one more try and doesn't keep the others waiting for its retries.
        let decision = DeliveryDecision(
            ending, attempt: delivery.isRedo ? .max : delivery.attempt, retries: retries, jitter: jitter)
        switch decision {
        case .delivered:
            progress.delivered += delivery.events.count
            settle(delivery, .delivered, nil, at: now)
        case .park:
            progress.failed += 1
            settle(delivery, .parked, reason, at: now)
        case .again(let delay):
            progress.failed += 1
            isDirty = true
            guard delivery.era == era else { break }
            progress.attempts = delivery.attempt
            progress.upTo = delivery.events.last?.sequence
            progress.nextTry = now + delay
        case .stop:
            progress.failed += 1
            progress.stopped = reason
            note(delivery, .undeliverable, reason, at: now)
        }
        return decision
    }

    /// Takes what became of events that were handed over one a line.
    ///
    /// Those that were answered are settled, also beyond the first that wasn't; after a crash they come again. The first
    /// that wasn't, or that the plugin wants again, counts as tried.
    ///
    /// - Returns: The decision about that one, and which it is; `nil` if all are settled.
    mutating func ended(
        _ delivery: Delivery, answers: [Int: StreamMachine.Answer], _ ending: Ending?, reason: String,
        at now: Instant, jitter: Double
    ) -> (RecordedEvent, DeliveryDecision, Ending)? {
        let done = delivery.events.filter { answers[$0.sequence] == .done }
        progress.delivered += done.count
        for (count, events) in Dictionary(grouping: done, by: { attempt(at: $0, delivery) }) {
            let part = Delivery(events: events, attempt: count, isRedo: delivery.isRedo, era: delivery.era)
            note(part, .delivered, nil, at: now)
        }
        if let last = done.last { (progress.last, progress.lastAt) = (last.sequence, now) }
        let settled = Set(done.map(\.sequence))
        if delivery.isRedo {
            progress.redo.removeAll(where: settled.contains)
            redone = []
        } else if delivery.era == era {
            settle(settled)
        }
        for (sequence, answer) in answers where answer != .done { tries[sequence, default: 0] += 1 }
        guard let event = delivery.events.first(where: { !settled.contains($0.sequence) }) else { return nil }
        let own: Ending =
            if case .again(let after)? = answers[event.sequence] { .asksAgain(after: after) } else {
                ending ?? .timedOut
            }
        let reason = if case .asksAgain = own { own.words } else { reason }
        tries[event.sequence] = nil
        let count = delivery.isRedo ? delivery.attempt : attempt(at: event, delivery)
        let single = Delivery(events: [event], attempt: count, isRedo: delivery.isRedo, era: delivery.era)
        return (event, ended(single, own, reason: reason, at: now, jitter: jitter), own)
    }

    private func attempt(at event: RecordedEvent, _ delivery: Delivery) -> Int {
        event == delivery.events.first ? delivery.attempt : (tries[event.sequence] ?? 0) + 1
    }

    /// Takes out what was answered. The cursor stops before the first event that wasn't.
    private mutating func settle(_ settled: Set<Int>) {
        guard let head = waiting.first?.sequence else { return }
        let last = waiting.prefix { settled.contains($0.sequence) }.last?.sequence
        waiting.removeAll { settled.contains($0.sequence) }
        isDirty = true
        if let last { progress.cursor = last }
        if settled.contains(head) {
            progress.startOver()
            progress.attempts = waiting.first.flatMap { tries.removeValue(forKey: $0.sequence) } ?? 0
        }
    }

    /// Leaves the plugin alone for a while, longer than a retry alone would.
    mutating func rest(until instant: Instant) {
        progress.nextTry = max(instant, progress.nextTry ?? instant)
        isDirty = true
    }

    mutating func noteProtocolErrors(_ count: Int) {
        progress.protocolErrors += count
        isDirty = true
    }

    /// Goes without some events of a delivery, which the plugin may not be given.
    mutating func drop(_ reasons: [Int: String], of delivery: Delivery, at now: Instant) {
        for event in delivery.events {
            guard let reason = reasons[event.sequence] else { continue }
            let single = Delivery(events: [event], attempt: 0, isRedo: delivery.isRedo, era: delivery.era)
            note(single, .dropped, reason, at: now)
        }
        progress.dropped += reasons.count
        if delivery.isRedo {
            progress.redo.removeAll { reasons[$0] != nil }
            redone = []
        } else if delivery.era == era {
            settle(Set(reasons.keys))
        }
    }

    mutating func noteRefusedCalls(_ count: Int) {
        progress.refusedCalls += count
        isDirty = true
    }

    /// An event that needs nothing more: the cursor moves on with what became of it.
    private mutating func settle(
        _ delivery: Delivery, _ kind: DeliveryOutcome.Kind, _ reason: String?, at now: Instant
    ) {
        note(delivery, kind, reason, at: now)
        guard let last = delivery.events.last?.sequence else { return }
        progress.last = last
        progress.lastAt = now
        if delivery.isRedo {
            let done = Set(delivery.events.map(\.sequence))
            progress.redo.removeAll(where: done.contains)
            redone = []
        } else if delivery.era == era {
            advance(to: last)
        }
    }

    private mutating func note(
        _ delivery: Delivery, _ kind: DeliveryOutcome.Kind, _ reason: String?, at now: Instant
    ) {
        isDirty = true
        unsaved += delivery.events.map { event in
            DeliveryOutcome(sequence: event.sequence, kind: kind, reason: reason, attempts: delivery.attempt, at: now)
        }
    }

    private mutating func advance(to sequence: Int) {
        waiting.removeAll { $0.sequence <= sequence }
        progress.cursor = sequence
        progress.startOver()
        isDirty = true
    }

    /// What there was to save has been saved.
    mutating func saved(outcomes: Int, progress saved: PluginProgress) {
        unsaved.removeFirst(outcomes)
        isDirty = !unsaved.isEmpty || progress != saved
    }

    // MARK: What operators ask for

    /// Notes that an operator's wish, by the sequence of its event, is carried out.
    mutating func carriedOut(_ operation: Int) { progress.operation = operation }

    /// Tries parked events once more, and what waits for its next try at once.
    mutating func retry(_ sequences: [Int]) {
        progress.redo += sequences.filter { !progress.redo.contains($0) }
        progress.nextTry = nil
        isDirty = true
    }

    /// The event at hand, if it was tried and is to be tried again.
    var failing: Int? {
        progress.attempts > 0 || progress.stopped != nil ? waiting.first?.sequence : nil
    }

    /// The first event that was found for this plugin and isn't settled.
    var firstWaiting: Int? { waiting.first?.sequence }

    /// Goes without a parked event, or without the one at hand.
    mutating func skip(_ sequence: Int, attempts: Int, reason: String, at now: Instant) {
        progress.redo.removeAll { $0 == sequence }
        redone = []
        unsaved.append(
            DeliveryOutcome(sequence: sequence, kind: .skipped, reason: reason, attempts: attempts, at: now))
        isDirty = true
        guard sequence == failing else { return }
        era += 1
        advance(to: sequence)
    }

    /// Goes back, so that every event after a sequence is heard again.
    mutating func replay(after sequence: Int) {
        era += 1
        waiting = []
        looked = sequence
        isAtEnd = false
        progress.cursor = sequence
        progress.startOver()
        isDirty = true
    }
}
