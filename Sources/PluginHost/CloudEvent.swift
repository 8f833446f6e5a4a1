import Clinic

/// An event as a plugin reads it: one CloudEvents 1.0 object in JSON on one line.
///
/// It is written by hand, since a busy plugin gets tens of thousands a second.
struct CloudEvent {
    let event: RecordedEvent
    /// Counted from 1.
    let attempt: Int
    /// What the plugin is told of the member, if anything.
    var disclosure: Disclosure?

    /// `data` is the event's own body, with those ids before it that the body doesn't name itself, and `personal` with
    /// what the plugin was granted.
    var json: String {
        let subject = event.subject
        var data = "{"
        let ids = [
            ("group", subject.group?.rawValue), ("member", subject.member?.rawValue),
            ("program", subject.program?.rawValue), ("session", subject.session?.rawValue),
        ]
        let named = TopLevelKeys(event.body)
        for (name, id) in ids {
            guard let id, !named.contains(name) else { continue }
            data += "\(data.utf8.count > 1 ? "," : "")\"\(name)\":\(Self.quoted(id))"
        }
        if let disclosure { data += "\(data.utf8.count > 1 ? "," : "")\"personal\":\(disclosure.json)" }
        let body = event.body.dropFirst()
        if data.utf8.count > 1, body != "}" { data += "," }
        data += body
        return """
            {"specversion":"1.0","id":\(Self.quoted("\(event.site)/\(event.sequence)")),\
            "source":\(Self.quoted("/convened/\(event.site)")),"type":\(Self.quoted(event.type)),\
            "time":"\(Self.time(event.happened))","recordedtime":"\(Self.time(event.recorded))",\
            "datacontenttype":"application/json","sequence":\(event.sequence),"attempt":\(attempt),"data":\(data)}
            """
    }

    private static func time(_ instant: Instant) -> String {
        Zone.utc.rfc3339(instant)
    }

    /// A text as JSON has it.
    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            return "\"\(text)\""
        }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                result += "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
                result += String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// The names of the members of a JSON object itself, not of those inside it. The object is the ledger's own, so it is
/// well formed.
private struct TopLevelKeys {
    private var names: Set<String> = []

    init(_ json: String) {
        var json = json
        json.withUTF8 { bytes in
            var (depth, start, isEscaped) = (0, -1, false)
            for (index, byte) in bytes.enumerated() {
                if start >= 0 {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        let isName = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ":")
                        if depth == 1, isName { names.insert(String(decoding: bytes[start..<index], as: UTF8.self)) }
                        start = -1
                    }
                } else {
                    switch byte {
                    case UInt8(ascii: "\""): start = index + 1
                    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                    default: break
                    }
                }
            }
        }
    }

    func contains(_ name: String) -> Bool { names.contains(name) }
}
