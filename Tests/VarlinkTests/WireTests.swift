import Testing
import Varlink

/// Bytes that a client sends, what it gets back, and whether the connection is still good afterwards.
struct WireVector: CustomTestStringConvertible, Sendable {
    let rule: String
    let sent: String
    let replies: [String]
    let staysOpen: Bool

    var testDescription: String { rule }

    static func answers(_ rule: String, _ sent: String, _ replies: String...) -> WireVector {
        WireVector(rule: rule, sent: sent, replies: replies, staysOpen: true)
    }

    static func closes(_ rule: String, _ sent: String, _ replies: String...) -> WireVector {
        WireVector(rule: rule, sent: sent, replies: replies, staysOpen: false)
    }
}

private let add = callText("Add", #"{"a":1,"b":2}"#)
private let sum = #"{"parameters":{"sum":3}}"#

private func serviceError(_ name: String, _ parameter: String = "", _ value: String = "") -> String {
    let parameters = parameter.isEmpty ? "" : #","parameters":{"\#(parameter)":"\#(value)"}"#
    return #"{"error":"org.varlink.service.\#(name)"\#(parameters)}"#
}

private func invalid(_ parameter: String) -> String { serviceError("InvalidParameter", "parameter", parameter) }

private let pass = #""point":{"x":1},"colour":"red""#

@Suite(.timeLimit(.minutes(2)))
struct WireTests {
    static let vectors: [WireVector] = [
        .answers("a call is answered", add, sum),
        .answers(
            "several calls in one write are answered in order", add + callText("Refuse") + add, sum,
            #"{"error":"org.example.test.Refused","parameters":{"message":"This is refused.","code":7}}"#, sum),
        .answers(
            "white space is accepted and none is sent",
            " {\r\n\t\"method\" : \"org.example.test.Add\" , \"parameters\" : { \"a\" : 1 , \"b\" : 2 } } \n\0", sum),
        .answers("absent parameters are none", #"{"method":"org.example.test.Refuse","oneway":true}"# + "\0"),
        .answers(
            "empty parameters are none", callText("Forget", "{}", flags: #","upgrade":true"#),
            serviceError("MethodNotImplemented", "method", "org.example.test.Forget")),
        .answers(
            "null parameters are none, and none are sent", callText("Take", "null") + callText("Take", "{\(pass)}"),
            invalid("point"), "{}"),
        .answers(
            "a flag may be false", callText("Add", #"{"a":1,"b":2}"#, flags: #","more":false,"oneway":false"#), sum),
        .answers("a flag may be null", callText("Add", #"{"a":1,"b":2}"#, flags: #","more":null,"upgrade":null"#), sum),
        .answers(
            "one flag among false ones counts", callText("Count", #"{"to":2}"#, flags: #","oneway":false,"more":true"#),
            #"{"parameters":{"number":1},"continues":true}"#, #"{"parameters":{"number":2}}"#),
        .answers("a vendor's member is ignored", callText("Add", #"{"a":1,"b":2}"#, flags: #","org.x":{"y":1}"#), sum),

        .closes("bad JSON", "{\0"),
        .closes("bad JSON after a good call, which is answered", add + "nonsense\0", sum),
        .closes("an empty message", "\0"),
        .closes("an array", "[]\0"),
        .closes("a string", "\"x\"\0"),
        .closes("no method", "{}\0"),
        .closes("a method that is null", #"{"method":null}"# + "\0"),
        .closes("a method that is no string", #"{"method":1}"# + "\0"),
        .closes("parameters that are no object", callText("Add", "[1,2]")),
        .closes("a flag that is a string", callText("Refuse", flags: #","more":"true""#)),
        .closes("a flag that is a number", callText("Refuse", flags: #","oneway":1"#)),
        .closes("two flags", callText("Refuse", flags: #","more":true,"oneway":true"#)),
        .closes("two other flags", callText("Refuse", flags: #","upgrade":true,"oneway":true"#)),
        .closes("an unknown member without a vendor", callText("Refuse", flags: #","extra":1"#)),
        .closes("a member in the style of X-", callText("Refuse", flags: #","X-trace":1"#)),
        .closes("a member twice", callText("Refuse", flags: #","method":"org.example.test.Add""#)),
        .closes("text after the object", #"{"method":"org.example.test.Refuse"}x"# + "\0"),
        .closes("a handler that lets go of a call", callText("Forget")),

        .answers(
            "an unknown interface", #"{"method":"org.example.none.Do"}"# + "\0",
            serviceError("InterfaceNotFound", "interface", "org.example.none")),
        .answers(
            "a name without a dot", #"{"method":"Do"}"# + "\0", serviceError("InterfaceNotFound", "interface", "")),
        .answers(
            "an unknown method", callText("None"), serviceError("MethodNotFound", "method", "org.example.test.None")),
        .answers(
            "a type is no method", callText("Point"),
            serviceError("MethodNotFound", "method", "org.example.test.Point")),
        .answers(
            "a method without a handler", callText("Missing"),
            serviceError("MethodNotImplemented", "method", "org.example.test.Missing")),
        .answers(
            "an upgrade is refused, and the connection goes on",
            callText("Add", #"{"a":1,"b":2}"#, flags: #","upgrade":true"#),
            serviceError("MethodNotImplemented", "method", "org.example.test.Add")),
        .answers(
            "a method that needs more, without it", callText("Flood", #"{"size":1}"#), serviceError("ExpectedMore")),

        .answers("an unknown parameter", callText("Add", #"{"a":1,"b":2,"c":3}"#), invalid("c")),
        .answers("a missing parameter", callText("Add", #"{"a":1}"#), invalid("b")),
        .answers("a null parameter that may not be null", callText("Add", #"{"a":1,"b":null}"#), invalid("b")),
        .answers("a string for an int", callText("Add", #"{"a":1,"b":"2"}"#), invalid("b")),
        .answers("a fraction for an int", callText("Add", #"{"a":1,"b":2.0}"#), invalid("b")),
        .answers("an int beyond 64 bits", callText("Add", #"{"a":9223372036854775808,"b":2}"#), invalid("a")),
        .answers(
            "the largest int", callText("Add", #"{"a":9223372036854775807,"b":0}"#),
            #"{"parameters":{"sum":9223372036854775807}}"#),
        .answers(
            "the smallest int", callText("Add", #"{"a":-9223372036854775808,"b":0}"#),
            #"{"parameters":{"sum":-9223372036854775808}}"#),
        .answers("a wrong type inside", callText("Take", #"{"point":{"x":"1"},"colour":"red"}"#), invalid("point.x")),
        .answers(
            "an unknown field inside", callText("Take", #"{"point":{"x":1,"z":1},"colour":"red"}"#), invalid("point.z")),
        .answers("a missing field inside", callText("Take", #"{"point":{},"colour":"red"}"#), invalid("point.x")),
        .answers("an unknown name", callText("Take", #"{"point":{"x":1},"colour":"blue"}"#), invalid("colour")),
        .answers("a wrong element", callText("Take", #"{\#(pass),"tags":["a",1]}"#), invalid("tags[1]")),
        .answers(
            "a wrong value in a map", callText("Take", #"{\#(pass),"sizes":{"a":1,"b":true}}"#), invalid("sizes.b")),
        .answers("an array for an object", callText("Take", #"{\#(pass),"more":[]}"#), invalid("more")),
        .answers(
            "nullable parameters that are null", callText("Take", #"{\#(pass),"tags":null,"sizes":null,"more":null}"#),
            "{}"),
        .answers("an int for a float", callText("Take", #"{\#(pass),"sizes":{"a":1,"b":1.5},"more":{"x":[]}}"#), "{}"),

        .answers("oneway gets no reply", callText("Add", #"{"a":1,"b":2}"#, flags: #","oneway":true"#)),
        .answers("oneway gets no error of the method", callText("Refuse", flags: #","oneway":true"#)),
        .answers("oneway gets no error of a parameter", callText("Add", #"{"a":"x"}"#, flags: #","oneway":true"#)),
        .answers("oneway gets no error of an unknown method", callText("None", flags: #","oneway":true"#)),
        .answers("oneway gets no error of an unknown interface", #"{"method":"a.b.C","oneway":true}"# + "\0"),
        .answers(
            "oneway gets no complaint that more is due", callText("Flood", #"{"size":1}"#, flags: #","oneway":true"#)),
        .answers("oneway gets no replies of a stream", callText("Count", #"{"to":3}"#, flags: #","oneway":true"#)),

        .answers(
            "more is answered by several replies, the last without continues",
            callText("Count", #"{"to":3}"#, flags: #","more":true"#) + add,
            #"{"parameters":{"number":1},"continues":true}"#, #"{"parameters":{"number":2},"continues":true}"#,
            #"{"parameters":{"number":3}}"#, sum),
        .answers(
            "no continues unless more was asked for", callText("Count", #"{"to":3}"#), #"{"parameters":{"number":1}}"#),
        .answers(
            "more of a method that has one reply", callText("Add", #"{"a":1,"b":2}"#, flags: #","more":true"#), sum),
        .answers(
            "an error ends a stream without continues", callText("Count", #"{"to":""}"#, flags: #","more":true"#),
            invalid("to")),
        .answers(
            "text beyond ASCII", callText("Echo", #"{"text":"\u00e4\ud83d\ude00\n\u0000 é"}"#),
            #"{"parameters":{"text":"ä😀\n\u0000 é"}}"#),
        .answers(
            "info", #"{"method":"org.varlink.service.GetInfo"}"# + "\0",
            #"{"parameters":{"vendor":"Example","product":"Test","version":"1","url":"https://example.org","#
                + #""interfaces":["org.varlink.service","org.example.test"]}}"#),
        .answers(
            "the description of an unknown interface",
            #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"a.b"}}"# + "\0",
            serviceError("InterfaceNotFound", "interface", "a.b")),
        .answers(
            "info with a parameter that it has not",
            #"{"method":"org.varlink.service.GetInfo","parameters":{"x":1}}"# + "\0", invalid("x")),
    ]

    @Test("each rule of the protocol", arguments: vectors)
    func rule(_ vector: WireVector) async throws {
        try await withServer { server in
            let client = try server.rawClient()
            client.send(vector.sent + add)
            if vector.staysOpen { client.endInput() }
            #expect(try client.messages() == vector.replies + (vector.staysOpen ? [sum] : []))
            let notices = server.logs.notices
            #expect(notices.count == (vector.staysOpen ? 0 : 1))
            #expect(notices.allSatisfy { $0.metadata["uid"] != nil })
        }
    }

    @Test("a description is the text of its interface, whole")
    func description() async throws {
        try await withServer { server in
            let reply = try server.client().call(
                ServiceInterface.GetInterfaceDescription.self, .init(interface: "org.example.test"))
            #expect(reply.description == ExampleService.definition)
        }
    }

    @Test("a client that sends oneway calls and goes at once is heard")
    func onewayAndGone() async throws {
        try await withServer { server in
            do {
                let client = try server.client()
                for text in ["first", "second", "third"] { try client.oneway(Remember.self, Text(text: text)) }
            }
            _ = try server.client().call(ServiceInterface.GetInfo.self)
            while server.example.remembered.count < 3 { await Task.yield() }
            #expect(server.example.remembered == ["first", "second", "third"])
        }
    }
}
