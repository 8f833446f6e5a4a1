import Foundation
import Logging
import NIOCore
import Testing
import Varlink
import VarlinkServer

@Suite(.timeLimit(.minutes(2)))
struct LimitTests {
    private let add = callText("Add", #"{"a":1,"b":2}"#)
    private let sum = #"{"parameters":{"sum":3}}"#

    @Test(
        "a message that is too long closes its connection after what came before, whole or not", arguments: ["", "\0"])
    func messageSize(end: String) async throws {
        var limits = Limits()
        limits.messageSize = 1_000
        try await withServer(limits: limits) { server in
            let client = try server.rawClient()
            client.send(add + String(repeating: "x", count: 2_000) + end)
            #expect(try client.messages() == [sum])
            #expect(server.logs.notices.map { $0.metadata["limit"] } == ["message_size"])
        }
    }

    @Test("a message of a megabyte is served")
    func largeMessage() async throws {
        try await withServer { server in
            let text = String(repeating: "ä", count: 520_000)
            let reply = try server.client().call(Echo.self, Text(text: text))
            #expect(reply.text == text)
        }
    }

    static let counts: [(name: String, set: @Sendable (inout Limits) -> Void)] = [
        ("connections", { $0.connections = 2 }), ("connections_per_uid", { $0.connectionsPerUID = 2 }),
    ]

    @Test("a connection too many is closed, and one is let in when another has gone", arguments: counts)
    func connections(name: String, set: @Sendable (inout Limits) -> Void) async throws {
        var limits = Limits()
        set(&limits)
        try await withServer(limits: limits) { server in
            let first = try server.client()
            let second = try server.client()
            for client in [first, second] { _ = try client.call(ServiceInterface.GetInfo.self) }
            #expect(try server.rawClient().messages().isEmpty)
            #expect(server.logs.notices.map { $0.metadata["limit"] } == ["\(name)"])
            first.close()
            while server.server.connectionCount > 1 { await Task.yield() }
            #expect(throws: Never.self) { try server.client().call(ServiceInterface.GetInfo.self) }
        }
    }

    @Test("a stream too many closes its connection, or is answered with the service's error", arguments: [false, true])
    func streams(hasError: Bool) async throws {
        var limits = Limits()
        limits.streams = 1
        let error = hasError ? Refused(message: "Too many.", code: 1) : nil
        try await withServer(limits: limits, tooManyStreams: error) { server in
            let stream = try server.client()
            try stream.send(Hold.self, NoParameters(), mode: .more)
            let call = try #require(await server.example.nextHeldCall())
            let other = try server.rawClient()
            other.send(callText("Count", #"{"to":2}"#, flags: #","more":true"#))
            other.endInput()
            let refusal = #"{"error":"org.example.test.Refused","parameters":{"message":"Too many.","code":1}}"#
            #expect(try other.messages() == (hasError ? [refusal] : []))
            #expect(server.logs.notices.map { $0.metadata["limit"] } == ["streams"])
            call.reply(Number(number: 1))
            _ = try stream.receive()
            var numbers: [Int] = []
            try server.client().more(Count.self, Count.Parameters(to: 2)) { reply in
                numbers.append(reply.number)
                return true
            }
            #expect(numbers == [1, 2])
        }
    }

    @Test("a stream that is read too slowly is cut off, and hears so from the log")
    func slowSubscriber() async throws {
        var limits = Limits()
        limits.outputQueueBytes = 10_000
        try await withServer(limits: limits) { server in
            let client = try server.rawClient()
            client.send(callText("Flood", #"{"size":1000}"#, flags: #","more":true"#))
            while server.logs.notices.isEmpty { await Task.yield() }
            #expect(server.logs.notices.map { $0.metadata["limit"] } == ["output_queue"])
        }
    }

    @Test("a stream that others feed faster than it is read is cut off, too")
    func floodedSubscriber() async throws {
        var limits = Limits()
        limits.outputQueueBytes = 10_000
        try await withServer(limits: limits) { server in
            let client = try server.rawClient()
            client.send(callText("Hold", flags: #","more":true"#))
            let call = try #require(await server.example.nextHeldCall())
            while server.logs.notices.isEmpty { call.reply(Number(number: 1), continues: true) }
            #expect(server.logs.notices.map { $0.metadata["limit"] } == ["output_queue"])
        }
    }

    @Test("a slow reader of plain replies waits, and gets them all")
    func slowReader() async throws {
        var limits = Limits()
        limits.outputQueueBytes = 10_000
        try await withServer(limits: limits) { server in
            let client = try server.rawClient()
            let text = String(repeating: "x", count: 2_000)
            let call = callText("Echo", #"{"text":"\#(text)"}"#)
            Thread.detachNewThread { [descriptor = client.descriptor] in
                let sender = RawClient(descriptor: dup(descriptor))
                for _ in 0..<1_000 { sender.send(call) }
                sender.endInput()
            }
            let messages = try client.messages()
            #expect(messages.count == 1_000)
            #expect(messages.allSatisfy { $0 == #"{"parameters":{"text":"\#(text)"}}"# })
            #expect(server.logs.notices.isEmpty)
        }
    }
}
