import Foundation
import Testing
import Varlink
import VarlinkServer

struct ClientTests {
    @Test("a call by its name gives the reply's bytes exactly as they came")
    func raw() async throws {
        try await withServer { server in
            let reply = try server.client().call(Add.name, ["a": 1, "b": 2])
            #expect(reply.parameters == ["sum": 3])
            #expect(String(decoding: reply.parameterBytes, as: UTF8.self) == #"{"sum":3}"#)
        }
        let (other, descriptor) = try RawClient.pair()
        let client = try VarlinkClient(adopting: descriptor)
        other.send(#"{"parameters" : { "a" :1.50, "b":[ ] } , "org.x":{}}"# + "\0{}\0")
        let reply = try client.call("a.b.C")
        #expect(String(decoding: reply.parameterBytes, as: UTF8.self) == #"{ "a" :1.50, "b":[ ] }"#)
        #expect(String(decoding: try client.receive().parameterBytes, as: UTF8.self) == "{}")
        #expect(try other.messages(1) == [#"{"method":"a.b.C"}"#])
    }

    @Test("an error has its name, its parameters and its sentence, and the connection goes on")
    func failure() async throws {
        try await withServer { server in
            let client = try server.client()
            let error = #expect(throws: VarlinkClientError.self) { try client.call(Refuse.self) }
            guard case .failed(let failure) = error else { return }
            #expect(failure.name == Refused.name)
            #expect(failure.message == "This is refused.")
            #expect(failure.decode(as: Refused.self) == Refused(message: "This is refused.", code: 7))
            #expect(failure.decode(as: ServiceInterface.PermissionDenied.self) == nil)
            let sum = try client.call(Add.self, Add.Parameters(a: 1, b: 2)).sum
            #expect(sum == 3)
        }
    }

    @Test("calls can be sent ahead of their replies")
    func pipelining() async throws {
        try await withServer { server in
            let client = try server.client()
            for number in 0..<50 { try client.send(Add.self, Add.Parameters(a: number, b: 1)) }
            for number in 0..<50 { #expect(try client.receive(Add.self).sum == number + 1) }
        }
    }

    @Test("a stream gives each reply, and is cancelled by not going on")
    func more() async throws {
        try await withServer { server in
            let client = try server.client()
            var numbers: [Int] = []
            try client.more(Count.self, Count.Parameters(to: 4)) { reply in
                numbers.append(reply.number)
                return true
            }
            #expect(numbers == [1, 2, 3, 4])
            try client.more(Count.name, ["to": 3]) { $0.parameters["number"] != 2 }
            #expect(throws: VarlinkClientError.closed) { try client.call(ServiceInterface.GetInfo.self) }
        }
    }

    @Test("an error inside a stream and an error of the one who listens both come out")
    func moreFails() async throws {
        try await withServer { server in
            let client = try server.client()
            #expect(throws: VarlinkClientError.self) { try client.more(Refuse.self, NoParameters()) { _ in true } }
            #expect(throws: SocketError.self) {
                try client.more(Count.self, Count.Parameters(to: 3)) { _ in throw SocketError(call: "none", code: 0) }
            }
            #expect(throws: VarlinkClientError.closed) { try client.call(ServiceInterface.GetInfo.self) }
        }
    }

    @Test("no socket, nobody behind it, and a path that is too long are told apart")
    func unreachable() throws {
        let path = temporaryPath()
        #expect(throws: VarlinkClientError.noSocket(path: path)) { try VarlinkClient(connectingTo: path) }
        try Data().write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        #expect(throws: VarlinkClientError.refused(path: path)) { try VarlinkClient(connectingTo: path) }
        let long = String(repeating: "x", count: 108)
        #expect(throws: VarlinkClientError.pathTooLong(path: long)) { try VarlinkClient(connectingTo: long) }
    }

    @Test("a service that does not answer in time")
    func timeout() throws {
        let (other, descriptor) = try RawClient.pair()
        let client = try VarlinkClient(adopting: descriptor, timeout: .milliseconds(20))
        #expect(throws: VarlinkClientError.timedOut) { try client.call("a.b.C") }
        #expect(throws: VarlinkClientError.closed) { try client.call("a.b.C") }
        withExtendedLifetime(other) {}
    }

    @Test(
        "whoever adopts a connection isn't answered what somebody else asked before, wholly or half read",
        arguments: [(calls: 0, read: 0), (calls: 1, read: 0), (calls: 3, read: 0), (calls: 2, read: 5)])
    func leftovers(left: (calls: Int, read: Int)) async throws {
        try await withServer { server in
            let sum = try await onThread {
                let other = try server.rawClient()
                for _ in 0..<left.calls { other.send(callText("Add", #"{"a":1,"b":2}"#)) }
                var some = [UInt8](repeating: 0, count: left.read)
                if left.read > 0 { recv(other.descriptor, &some, some.count, Int32(MSG_WAITALL)) }
                let client = try VarlinkClient(adopting: dup(other.descriptor), timeout: .seconds(20))
                try client.passOverOldReplies()
                return try client.call(Add.self, Add.Parameters(a: 3, b: 4)).sum
            }
            #expect(sum == 7)
        }
    }

    @Test("a service that goes is an error, never a signal")
    func gone() throws {
        let (other, descriptor) = try RawClient.pair()
        let client = try VarlinkClient(adopting: descriptor)
        shutdown(other.descriptor, Int32(SHUT_RDWR))
        #expect(throws: VarlinkClientError.closed) { try client.call("a.b.C") }
    }

    static let malformed = [
        "nonsense", "[]", #"{"parameters":[]}"#, #"{"continues":1}"#, #"{"error":1}"#, #"{"extra":1}"#,
        #"{"error":"a.b.C","continues":true}"#,
    ]

    @Test("a reply that breaks the protocol ends the connection", arguments: malformed)
    func malformedReply(text: String) throws {
        let (other, descriptor) = try RawClient.pair()
        let client = try VarlinkClient(adopting: descriptor)
        other.send(text + "\0{}\0")
        let error = #expect(throws: VarlinkClientError.self) { try client.call("a.b.C") }
        guard case .malformedReply = error else {
            Issue.record("\(text) gave \(String(describing: error))")
            return
        }
        #expect(throws: VarlinkClientError.closed) { try client.receive() }
    }

    @Test("a reply may have fields that nobody knows, but not lack the ones that are known")
    func replyFields() throws {
        let (other, descriptor) = try RawClient.pair()
        let client = try VarlinkClient(adopting: descriptor)
        other.send(#"{"parameters":{"sum":3,"more":1}}"# + "\0" + #"{"parameters":{"total":3}}"# + "\0")
        let parameters = Add.Parameters(a: 1, b: 2)
        #expect(try client.call(Add.self, parameters).sum == 3)
        let error = #expect(throws: VarlinkClientError.self) { try client.call(Add.self, parameters) }
        guard case .unexpectedReply(let misfit) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(misfit.path == "sum")
    }
}
