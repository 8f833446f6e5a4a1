import Clinic
import Foundation

/// The form of one type of event, made from the Swift type that its body is read as, so that it can't be another.
package struct EventForm: Sendable {
    package let type: String
    /// A JSON Schema of the body.
    package let schema: String
    /// A body as it may look.
    package let sample: String

    /// Every type of event, in alphabetical order.
    package static var all: [EventForm] {
        get throws {
            try EventCoding.forms.sorted { $0.type < $1.type }.map { form in
                let slot = FormSlot()
                if let body = form.body {
                    _ = try FormDecoder(slot, FormContext(type: form.type), key: "").value(body)
                } else {
                    slot.node = .object([])
                }
                return EventForm(type: form.type, schema: slot.schema, sample: slot.sample)
            }
        }
    }
}

/// What is written down of a value while it is being decoded.
final class FormSlot {
    indirect enum Node {
        case object([(key: String, slot: FormSlot, isRequired: Bool)])
        case array(FormSlot)
        case leaf(schema: String, sample: String)
    }

    var node: Node?

    var schema: String {
        switch node {
        case .object(let fields):
            let properties = fields.map { "\(quoted($0.key)):\($0.slot.schema)" }.joined(separator: ",")
            let required = fields.filter(\.isRequired).map { quoted($0.key) }.joined(separator: ",")
            return #"{"type":"object","properties":{\#(properties)},"required":[\#(required)]}"#
        case .array(let element): return #"{"type":"array","items":\#(element.schema)}"#
        case .leaf(let schema, _): return schema
        case nil: return "{}"
        }
    }

    var sample: String {
        switch node {
        case .object(let fields):
            return "{" + fields.map { "\(quoted($0.key)):\($0.slot.sample)" }.joined(separator: ",") + "}"
        case .array(let element): return "[\(element.sample)]"
        case .leaf(_, let sample): return sample
        case nil: return "null"
        }
    }
}

/// A text as JSON has it.
func quoted(_ text: String) -> String {
    (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
}
