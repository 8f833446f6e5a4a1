package import Clinic
import Glibc

/// A plugin outside of a host: run by itself, as a service of its own or by its author.
package actor LocalPlugin {
    package nonisolated let manifest: Manifest
    private let plugin: Plugin
    private let environment: PluginEnvironment
    private let line: @Sendable (String) -> Void
    private let confidences: Confidences
    private let lines = CurrentLine()
    private var stream: PluginStream?

    package struct Refused: Error {
        package let reason: String
    }

    /// What a run came to.
    package struct Run: Sendable {
        package let result: UnitResult
        /// How it ended, for people.
        package let words: String
        package let took: Duration
        /// What it wrote in stream mode that was no answer.
        package let complaints: [String]
        let ending: Ending

        /// What the daemon would do next, for people.
        ///
        /// - Parameter attempt: Counted from 1.
        package func next(attempt: Int, retries: Int) -> String {
            switch DeliveryDecision(ending, attempt: attempt, retries: retries, jitter: 0.999) {
            case .delivered: "the event is done, and the next one follows"
            case .again(let after):
                "it is tried again within \(after.count) s (attempt \(attempt + 1) of \(retries + 1))"
            case .park: "it is parked, and the next one follows"
            case .stop: "the plugin stops with it until an operator says 'convene plugin enable'"
            }
        }
    }

    /// Finds a plugin by its name, or by the path of its folder.
    ///
    /// - Parameters:
    ///   - confidences: What it learns over its connection.
    ///   - line: Hears what it writes, without what is personal in it.
    /// - Throws: ``Refused``.
    package init(
        _ name: String, in folders: [String], environment: PluginEnvironment,
        confidences: Confidences = Confidences(), line: @escaping @Sendable (String) -> Void
    ) throws(Refused) {
        let discovery = Discovery(folders: folders, trustedOwners: environment.trustedOwners)
        switch discovery.finding(name) {
        case .plugin(let found)?: plugin = found
        case .refused(let reason)?: throw Refused(reason: reason)
        case nil:
            throw Refused(
                reason: "there is no plugin \(name) in \(folders.joined(separator: ", ")); put its folder there, or "
                    + "name the folder that it is in with --folder")
        }
        manifest = plugin.manifest
        self.environment = environment
        self.confidences = confidences
        self.line = line
    }

    /// Whether another one that was found under its name is the same, down to its executable.
    package nonisolated func isSame(as other: LocalPlugin) -> Bool { plugin.isSame(as: other.plugin) }

    /// What the daemon would hand over: the input, or why it would hand over nothing.
    package nonisolated func input(
        _ event: RecordedEvent, attempt: Int, details: MemberDetails?
    ) -> Result<String, Refused> {
        let disclosure = manifest.fields.isEmpty ? nil : details.map { Disclosure($0, to: manifest) }
        if let objection = disclosure?.objection { return .failure(Refused(reason: objection)) }
        let json = CloudEvent(event: event, attempt: attempt, disclosure: disclosure).json
        return .success((manifest.batch == nil ? json : "[\(json)]") + "\n")
    }

    /// The folder of its own, which it is started in.
    package nonisolated var stateFolder: String { "\(environment.stateFolder)/\(plugin.name)" }

    /// The secrets that aren't there.
    package nonisolated var missingSecrets: [String] {
        manifest.secrets.filter { plugin.path(ofSecret: $0, in: environment) == nil }
    }

    /// Runs it once with an input, or gives it one more line in stream mode. If the task is cancelled it is asked to end.
    package func run(_ input: String, id: String) async -> Run {
        let begin = ContinuousClock.now
        let keep = LastLine()
        let secrets = Redaction.secrets(in: input)
        // What it is told now it may remember until it ends.
        if manifest.mode == .stream { confidences.add(secrets) }
        lines.begin(keep, Redaction(secrets, confidences))
        let told: @Sendable (String) -> Void = { [line, lines] text in line(lines.take(text)) }
        let timeout = Duration.seconds(manifest.timeout.count)
        var complaints: [String] = []
        let ending: Ending
        if manifest.mode == .stream {
            (ending, complaints) = await exchange(input, id, timeout, told)
        } else {
            ending = await PluginProcess.run(
                await plugin.start(in: environment), input: input, timeout: timeout, line: told
            ).ending
        }
        return Run(
            result: UnitResult(ending, reason: keep.line), words: ending.words, took: begin.duration(to: .now),
            complaints: complaints, ending: ending)
    }

    private func exchange(
        _ input: String, _ id: String, _ timeout: Duration, _ told: @escaping @Sendable (String) -> Void
    ) async -> (Ending, [String]) {
        if stream?.hasEnded != false {
            do {
                stream = try await PluginStream.start(
                    await plugin.start(in: environment), timeout: timeout, line: told)
            } catch {
                return (.notStarted((error as? PluginStart.Failure)?.errno ?? EAGAIN), [])
            }
        }
        guard let stream else { return (.lost, []) }
        let result = await withTaskCancellationHandler {
            await stream.exchange([(id: id, sequence: 1)], Array(input.utf8))
        } onCancel: {
            stream.cancel()
        }
        switch result.answers[1] {
        case .done?: return (.exited(0), result.complaints)
        case .again(let after)?: return (.asksAgain(after: after), result.complaints)
        case nil: return (result.ending ?? .timedOut, result.complaints)
        }
    }

    /// Ends what still runs in stream mode.
    package func stop() async {
        stream?.cancel()
        await stream?.ended()
    }
}

/// An event as every plugin reads it.
package enum PluginInput {
    /// One line of CloudEvents JSON, without anything personal.
    package static func json(_ event: RecordedEvent) -> String { CloudEvent(event: event, attempt: 1).json }
}
