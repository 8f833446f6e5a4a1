import Clinic
import Foundation
import Ledger
import PluginHost

/// What an author of plugins asks about events, made from the code's own types.
package enum EventForms {
    /// A JSON Schema of one type of event as a plugin reads it, or of all of them.
    ///
    /// - Throws: ``StartupFailure`` for a type that there is none of.
    package static func schema(of type: String?) throws -> String {
        let all = try EventForm.all
        guard let type else {
            let each = all.map { schema($0) }.joined(separator: ",")
            return pretty(
                #"{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Events of convened","oneOf":[\#(each)]}"#
            )
        }
        return pretty(schema(try form(of: type, in: all)))
    }

    /// Every type of event, in alphabetical order.
    static var types: [String] { get throws { try EventForm.all.map(\.type) } }

    /// An event of a type as a plugin reads it, about an invented member.
    ///
    /// - Throws: ``StartupFailure`` for a type that there is none of.
    package static func sample(of type: String) throws -> String {
        try pretty(PluginInput.json(event(of: type)))
    }

    /// The same as the ledger has it.
    static func event(of type: String) throws -> RecordedEvent {
        let form = try form(of: type, in: EventForm.all)
        let time = Instant(milliseconds: 1_795_473_000_000)
        return RecordedEvent(
            site: "sample", sequence: 4711, type: type, version: 1, subject: subject(of: type), actor: "clock",
            cause: nil, happened: time, recorded: time, body: form.sample)
    }

    private static func form(of type: String, in all: [EventForm]) throws(StartupFailure) -> EventForm {
        if let form = all.first(where: { $0.type == type }) { return form }
        let prefix = type.prefix { $0 != "." }
        let near = all.map(\.type).filter { $0.hasPrefix(prefix) }
        throw .badData(
            "there is no event of type \(type); there are \((near.isEmpty ? all.map(\.type) : near).joined(separator: ", "))"
        )
    }

    private static func schema(_ form: EventForm) -> String {
        """
        {"type":"object","title":"\(form.type)","required":["specversion","id","source","type","time","recordedtime",\
        "datacontenttype","sequence","attempt","data"],"properties":{"specversion":{"const":"1.0"},\
        "id":{"type":"string","description":"the same each time the event is delivered"},"source":{"type":"string"},\
        "type":{"const":"\(form.type)"},"time":{"type":"string","format":"date-time"},\
        "recordedtime":{"type":"string","format":"date-time"},"datacontenttype":{"const":"application/json"},\
        "sequence":{"type":"integer"},"attempt":{"type":"integer"},"data":\(data(form))}}
        """
    }

    /// The body's own schema, and the ids that stand beside it.
    private static func data(_ form: EventForm) -> String {
        let ids = subject(of: form.type)
        // What becomes of an alert is also told of those about a group or a session.
        let isAny = form.type.hasPrefix("alert.")
        let names = [
            ("member", ids.member != nil), ("session", ids.session != nil || isAny),
            ("group", ids.group != nil || isAny),
            ("program", ids.program != nil),
        ].compactMap { name, isThere in isThere ? name : nil }
        let own = names.map { #""\#($0)":{"type":"string"}"# }.joined(separator: ",")
        return #"{"allOf":[{"type":"object","properties":{\#(own)}},\#(form.schema)]}"#
    }

    /// What events of a type are about.
    private static func subject(of type: String) -> Subject {
        let (member, session) = (MemberCode(unchecked: "M1042"), SessionName(unchecked: "evening-iop@2026-11-23"))
        let (group, program) = (GroupID(unchecked: "evening-iop"), ProgramID(unchecked: "iop-adult"))
        switch type.prefix(while: { $0 != "." }) {
        case "attendance", "makeup", "measure", "note": return Subject(member: member, session: session, group: group)
        case "reminder":
            switch type {
            case "reminder.checkout_missing": return Subject(session: session, group: group)
            case "reminder.scheduled", "reminder.cancelled", "reminder.due": return Subject(member: member)
            default: return Subject(member: member, session: session, group: group)
            }
        case "hours" where type == "hours.standing_changed":
            return Subject(member: member, session: session, program: program)
        case "hours", "enrolment", "absence", "waiver", "alert": return Subject(member: member, program: program)
        case "session", "absences": return Subject(session: session, group: group)
        case "roster": return Subject(member: member, group: group)
        case "group":
            return type == "group.session_lost" ? Subject(session: session, group: group) : Subject(group: group)
        case "program": return Subject(program: program)
        case "member", "record": return Subject(member: member)
        default: return Subject()
        }
    }

    private static func pretty(_ json: String) -> String {
        guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
            let data = try? JSONSerialization.data(
                withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        else { return json }
        return String(decoding: data, as: UTF8.self)
    }
}
