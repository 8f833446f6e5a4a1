import Clinic
import Foundation
import Synchronization

/// What a plugin is told of the member whom an event is about.
struct Disclosure: Sendable {
    private let fields: [PersonalField]
    private let channels: [Contact.Channel]
    private let details: MemberDetails

    init(_ details: MemberDetails, to manifest: Manifest) {
        fields = manifest.fields
        channels = manifest.channels
        self.details = details
    }

    /// The contacts by which the member has agreed to be reached, of the channels that the plugin uses.
    private var contacts: [Contact] {
        details.contacts.reveal().filter { $0.consent && channels.contains($0.channel) }
    }

    /// Why the plugin isn't given the event at all.
    var objection: String? {
        guard fields.contains(.contact), contacts.isEmpty else { return nil }
        return "no contact with recorded consent for \(channels.map(\.rawValue).joined(separator: " or "))"
    }

    /// What stands in the event: the fields that the manifest names, which were all granted.
    var json: String {
        let parts = fields.map { field in
            switch field {
            case .name: "\"name\":\(CloudEvent.quoted(details.name.reveal()))"
            case .born: "\"born\":\"\(details.born.reveal())\""
            case .contact:
                "\"contacts\":["
                    + contacts.map {
                        "{\"channel\":\"\($0.channel.rawValue)\",\"address\":\(CloudEvent.quoted($0.address))}"
                    }.joined(separator: ",") + "]"
            }
        }
        return "{\(parts.joined(separator: ","))}"
    }

    var secrets: [String] { details.secrets }
}

extension MemberDetails {
    fileprivate var secrets: [String] {
        Redaction.secrets(
            names: [name.reveal()], others: [born.reveal().description] + contacts.reveal().map(\.address))
    }
}

/// What a plugin was shown of members over its connection, or as long as its process runs that is given many events. It
/// may remember that, so it is kept as long as the plugin runs.
package final class Confidences: Sendable {
    private struct State {
        var known: Set<String> = []
        /// The longest first.
        var secrets: [String]? = []
    }

    /// How many values a line is searched for. A plugin that was shown more may say nothing more.
    private static let limit = 20_000
    private let state = Mutex(State())

    package init() {}

    /// `nil` if they are too many.
    var secrets: [String]? { state.withLock { $0.secrets } }

    func add(_ details: MemberDetails) { add(details.secrets) }

    /// Takes note of what was answered over the connection of a plugin outside of the daemon.
    package func add(names: [String], others: [String]) { add(Redaction.secrets(names: names, others: others)) }

    func add(_ secrets: [String]) {
        state.withLock { state in
            let new = secrets.filter { state.known.insert($0).inserted }
            guard !new.isEmpty, let secrets = state.secrets else { return }
            state.secrets =
                state.known.count > Self.limit ? nil : (secrets + new).sorted { $0.count > $1.count }
        }
    }
}

/// Takes personal values out of what a plugin writes, before it goes to the journal or the ledger.
struct Redaction: Sendable {
    private let secrets: [String]
    private let confidences: Confidences

    /// - Parameter confidences: What the plugin has learnt by itself.
    init(_ secrets: [String], _ confidences: Confidences) {
        self.secrets = Set(secrets).sorted { $0.count > $1.count }
        self.confidences = confidences
    }

    /// What may not be repeated where more people read it than may know it: names and their parts, birth dates, addresses.
    static func secrets(names: [String], others: [String]) -> [String] {
        let parts = names.flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "-" }).map(String.init) }
        return (names + others + parts.filter { $0.count > 2 }).filter { !$0.isEmpty }
    }

    /// What is personal in an input as a script reads it: an event, or an array of them.
    static func secrets(in input: String) -> [String] {
        let json = try? JSONSerialization.jsonObject(with: Data(input.utf8))
        let events = json as? [[String: Any]] ?? (json as? [String: Any]).map { [$0] } ?? []
        return events.flatMap { event -> [String] in
            guard let personal = (event["data"] as? [String: Any])?["personal"] as? [String: Any] else { return [] }
            let contacts = personal["contacts"] as? [[String: Any]] ?? []
            return secrets(
                names: [personal["name"]].compactMap { $0 as? String },
                others: ([personal["born"]] + contacts.map { $0["address"] }).compactMap { $0 as? String })
        }
    }

    func callAsFunction(_ line: String) -> String {
        guard let learnt = confidences.secrets else { return "‹a line of a plugin that was shown too many members›" }
        return (secrets + learnt).reduce(line) { line, secret in
            line.contains(secret)
                ? line.split(separator: secret, omittingEmptySubsequences: false).joined(
                    separator: "‹personal›") : line
        }
    }
}
