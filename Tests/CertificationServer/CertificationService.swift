import Synchronization
import Varlink
import VarlinkServer

struct ClientIDError: VarlinkError {
    static let name = "org.varlink.certification.ClientIdError"
}

struct CertificationError: VarlinkError {
    static let name = "org.varlink.certification.CertificationError"
    let wants: JSONObject
    let got: JSONObject
}

/// Follows each client through the methods, in order and with exactly the parameters that are due.
final class CertificationService: Sendable {
    private let due = Mutex<[String: String]>([:])

    func service(interface: Interface) throws -> Service {
        var service = Service(vendor: "Example", product: "Certification", version: "1", url: "https://example.org")
        try service.add(interface)
        try service.register(Start.self) { _, call in
            let client = "client-\(UInt64.random(in: 0...UInt64.max))"
            self.due.withLock { $0[client] = Test01.name }
            call.reply(Start.Reply(clientID: client))
        }
        try register(Test01.self, then: Test02.self, wants: NoParameters(), in: &service) { _ in Sample.bool }
        try register(Test02.self, then: Test03.self, wants: Sample.bool, in: &service) { _ in Sample.int }
        try register(Test03.self, then: Test04.self, wants: Sample.int, in: &service) { _ in Sample.float }
        try register(Test04.self, then: Test05.self, wants: Sample.float, in: &service) { _ in Sample.string }
        try register(Test05.self, then: Test06.self, wants: Sample.string, in: &service) { _ in Sample.all }
        try register(Test06.self, then: Test07.self, wants: Sample.all, in: &service) { _ in Sample.structure }
        try register(Test07.self, then: Test08.self, wants: Sample.structure, in: &service) { _ in Sample.map }
        try register(Test08.self, then: Test09.self, wants: Sample.map, in: &service) { _ in Sample.set }
        try register(Test09.self, then: Test10.self, wants: Sample.set, in: &service) { _ in Sample.myType }
        try register(Test10.self, then: Test11.self, wants: Sample.myType, in: &service) { call in
            guard call.wantsMore else { return nil }
            for reply in Sample.replies.replies.dropLast() { call.reply(OneString(string: reply), continues: true) }
            return Sample.replies.replies.last.map(OneString.init(string:))
        }
        try register(Test11.self, then: End.self, wants: Sample.replies, in: &service) { call in
            call.isOneway ? NoParameters() : nil
        }
        try register(End.self, then: Start.self, wants: NoParameters(), in: &service) { _ in End.Reply(allOK: true) }
        return service
    }

    /// Registers one step. It answers nil when the call's flags are not the ones that are due.
    private func register<Method: CertificationMethod, Rest>(
        _ method: Method.Type, then next: (some CertificationMethod).Type, wants: Rest, in service: inout Service,
        reply: @escaping @Sendable (ServerCall<Method>) -> Method.Reply?
    ) throws where Method.Parameters == WithClient<Rest> {
        let streaming: Interface.Method.Streaming = method == Test10.self ? .supported : .never
        try service.register(method, streaming: streaming) { parameters, call in
            let client = parameters.clientID
            let isDue = self.due.withLock { due in
                guard due[client] == Method.name else { return false }
                due[client] = next.name
                return true
            }
            guard isDue else { return call.fail(ClientIDError()) }
            if parameters.rest == wants, let reply = reply(call) { return call.reply(reply) }
            let got = (try? JSON(encoding: parameters).object) ?? [:]
            let wanted = (try? JSON(encoding: WithClient(client, wants)).object) ?? [:]
            call.fail(CertificationError(wants: wanted, got: got))
        }
    }
}

/// The values that the certification passes to and fro.
enum Sample {
    static let bool = OneBool(bool: true)
    static let int = OneInt(int: 1)
    static let float = OneFloat(float: 1)
    static let string = OneString(string: "ping")
    static let all = AllScalars(bool: false, int: 2, float: .pi, string: "a lot of string")
    static let structure = OneStruct(struct: all)
    static let map = OneMap(map: ["foo": "Foo", "bar": "Bar"])
    static let set = OneSet(set: ["one": NoParameters(), "two": NoParameters(), "three": NoParameters()])
    static let replies = Replies(replies: (1...10).map { "Reply number \($0)" })

    static let myType = OneMyType(
        mytype: MyType(
            object: [
                "method": "org.varlink.certification.Test09", "parameters": ["map": ["foo": "Foo", "bar": "Bar"]],
            ],
            enum: .two, struct: MyType.Pair(first: 1, second: "2"), array: ["one", "two", "three"],
            dictionary: ["foo": "Foo", "bar": "Bar"], stringset: set.set, nullable: nil, nullableArrayStruct: nil,
            interface: MyType.Interface(
                foo: [nil, ["foo": .foo, "bar": .bar], nil, ["one": .foo, "two": .bar]],
                anon: MyType.Anonymous(foo: true, bar: false))))
}
