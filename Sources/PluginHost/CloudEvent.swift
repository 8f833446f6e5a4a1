import Clinic
import Foundation

/// An event as a plugin reads it: one CloudEvents 1.0 object in JSON on one line.
struct CloudEvent {
    let event: RecordedEvent
    /// Counted from 1.
    let attempt: Int

    /// `data` is the event's own body, with those ids beside it that the body doesn't name itself.
    var json: String {
        get throws {
            let body = try JSONSerialization.jsonObject(with: Data(event.body.utf8)) as? [String: Any] ?? [:]
            let subject = event.subject
            let ids = [
                "member": subject.member?.rawValue, "session": subject.session?.rawValue,
                "group": subject.group?.rawValue, "program": subject.program?.rawValue,
            ]
            let object: [String: Any] = [
                "specversion": "1.0", "id": "\(event.site)/\(event.sequence)", "source": "/convened/\(event.site)",
                "type": event.type, "time": Self.time(event.happened), "recordedtime": Self.time(event.recorded),
                "datacontenttype": "application/json", "sequence": event.sequence, "attempt": attempt,
                "data": ids.compactMapValues { $0 }.merging(body) { _, own in own },
            ]
            let line = try JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
            return String(decoding: line, as: UTF8.self) + "\n"
        }
    }

    private static func time(_ instant: Instant) -> String {
        Zone.utc.rfc3339(instant)
    }
}
