import Synchronization
import Varlink
import VarlinkServer

/// A small service with a method for each thing that a server has to get right.
final class ExampleService: Sendable {
    static let definition = """
        # An interface for tests.
        interface org.example.test

        type Point (x: int, y: ?int)

        method Echo(text: string) -> (text: string)

        method Add(a: int, b: int) -> (sum: int)

        method Take(point: Point, tags: ?[]string, sizes: ?[string]float, colour: (red, green), more: ?object) -> ()

        # [Supports 'more' flag]
        method Count(to: int) -> (number: int)

        # [Requires 'more' flag]
        method Flood(size: int) -> (text: string)

        # Is answered when the test wants.
        # [Supports 'more' flag]
        method Hold() -> (number: int)

        # Is let go of without an answer.
        method Forget() -> ()

        method Refuse() -> ()

        method Remember(text: string) -> ()

        method WhoAmI() -> (uid: int, gid: int, pid: int, groups: []int, label: ?string)

        # Has no handler.
        method Missing() -> ()

        error Refused (message: string, code: int)

        """

    private let texts = Mutex<[String]>([])
    private let heldCalls = AsyncStream.makeStream(of: ServerCall<Hold>.self)

    /// What `Remember` was called with.
    var remembered: [String] { texts.withLock { $0 } }

    /// The next call of `Hold` that comes.
    func nextHeldCall() async -> ServerCall<Hold>? {
        var calls = heldCalls.stream.makeAsyncIterator()
        return await calls.next()
    }

    func service() throws -> Service {
        var service = Service(vendor: "Example", product: "Test", version: "1", url: "https://example.org")
        try service.add(Interface(parsing: Self.definition))
        try service.register(Echo.self) { parameters, call in call.reply(parameters) }
        try service.register(Add.self) { parameters, call in
            call.reply(Add.Reply(sum: parameters.a &+ parameters.b))
        }
        try service.register(Take.self) { _, call in call.reply() }
        try service.register(Count.self) { parameters, call in
            let last = call.wantsMore ? min(parameters.to, 10) : 1
            for number in 1..<max(2, last) { call.reply(Number(number: number), continues: true) }
            call.reply(Number(number: last))
        }
        try service.register(Flood.self) { parameters, call in
            let text = String(repeating: "x", count: min(parameters.size, 1 << 10))
            for _ in 0..<1_000 { call.reply(Text(text: text), continues: true) }
            call.onClose { withExtendedLifetime(call) {} }
        }
        try service.register(Hold.self) { _, call in self.heldCalls.continuation.yield(call) }
        try service.register(Forget.self) { _, _ in }
        try service.register(Refuse.self) { _, call in call.fail(Refused(message: "This is refused.", code: 7)) }
        try service.register(Remember.self) { parameters, call in
            self.texts.withLock { $0.append(parameters.text) }
            call.reply()
        }
        try service.register(WhoAmI.self) { _, call in
            let peer = call.peer
            call.reply(
                WhoAmI.Reply(
                    uid: peer.uid, gid: peer.gid, pid: peer.pid, groups: peer.groups, label: peer.label))
        }
        return service
    }
}

struct Text: Codable, Sendable, Equatable { var text: String }
struct Number: Codable, Sendable, Equatable { var number: Int }

struct Refused: VarlinkError, Equatable {
    static let name = "org.example.test.Refused"
    var message: String
    var code: Int
}

protocol ExampleMethod: VarlinkMethod {}

extension ExampleMethod {
    static var name: String { "org.example.test.\(Self.self)" }
}

enum Echo: ExampleMethod {
    typealias Parameters = Text
    typealias Reply = Text
}

enum Add: ExampleMethod {
    struct Parameters: Codable, Sendable { var a, b: Int }
    struct Reply: Codable, Sendable { var sum: Int }
}

enum Take: ExampleMethod {
    struct Parameters: Codable, Sendable {
        struct Point: Codable, Sendable { var x: Int, y: Int? }
        enum Colour: String, Codable, Sendable { case red, green }

        var point: Point
        var tags: [String]?
        var sizes: [String: Double]?
        var colour: Colour
        var more: JSONObject?
    }

    typealias Reply = NoParameters
}

enum Count: ExampleMethod {
    struct Parameters: Codable, Sendable { var to: Int }
    typealias Reply = Number
}

enum Flood: ExampleMethod {
    struct Parameters: Codable, Sendable { var size: Int }
    typealias Reply = Text
}

enum Hold: ExampleMethod {
    typealias Parameters = NoParameters
    typealias Reply = Number
}

enum Forget: ExampleMethod {
    typealias Parameters = NoParameters
    typealias Reply = NoParameters
}

enum Refuse: ExampleMethod {
    typealias Parameters = NoParameters
    typealias Reply = NoParameters
}

enum Remember: ExampleMethod {
    typealias Parameters = Text
    typealias Reply = NoParameters
}

enum WhoAmI: ExampleMethod {
    typealias Parameters = NoParameters

    struct Reply: Codable, Sendable {
        var uid: UInt32
        var gid: UInt32
        var pid: Int32
        var groups: [UInt32]
        var label: String?
    }
}
