import Clinic
import Crypto
import Foundation
import Ledger

/// What a command sees and does: the ledger's rows, the time, who asks, and the one way to record an event.
package final class Work {
    let store: Store
    /// When the command is carried out; all that it records was recorded then.
    let now: Instant
    let caller: Caller
    let site: Site
    let settings: Settings
    let shelf: Shelf
    private let transaction: Transaction
    private(set) var hasWritten = false
    /// The weeks that were worked out since the last event that could change any.
    var workedOut: [WeekKey: WorkedWeek] = [:]
    /// What the command has done beside what it was asked for.
    var aftermath = Aftermath()

    init(_ transaction: Transaction, caller: Caller, engine: Engine) {
        self.transaction = transaction
        self.caller = caller
        shelf = engine.shelf
        store = transaction.store
        now = transaction.now
        site = engine.site
        settings = engine.settings
    }

    /// The same view of a snapshot, for questions. Nothing can be recorded through it.
    init(reading store: Store, engine: Engine) throws {
        transaction = Transaction(store: store, head: try store.chainHead(), now: engine.clock.now)
        self.store = store
        now = transaction.now
        caller = .clock
        site = engine.site
        settings = engine.settings
        shelf = engine.shelf(for: transaction.head.sequence)
    }

    /// Today at the site.
    var today: LocalDate { site.zone.date(at: now) }

    var lastSequence: Int { transaction.head.sequence }

    /// Records an event and works out anew the weeks that it touches. Returns its sequence.
    @discardableResult
    func record(
        _ body: EventBody, about subject: Subject, happened: Instant? = nil, cause: Int? = nil,
        touching weeks: [WeekKey] = []
    ) throws -> Int {
        let event = try apply(body, about: subject, happened: happened, cause: cause)
        let changes = try reach(of: weeks, subject.session).compactMap { try change(of: $0) }
        try append(event, weeks: changes.map(\.after))
        let sequence = transaction.head.sequence
        for change in changes { try follow(change, cause: sequence, session: subject.session, waits: !body.isCallOut) }
        if body.correctsAbsences {
            for member in Set(weeks.map(\.member)).sorted() {
                try followAbsences(of: member, session: subject.session, cause: sequence)
            }
        }
        return sequence
    }

    /// Records an event that brings the weeks as they stand after it. Returns its sequence.
    func record(_ body: EventBody, about subject: Subject, writing weeks: [WeekRecord]) throws -> Int {
        let event = try apply(body, about: subject, happened: nil, cause: nil)
        try append(event, weeks: weeks)
        return transaction.head.sequence
    }

    private func append(_ event: NewEvent, weeks: [WeekRecord]) throws {
        try store.append(event, weeks: weeks, to: &transaction.head)
        shelf.keep(weeks)
    }

    private func apply(_ body: EventBody, about subject: Subject, happened: Instant?, cause: Int?) throws -> NewEvent {
        hasWritten = true
        if !body.followsFromWeeks { workedOut = [:] }
        if body.movesTimers { transaction.movedTimers = true }
        aftermath.take(body, of: subject)
        let event = NewEvent(
            body: body, subject: subject, actor: caller.actor, cause: cause, happened: happened ?? now, recorded: now)
        try store.apply(event, at: transaction.head)
        shelf.take(event, sequence: transaction.head.sequence + 1)
        return event
    }

    /// Carries out a command, or answers as before if its key is known.
    func answer<C: Command>(_ command: C, key: String?) throws -> Answer<C.Outcome> {
        guard let key else { return try answer(carryOut(command)) }
        guard (1...128).contains(key.utf8.count) else {
            throw Refusal(.badValue(field: "idempotencyKey"), "an idempotency key has 1 to 128 bytes; choose another")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let digest = Data(SHA256.hash(data: try encoder.encode(command)))
        if let kept = try store.answer(for: key) {
            guard kept.actor == caller.actor, kept.command == C.name, kept.digest == digest else {
                throw Refusal(
                    .keyReused,
                    "the idempotency key was used for another command within the last seven days; choose a new one")
            }
            guard let outcome = try? JSONDecoder().decode(C.Outcome.self, from: Data(kept.outcome.utf8)) else {
                throw Refusal(
                    .keyReused,
                    "this was carried out when it was asked for with the same idempotency key before, but the answer that "
                        + "was given then can't be read by this version; look at what is known now, and ask for anything "
                        + "else with a new key")
            }
            return try answer(outcome)
        }
        let outcome = try carryOut(command)
        let text = String(decoding: try encoder.encode(outcome), as: UTF8.self)
        try store.keep(
            KeptAnswer(actor: caller.actor, command: C.name, digest: digest, outcome: text), for: key, at: now)
        hasWritten = true
        return try answer(outcome)
    }

    private func carryOut<C: Command>(_ command: C) throws -> C.Outcome {
        let outcome = try command.perform(self)
        try followAftermath()
        return outcome
    }

    private func answer<Outcome: CommandOutcome>(_ outcome: Outcome) throws -> Answer<Outcome> {
        var cards: [MemberCode: MemberCard] = [:]
        for code in outcome.members where cards[code] == nil {
            cards[code] = try file(of: code)?.card
        }
        return Answer(outcome: outcome, cards: cards, sequence: transaction.head.sequence)
    }
}

extension EventBody {
    fileprivate var isCallOut: Bool {
        if case .corrected(let correction) = self { correction.kind == .calledOut } else { false }
    }
}
