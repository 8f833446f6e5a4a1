import Clinic

/// An event as a plugin reads it: one CloudEvents 1.0 object in JSON on one line.
struct CloudEvent {
    let event: RecordedEvent
    /// Counted from 1.
    let attempt: Int

    /// `data` is the event's own body with the ids that it is about beside it.
    var json: String {
        let subject = event.subject
        let ids = [
            ("member", subject.member?.rawValue), ("session", subject.session?.rawValue),
            ("group", subject.group?.rawValue), ("program", subject.program?.rawValue),
        ]
        var data = ids.compactMap { name, id in id.map { "\(Self.quoted(name)):\(Self.quoted($0))" } }
        // A body may name its program itself.
        if event.body.contains("\"program\":") { data.removeAll { $0.hasPrefix("\"program\"") } }
        let own = event.body.dropFirst().dropLast()
        if !own.isEmpty { data.append(String(own)) }
        let fields = [
            ("specversion", "1.0"), ("id", "\(event.site)/\(event.sequence)"), ("source", "/convened/\(event.site)"),
            ("type", event.type), ("time", Self.time(event.happened)), ("recordedtime", Self.time(event.recorded)),
            ("datacontenttype", "application/json"),
        ]
        let words = fields.map { "\(Self.quoted($0)):\(Self.quoted($1))" }
        let numbers = ["\"sequence\":\(event.sequence)", "\"attempt\":\(attempt)"]
        return "{" + (words + numbers + ["\"data\":{\(data.joined(separator: ","))}"]).joined(separator: ",") + "}\n"
    }

    private static let utc = Zone("UTC")

    private static func time(_ instant: Instant) -> String {
        utc?.rfc3339(instant) ?? "\(instant.milliseconds)"
    }

    /// Identifiers and types need no escape but these two.
    private static func quoted(_ text: String) -> String {
        "\"" + text.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : "\($1)" } + "\""
    }
}
