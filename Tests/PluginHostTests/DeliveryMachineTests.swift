import Clinic
import Testing

@testable import PluginHost

@Suite("What a plugin gets, when and how often")
struct DeliveryMachineTests {
    private static let start = Instant(milliseconds: 1_800_000_000_000)

    /// A machine that has found events 1 to `count`, recorded a minute apart.
    private static func machine(_ count: Int, retries: Int = 1, batch: Manifest.Batch? = nil) -> DeliveryMachine {
        var machine = DeliveryMachine(PluginProgress(cursor: 0), retries: retries, batch: batch)
        machine.found(events(1...count), upTo: count, isEnd: true, era: machine.era)
        return machine
    }

    private static func events(_ sequences: ClosedRange<Int>) -> [RecordedEvent] {
        sequences.map { sequence in
            RecordedEvent(
                site: "test-site", sequence: sequence, type: "test.happened", version: 1, subject: Subject(),
                actor: "clock", cause: nil, happened: start, recorded: start + .minutes(sequence - 1), body: "{}")
        }
    }

    /// What is delivered next, as `sequences#attempt`, or the name of what is to be done instead.
    private static func next(_ machine: DeliveryMachine, after minutes: Int = 0) -> String {
        switch machine.next(at: start + .minutes(minutes)) {
        case .read(let after): "read \(after)"
        case .fetch(let wanted): "fetch \(wanted)"
        case .deliver(let delivery): "\(delivery.events.map(\.sequence))#\(delivery.attempt)"
        case .wait(let until): "wait \(start.seconds(until: until).count)"
        case .rest: "rest"
        }
    }

    private static func end(_ machine: inout DeliveryMachine, _ ending: Ending, after minutes: Int = 0) {
        guard case .deliver(let delivery) = machine.next(at: start + .minutes(minutes)) else { return }
        _ = machine.ended(delivery, ending, reason: "no", at: start + .minutes(minutes), jitter: 0.5)
    }

    @Test("One at a time, in order, each tried until it is taken or parked, and then the next")
    func order() {
        var machine = Self.machine(2)
        #expect(Self.next(machine) == "[1]#1")
        Self.end(&machine, .exited(1))
        #expect(Self.next(machine) == "wait 2")
        #expect(Self.next(machine, after: 1) == "[1]#2")
        Self.end(&machine, .exited(1), after: 1)
        #expect(machine.unsaved.map(\.kind) == [.parked])
        #expect(Self.next(machine, after: 1) == "[2]#1")
        Self.end(&machine, .exited(0), after: 1)
        #expect(Self.next(machine, after: 1) == "rest")
        machine.mayHaveMore()
        #expect(Self.next(machine, after: 1) == "read 2")
        #expect(machine.progress.cursor == 2)
    }

    @Test("Nothing is coalesced unasked; what is gathered waits for the window or for enough")
    func batches() {
        let batch = Manifest.Batch(window: .minutes(15), max: 3)
        #expect(Self.next(Self.machine(3)) == "[1]#1")
        var machine = Self.machine(2, batch: batch)
        #expect(Self.next(machine, after: 1) == "wait 900")
        #expect(Self.next(machine, after: 15) == "[1, 2]#1")
        Self.end(&machine, .exited(75), after: 15)
        // The same ones are tried again, whatever has come since.
        machine.mayHaveMore()
        machine.found(Self.events(3...5), upTo: 5, isEnd: true, era: machine.era)
        #expect(Self.next(machine, after: 16) == "[1, 2]#2")
        Self.end(&machine, .exited(0), after: 16)
        #expect(Self.next(machine, after: 16) == "[3, 4, 5]#1")
    }

    @Test("After a restart a batch that was tried is the same batch")
    func batchAfterRestart() {
        var first = Self.machine(2, batch: Manifest.Batch(window: .minutes(15), max: 3))
        Self.end(&first, .timedOut, after: 15)
        var second = DeliveryMachine(first.progress, retries: 1, batch: Manifest.Batch(window: .minutes(15), max: 3))
        #expect(Self.next(second, after: 16) == "read 0")
        second.found(Self.events(1...6), upTo: 6, isEnd: true, era: second.era)
        #expect(Self.next(second, after: 16) == "[1, 2]#2")
    }

    @Test("A parked event gets one more try, before the others, and is parked again if that fails")
    func redo() {
        var machine = Self.machine(3, retries: 0)
        Self.end(&machine, .exited(1))
        let parked = ParkedDelivery(event: Self.events(1...1)[0], reason: "no", attempts: 1, at: Self.start)
        for (ending, kind) in [(Ending.exited(1), DeliveryOutcome.Kind.parked), (.exited(0), .delivered)] {
            machine.retry([1])
            #expect(Self.next(machine) == "fetch [1]")
            machine.fetched([parked], of: [1])
            #expect(Self.next(machine) == "[1]#2")
            Self.end(&machine, ending)
            #expect(machine.unsaved.last?.kind == kind)
            #expect(Self.next(machine) == "[2]#1")
        }
        #expect(machine.progress.cursor == 1)
        machine.retry([1])
        machine.fetched([], of: [1])
        #expect(Self.next(machine) == "[2]#1", "what isn't parked any more needs nothing")
    }

    @Test("What a plugin is stuck at can be skipped, and what was handed over before moves nothing")
    func skip() {
        var machine = Self.machine(2)
        Self.end(&machine, .exited(1))
        guard case .deliver(let running) = machine.next(at: Self.start + .minutes(1)) else {
            Issue.record("nothing is delivered")
            return
        }
        #expect(machine.failing == 1)
        machine.skip(1, attempts: 1, reason: "skipped", at: Self.start)
        #expect(Self.next(machine) == "[2]#1")
        _ = machine.ended(running, .exited(1), reason: "no", at: Self.start, jitter: 0.5)
        #expect(Self.next(machine) == "[2]#1")
        #expect(machine.progress.cursor == 1)
    }

    @Test("A replay goes back, and what was handed over before it moves no cursor")
    func replay() {
        var machine = Self.machine(5)
        for _ in 1...3 { Self.end(&machine, .exited(0)) }
        guard case .deliver(let running) = machine.next(at: Self.start) else {
            Issue.record("nothing is delivered")
            return
        }
        machine.replay(after: 1)
        _ = machine.ended(running, .exited(0), reason: "", at: Self.start, jitter: 0.5)
        #expect(machine.progress.cursor == 1)
        #expect(Self.next(machine) == "read 1")
        // What was looked up before it counts no more.
        machine.found(Self.events(6...7), upTo: 7, isEnd: true, era: machine.era - 1)
        #expect(Self.next(machine) == "read 1")
    }

    @Test("A plugin that waits for the operator still knows what it is stuck at after a restart")
    func stopped() {
        var machine = Self.machine(2)
        Self.end(&machine, .exited(78))
        #expect(Self.next(machine) == "rest")
        var second = DeliveryMachine(machine.progress, retries: 1, batch: nil)
        #expect(Self.next(second) == "read 0")
        second.found(Self.events(1...2), upTo: 2, isEnd: true, era: second.era)
        #expect(Self.next(second) == "rest")
        #expect(second.failing == 1)
    }

    @Test("What couldn't be saved is kept until it can")
    func saving() {
        var machine = Self.machine(2)
        Self.end(&machine, .exited(0))
        let first = machine.progress
        Self.end(&machine, .exited(0))
        machine.saved(outcomes: 1, progress: first)
        #expect(machine.isDirty)
        #expect(machine.unsaved.map(\.sequence) == [2])
        machine.saved(outcomes: 1, progress: machine.progress)
        #expect(!machine.isDirty)
    }
}
