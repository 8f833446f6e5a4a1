import Clinic
import Glibc
import Synchronization

extension PluginRunner {
    /// Hands events to the plugin and takes note of what became of them.
    func deliver(_ delivery: Delivery, _ disclosures: [Int: Disclosure]) async throws {
        let begin = ContinuousClock.now
        if isStreamed {
            try await exchange(delivery, disclosures, begin)
        } else {
            let (ending, used, lastLine) = try await attempt(delivery, disclosures)
            try Task.checkCancellation()
            // What nobody has fetched was no try; the runner that follows offers it again.
            if ending == .lost, isRetired { throw CancellationError() }
            let decision = machine?.ended(
                delivery, ending, reason: Self.reason(ending, lastLine), at: environment.now(),
                jitter: environment.jitter())
            if decision == .delivered {
                latencies.add(begin.duration(to: .now))
                breaker.succeeded()
            }
            if let decision { notice(decision, delivery.events, delivery.attempt, ending) }
            if decision == .park, !delivery.isRedo { fail(answered: false) }
            if let rest = allowance.use(used, at: environment.now()) { machine?.rest(until: rest) }
        }
    }

    /// Takes note of a failure, and leaves the plugin alone for a while if it has been enough.
    private func fail(answered: Bool) {
        if breaker.failed(answered: answered) {
            environment.notice(.circuitOpened(plugin: plugin.name, reason: failures, count: breaker.failures))
        }
        if breaker.isOpen { machine?.rest(until: environment.now() + Seconds(Breaker.rest)) }
    }

    private static func reason(_ ending: Ending, _ lastLine: String?) -> String {
        lastLine.map { "\(ending.words): \($0)" } ?? ending.words
    }

    private func notice(_ decision: DeliveryDecision, _ events: [RecordedEvent], _ attempt: Int, _ ending: Ending) {
        guard let last = events.last else { return }
        switch decision {
        case .delivered:
            for event in events { environment.notice(.delivered(plugin: plugin.name, event: event)) }
        case .park:
            for event in events {
                environment.notice(.parked(plugin: plugin.name, event: event, ending: ending.words))
            }
        case .again:
            environment.notice(.failed(plugin: plugin.name, event: last, attempt: attempt, ending: ending.words))
        case .stop:
            environment.notice(.stopped(plugin: plugin.name, event: last))
        }
    }

    // MARK: One start an event

    private func attempt(
        _ delivery: Delivery, _ disclosures: [Int: Disclosure]
    ) async throws -> (Ending, used: Duration, lastLine: String?) {
        let input = self.input(delivery, disclosures)
        let redact = Redaction(disclosures.values.flatMap(\.secrets), confidences)
        if plugin.manifest.kind == .unit {
            let id = delivery.events.last.map { "\($0.site)/\($0.sequence)" } ?? ""
            let (ending, reason) = await unit.handOver(
                input, id: id, attempt: delivery.attempt, timeout: plugin.manifest.timeout)
            return (ending, .zero, reason.map { redact($0) })
        }
        let keep = LastLine()
        let (ending, used) = await PluginProcess.run(
            await plugin.start(in: environment), input: input, timeout: .seconds(plugin.manifest.timeout.count)
        ) { [environment, plugin] line in
            let line = redact(line)
            keep.line = line
            environment.notice(.said(plugin: plugin.name, line: line))
        }
        return (ending, used, keep.line)
    }

    /// What a script reads: an event, or an array of them if they are gathered.
    private func input(_ delivery: Delivery, _ disclosures: [Int: Disclosure]) -> String {
        let events = delivery.events.map { event in
            CloudEvent(event: event, attempt: delivery.attempt, disclosure: disclosures[event.sequence]).json
        }
        return (plugin.manifest.batch == nil ? events.joined() : "[\(events.joined(separator: ","))]") + "\n"
    }

    // MARK: One start for many events

    private func exchange(
        _ delivery: Delivery, _ disclosures: [Int: Disclosure], _ begin: ContinuousClock.Instant
    ) async throws {
        let keep = LastLine()
        var result = PluginStream.Result()
        do {
            // It may remember until it ends what it is told now.
            confidences.add(disclosures.values.flatMap(\.secrets))
            let stream = try await running(keep, Redaction([], confidences))
            let events = delivery.events.map { event in
                (id: "\(event.site)/\(event.sequence)", sequence: event.sequence)
            }
            var bytes: [UInt8] = []
            for (index, event) in delivery.events.enumerated() {
                let attempt = index == 0 ? delivery.attempt : 1
                bytes +=
                    CloudEvent(event: event, attempt: attempt, disclosure: disclosures[event.sequence]).json.utf8
                bytes.append(UInt8(ascii: "\n"))
            }
            result = await withTaskCancellationHandler {
                await stream.exchange(events, bytes)
            } onCancel: {
                stream.cancel()
            }
        } catch let failure as PluginStart.Failure {
            result.ending = .notStarted(failure.errno)
        }
        // What was answered before a cancellation counts; what wasn't isn't the plugin's fault then.
        let isCancelled = Task.isCancelled
        settle(delivery, result, isCancelled, keep.line)
        if result.answers.values.contains(.done) { latencies.add(begin.duration(to: .now)) }
        if isCancelled { throw CancellationError() }
    }

    private func settle(_ delivery: Delivery, _ result: PluginStream.Result, _ isCancelled: Bool, _ lastLine: String?) {
        if result.protocolErrors > 0 {
            machine?.noteProtocolErrors(result.protocolErrors)
            environment.notice(
                .protocolErrors(plugin: plugin.name, told: result.complaints, count: result.protocolErrors))
        }
        if !result.answers.isEmpty {
            hasAnswered = true
            breaker.succeeded()
        }
        var delivery = delivery
        if isCancelled {
            let answered = delivery.events.filter { result.answers[$0.sequence] == .done }
            if answered.isEmpty { return }
            delivery = Delivery(
                events: answered, attempt: delivery.attempt, isRedo: delivery.isRedo, era: delivery.era)
        }
        let failed = machine?.ended(
            delivery, answers: result.answers, result.ending,
            reason: Self.reason(result.ending ?? .timedOut, lastLine), at: environment.now(),
            jitter: environment.jitter())
        if let (event, decision, ending) = failed { notice(decision, [event], delivery.attempt, ending) }
        guard result.ending != nil, !isCancelled else { return }
        fail(answered: hasAnswered)
    }

    /// The process that runs, started if there is none.
    private func running(_ keep: LastLine, _ redact: Redaction) async throws -> PluginStream {
        lines.begin(keep, redact)
        if let stream, !stream.hasEnded { return stream }
        hasAnswered = false
        let new = try await PluginStream.start(
            await plugin.start(in: environment), timeout: .seconds(plugin.manifest.timeout.count)
        ) { [environment, plugin, lines] line in
            environment.notice(.said(plugin: plugin.name, line: lines.take(line)))
        }
        stream = new
        return new
    }
}

/// The last line that a process wrote, which mostly says why it failed.
final class LastLine: Sendable {
    private let text = Mutex<String?>(nil)

    var line: String? {
        get { text.withLock { $0 } }
        set { text.withLock { $0 = newValue } }
    }
}

/// Where the lines of a process that outlives an exchange are kept for the one that is under way.
final class CurrentLine: Sendable {
    private let current = Mutex<(keep: LastLine, redact: Redaction)?>(nil)

    func begin(_ keep: LastLine, _ redact: Redaction) { current.withLock { $0 = (keep, redact) } }

    /// Keeps a line, without what is personal in it.
    func take(_ line: String) -> String {
        guard let (keep, redact) = current.withLock({ $0 }) else { return line }
        keep.line = redact(line)
        return keep.line ?? ""
    }
}
