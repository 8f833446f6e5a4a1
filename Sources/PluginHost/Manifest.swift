package import Clinic
package import StrictTOML

/// What a plugin's `plugin.toml` says. It is read and never run, so discovery starts nothing.
package struct Manifest: Sendable, Hashable {
    /// The version of the contract between host and plugin that this host keeps.
    static let api = 1

    package let version: String
    /// One line for people.
    package let description: String
    /// The types that it hears; `hours.*` is every type that begins so.
    package let events: [String]
    /// Only what is about one of these programs is heard, unless this is empty.
    package let programs: [ProgramID]
    /// Only what is about one of these groups is heard, unless this is empty.
    package let groups: [GroupID]
    /// How events are gathered before they are handed over together; `nil` if each is handed over by itself.
    package let batch: Batch?
    /// The file in the plugin's folder that is executed.
    package let run: String
    /// The manifest's `class`.
    package let kind: Kind
    package let mode: Mode
    /// How long one event may take.
    package let timeout: Seconds
    /// How often an event is tried again before it is parked.
    package let retries: Int
    /// The personal values that it needs. Until an administrator has granted each of them it gets nothing.
    package let fields: [PersonalField]
    /// The channels by which it reaches members, where it needs contacts: only those are told.
    package let channels: [Contact.Channel]
    /// What it may ask of the daemon over the connection that it is given.
    package let may: [PluginRight]
    /// The systemd credentials that it needs, by their names behind the plugin's own.
    package let secrets: [String]
    /// Values that the script finds in its environment as `CONVENED_OPTION_NAME`.
    package let options: [String: String]

    package enum Kind: String, Sendable, CaseIterable {
        /// The daemon starts it, in its own sandbox.
        case hook
        /// It is a service of its own with a sandbox of its own, which fetches its deliveries.
        case unit
    }

    package enum Mode: String, Sendable, CaseIterable {
        /// Started for each event.
        case oneshot
        /// Started once, and given one event a line.
        case stream
    }

    /// When gathered events are handed over: when the first has waited for the window, or when there are enough.
    package struct Batch: Sendable, Hashable {
        package let window: Seconds
        package let max: Int
    }

    /// Reads a manifest.
    ///
    /// - Throws: Every problem that is found, with its line.
    package init(text: String, file: String) throws(StrictTOMLError) {
        let table = try StrictTable(text: text, file: file)
        _ = table.required("api", .integer(Self.api...Self.api), standIn: Self.api)
        version = table.required("version", .string, standIn: "")
        description = table.required("description", .string, standIn: "")
        events = table.required(
            "events", .list(of: .eventGlob, expected: "an array of event types such as hours.at_risk or hours.*"),
            standIn: [])
        programs = table.value(
            "programs", .list(of: .identifier, expected: "an array of programs such as iop-adult"), default: [])
        groups = table.value(
            "groups", .list(of: .identifier, expected: "an array of groups such as evening-iop"), default: [])
        let batching = table.table("batch")
        batch = table.keys.contains("batch") ? Self.batch(batching) : nil
        run = table.required("run", .fileName, standIn: "")
        timeout = table.value(
            "timeout",
            .text("a length from 1s to 1h") { text in
                Seconds(text: text).flatMap { (Seconds(1)...Seconds.hours(1)).contains($0) ? $0 : nil }
            }, default: Seconds(30))
        retries = table.value("retries", .integer(0...1000), default: 8)
        kind = table.value("class", .word, default: .hook)
        mode = table.value("mode", .word, default: .oneshot)
        if mode == .stream, batch != nil {
            table.problem("batch", "is for mode \"oneshot\": in mode \"stream\" events come one a line anyway")
        }
        fields = table.value(
            "fields", .list(of: .word, expected: "an array of " + Self.words(PersonalField.self)), default: [])
        channels = table.value(
            "channels", .list(of: .word, expected: "an array of " + Self.words(Contact.Channel.self)),
            default: Contact.Channel.allCases)
        may = table.value("may", .list(of: .word, expected: "an array of " + Self.words(PluginRight.self)), default: [])
        for right in may {
            let missing = right.fields.subtracting(fields).map(\.rawValue).sorted()
            if !missing.isEmpty {
                table.problem(
                    "may",
                    "has \"\(right.rawValue)\", whose answers name members: add "
                        + "\(missing.joined(separator: ", ")) to fields")
            }
        }
        secrets = table.value("secrets", .list(of: .word, expected: "an array of names"), default: [])
        let given = table.table("options")
        options = given.keys.reduce(into: [:]) { options, name in
            options[name] = given.value(name, .text("text in quotes") { $0 })
            if !isWord(name) { given.problem(name, "must be of lower-case letters, digits and underscores") }
        }
        try table.finish()
    }

    private static func words<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func batch(_ table: StrictTable) -> Batch {
        let window = table.required(
            "window",
            .text("a length from 1s to 24h") { text in
                Seconds(text: text).flatMap { (Seconds(1)...Seconds.hours(24)).contains($0) ? $0 : nil }
            }, standIn: Seconds(1))
        return Batch(window: window, max: table.value("max", .integer(1...1000), default: 100))
    }

    /// Whether the plugin wants events of a type. A star alone doesn't ask for disclosures: two plugins that look at a
    /// member's record at each event would otherwise keep one another going for ever.
    package func hears(_ type: String) -> Bool {
        events.contains { glob in
            if glob == "*" { return type != RecordedEvent.disclosure }
            return glob.hasSuffix("*") ? type.hasPrefix(glob.dropLast()) : type == glob
        }
    }
}

extension ValueKind where Value: Identifier {
    /// The identifier of a program or a group.
    fileprivate static var identifier: Self {
        .text(Value.form, Value.init(rawValue:))
    }
}

extension ValueKind<String> {
    /// A name of lower-case letters, digits and underscores.
    fileprivate static var word: Self {
        .text("lower-case letters, digits and underscores") { isWord($0) ? $0 : nil }
    }

    /// An event type, or the beginning of some and a star.
    fileprivate static var eventGlob: Self {
        .text("an event type such as hours.at_risk or hours.*") { text in
            let body = text.hasSuffix("*") ? String(text.dropLast()) : text
            return body.split(separator: ".").allSatisfy { isWord(String($0)) } && !text.isEmpty ? text : nil
        }
    }

    /// The name of a file in the plugin's own folder.
    fileprivate static var fileName: Self {
        .text("the name of a file beside the manifest") { text in
            text.isEmpty || text.contains("/") || text.hasPrefix(".") ? nil : text
        }
    }
}

private func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
}
