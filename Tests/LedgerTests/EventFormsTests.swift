import Clinic
import Foundation
import Testing

@testable import Ledger

@Suite("Forms of events for authors of plugins")
struct EventFormsTests {
    @Test("Every type of event has a form, whose sample is read as such an event and written the same again")
    func samples() throws {
        let forms = try EventForm.all
        #expect(forms.count > 60)
        #expect(Set(forms.map(\.type)).count == forms.count)
        for form in forms {
            let personal = EventFormsTests.personal[form.type]
            let body = try EventCoding.shared.event(type: form.type, version: 1, body: form.sample, personal: personal)
            #expect(body.type == form.type)
            let written = try EventCoding.shared.body(of: body)
            #expect(try Self.object(written) == Self.object(form.sample), "\(form.type)")
        }
    }

    @Test("A sample is what its schema says", arguments: try EventForm.all.map(\.type))
    func schemas(type: String) throws {
        let form = try #require(try EventForm.all.first { $0.type == type })
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(form.schema.utf8)) as? [String: Any])
        let sample = try JSONSerialization.jsonObject(with: Data(form.sample.utf8))
        #expect(Self.fits(sample, schema))
    }

    private static func object(_ text: String) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    private static func fits(_ value: Any, _ schema: [String: Any]) -> Bool {
        switch schema["type"] as? String {
        case "object":
            guard let object = value as? [String: Any],
                let properties = schema["properties"] as? [String: [String: Any]]
            else { return false }
            return (schema["required"] as? [String] ?? []).allSatisfy { object[$0] != nil }
                && object.allSatisfy { key, value in properties[key].map { fits(value, $0) } ?? false }
        case "array":
            guard let items = schema["items"] as? [String: Any] else { return false }
            return (value as? [Any])?.allSatisfy { fits($0, items) } ?? false
        case "string":
            guard let text = value as? String else { return false }
            return (schema["enum"] as? [String])?.contains(text) ?? true
        case "integer", "number", "boolean": return value is NSNumber
        default: return false
        }
    }

    /// What stands apart from the bodies that have something personal.
    private static let personal: [String: String] = {
        let member = #"{"salt":"s","name":"Ada Example","born":"1988-04-02","contacts":[]}"#
        return [
            "member.added": member, "member.edited": member, "staff.added": #"{"salt":"s","name":"Rae Example"}"#,
            "staff.edited": #"{"salt":"s","name":"Rae Example"}"#, "measure.recorded": #"{"salt":"s","value":4}"#,
            "note.recorded": #"{"salt":"s","text":"found work"}"#, "session.signed": #"{"salt":"s","text":"calm"}"#,
        ]
    }()
}
