import Clinic
import Foundation
import Testing

@testable import PluginHost

@Suite("An event as a plugin reads it")
struct CloudEventTests {
    private static func event(_ subject: Subject, body: String) -> RecordedEvent {
        RecordedEvent(
            site: "test-site", sequence: 7, type: "test.happened", version: 1, subject: subject, actor: "clock",
            cause: nil, happened: Instant(milliseconds: 1_800_000_000_000),
            recorded: Instant(milliseconds: 1_800_000_001_000), body: body)
    }

    private static func sorted(_ json: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
        let data = try JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    @Test(
        "The ids that an event is about stand beside its body, unless the body names them itself",
        arguments: [
            ("{}", #"{"member":"M1042","program":"iop-adult"}"#),
            (#"{"program":"iop-teen"}"#, #"{"member":"M1042","program":"iop-teen"}"#),
            (
                #"{"moved":{"program":"iop-teen"},"missingSeconds":600,"late":true,"rate":0.25,"end":null}"#,
                #"""
                {"end":null,"late":true,"member":"M1042","missingSeconds":600,"moved":{"program":"iop-teen"},\#
                "program":"iop-adult","rate":0.25}
                """#
            ),
            (
                #"{"reason":"a \"program\": \\ of/two\nlines"}"#,
                #"{"member":"M1042","program":"iop-adult","reason":"a \"program\": \\ of/two\nlines"}"#
            ),
        ])
    func data(body: String, data: String) throws {
        let subject = Subject(
            member: MemberCode(unchecked: "M1042"), program: ProgramID(unchecked: "iop-adult"))
        let json = CloudEvent(event: Self.event(subject, body: body), attempt: 2).json
        #expect(!json.contains("\n"))
        #expect(
            try Self.sorted(json) == #"""
                {"attempt":2,"data":\#(data),"datacontenttype":"application/json","id":"test-site/7",\#
                "recordedtime":"2027-01-15T08:00:01+00:00","sequence":7,"source":"/convened/test-site",\#
                "specversion":"1.0","time":"2027-01-15T08:00:00+00:00","type":"test.happened"}
                """#)
    }
}
