import Clinic
import ConvenedAPI
import Foundation
import Glibc
import PluginHost
import Varlink

/// Tries a plugin with one event and no daemon, and shows what goes in and what comes of it.
package struct PluginTrial: Sendable {
    /// Where the event comes from.
    package enum Source: Sendable {
        /// A sample of a type; of a type that the plugin hears if absent.
        case sample(String?)
        /// A file with an event as plugins read it.
        case file(String)
        /// An event of the daemon's ledger, by its sequence.
        case live(Int, socket: String?)
    }

    private static let sample = MemberDetails(
        name: Personal("Sample Person"), born: Personal(LocalDate(daysSince1970: 7031)),
        contacts: Personal([
            Contact(channel: .email, address: "sample.person@example.org", consent: true),
            Contact(channel: .sms, address: "555-0100", consent: true),
        ]))

    private let plugin: LocalPlugin
    private let source: Source

    /// - Parameter name: The plugin's name, or the path of its folder.
    /// - Throws: ``StartupFailure`` with every problem of the manifest.
    package init(_ name: String, folders: [String]?, source: Source) throws(StartupFailure) {
        self.source = source
        var socket: (@Sendable () -> String)?
        if case .live(_, let given) = source { socket = { Self.path(given) } }
        plugin = try PluginTools.plugin(
            name, folders: folders, socket: socket, ownsStrays: PluginPeer.adoptStrays()
        ) { PluginTools.say("  \($0)") }
    }

    /// Runs it.
    ///
    /// - Returns: Whether the event would be done.
    /// - Throws: ``StartupFailure``.
    package func run() async throws -> Bool {
        signal(SIGPIPE, SIG_IGN)
        let (input, id) = try input()
        let missing = plugin.missingSecrets
        if !missing.isEmpty {
            PluginTools.say("Missing secrets: \(missing.joined(separator: ", ")); the daemon would wait for them")
        }
        if !isLive, !plugin.manifest.may.isEmpty {
            PluginTools.say("It may ask the daemon, and in a trial there is none to ask but with --live")
        }
        PluginTools.say("Input\n  \(input.trimmingCharacters(in: .newlines))\nOutput")
        let run = await plugin.run(input, id: id)
        await plugin.stop()
        for complaint in run.complaints { PluginTools.say("  breaks the protocol: \(complaint)") }
        let milliseconds = Int(run.took / .milliseconds(1))
        PluginTools.say("Ending\n  \(run.words), after \(milliseconds) ms")
        PluginTools.say("State\n  \(plugin.stateFolder): \(files.isEmpty ? "empty" : files.joined(separator: ", "))")
        PluginTools.say("Next\n  \(run.next(attempt: 1, retries: plugin.manifest.retries))")
        return run.result.kind == .exited && run.result.code == 0
    }

    private var isLive: Bool { if case .live = source { true } else { false } }

    private static func path(_ socket: String?) -> String {
        socket ?? PluginTools.variable("CONVENED_SOCKET") ?? "/run/convened/convened.sock"
    }

    /// What the plugin keeps in its folder.
    private var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: plugin.stateFolder)) ?? []).sorted()
    }

    private func input() throws -> (text: String, id: String) {
        if case .file(let path) = source { return try file(path) }
        let event = try event()
        if !plugin.manifest.hears(event.type) {
            PluginTools.say("It doesn't hear \(event.type), so the daemon would never give it this.")
        }
        switch plugin.input(event, attempt: 1, details: Self.sample) {
        case .success(let text): return (text, "\(event.site)/\(event.sequence)")
        case .failure(let refusal):
            throw StartupFailure.badData("the daemon would drop this event: \(refusal.reason)")
        }
    }

    private func event() throws -> RecordedEvent {
        switch source {
        case .live(let sequence, let socket): return try live(sequence, socket)
        case .sample(let type?): return try EventForms.event(of: type)
        case .sample(nil), .file:
            guard let type = try EventForms.types.first(where: plugin.manifest.hears) else {
                throw StartupFailure.badData("it hears no type of event that there is; name one with --event")
            }
            return try EventForms.event(of: type)
        }
    }

    private func file(_ path: String) throws -> (text: String, id: String) {
        let data =
            path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw StartupFailure.noInput("\(path) can't be read") }
        guard let object = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any],
            let id = object["id"] as? String,
            let line = try? JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        else {
            throw StartupFailure.badData(
                "\(path) has no event: it wants one object of CloudEvents JSON, as 'convene events sample TYPE' prints it"
            )
        }
        let text = String(decoding: line, as: UTF8.self)
        return ((plugin.manifest.batch == nil ? text : "[\(text)]") + "\n", id)
    }

    /// An event of the ledger, with codes and without anything personal of a real member.
    private func live(_ sequence: Int, _ socket: String?) throws -> RecordedEvent {
        let path = Self.path(socket)
        do {
            let reply = try VarlinkClient(connectingTo: path, timeout: .seconds(45)).call(
                API.Events.List.self, .init(since: sequence - 1, limit: 1))
            guard let event = reply.events.first, event.sequence == sequence,
                let happened = Instant(rfc3339: event.happened), let recorded = Instant(rfc3339: event.recorded)
            else { throw StartupFailure.badData("there is no event \(sequence) yet") }
            return RecordedEvent(
                site: event.site, sequence: sequence, type: event.type, version: event.version,
                subject: Subject(
                    member: event.member.map(MemberCode.init(unchecked:)),
                    session: event.session.map(SessionName.init(unchecked:)),
                    group: event.group.map(GroupID.init(unchecked:)),
                    program: event.program.map(ProgramID.init(unchecked:))), actor: event.actor, cause: event.cause,
                happened: happened, recorded: recorded, body: String(decoding: event.body.bytes, as: UTF8.self))
        } catch let error as VarlinkClientError {
            throw StartupFailure(description: "the event can't be had from \(path): \(error)", status: 69)
        }
    }
}
