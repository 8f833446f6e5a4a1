import Clinic

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

    /// What may not be repeated where more people read it than may know it: the name and its parts, the birth date, the
    /// addresses.
    var secrets: [String] {
        let name = details.name.reveal()
        let parts = name.split(whereSeparator: { $0 == " " || $0 == "-" }).map(String.init).filter { $0.count > 2 }
        return [name, details.born.reveal().description] + details.contacts.reveal().map(\.address) + parts
    }
}

/// Takes personal values out of what a plugin writes, before it goes to the journal or the ledger.
struct Redaction: Sendable {
    private let secrets: [String]

    init(_ disclosures: some Sequence<Disclosure>) {
        secrets = Set(disclosures.flatMap(\.secrets)).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    func callAsFunction(_ line: String) -> String {
        secrets.reduce(line) { line, secret in
            line.contains(secret)
                ? line.split(separator: secret, omittingEmptySubsequences: false).joined(
                    separator: "‹personal›") : line
        }
    }
}
