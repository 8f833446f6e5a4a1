import Foundation
import NIOCore
import NIOPosix
import Testing
import Varlink
import VarlinkServer

@Suite(.timeLimit(.minutes(2)))
struct ServerTests {
    @Test("a handler knows who calls")
    func peer() async throws {
        try await withServer { server in
            let reply = try server.client().call(WhoAmI.self)
            #expect(reply.uid == getuid())
            #expect(reply.gid == getgid())
            #expect(reply.pid == getpid())
            var groups = [gid_t](repeating: 0, count: Int(getgroups(0, nil)))
            getgroups(Int32(groups.count), &groups)
            #expect(Set(reply.groups) == Set(groups))
            #expect(reply.label == nil)
        }
    }

    @Test("a connection that is brought along is served as whom its owner says, outside of the limits")
    func broughtAlong() async throws {
        var limits = Limits()
        limits.connections = 0
        try await withServer(limits: limits) { server in
            let (client, descriptor) = try RawClient.pair()
            let peer = Peer(uid: 7, gid: 8, pid: 9, groups: [10], label: "plugin")
            let closed = try await server.server.serve(descriptor, as: peer)
            client.send(callText("WhoAmI"))
            #expect(
                try client.messages(1)
                    == [#"{"parameters":{"uid":7,"gid":8,"pid":9,"groups":[10],"label":"plugin"}}"#])
            client.endInput()
            try await closed.get()
        }
    }

    @Test("a passed descriptor is listened on or served, whichever it is")
    func passed() async throws {
        try await withServer { server in
            let (client, descriptor) = try RawClient.pair()
            try await server.server.adopt(descriptor)
            client.send(callText("Add", #"{"a":1,"b":2}"#))
            #expect(try client.messages(1) == [#"{"parameters":{"sum":3}}"#])

            let path = temporaryPath()
            defer { unlink(path) }
            try await server.server.adopt(try listeningSocket(at: path))
            #expect(throws: Never.self) { try VarlinkClient(connectingTo: path).call(ServiceInterface.GetInfo.self) }
        }
    }

    private func listeningSocket(at path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0, listen(descriptor, 5) == 0 else { throw SocketError(call: "bind", code: errno) }
        return descriptor
    }

    @Test("the socket has the mode that was asked for, and goes with the server", arguments: [0o600, 0o660, 0o666])
    func mode(mode: UInt32) async throws {
        let path = temporaryPath()
        let server = try makeServer()
        try await server.listen(at: path, mode: mode)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == mode)
        await server.stop(within: .seconds(1))
        #expect(access(path, F_OK) != 0)
    }

    @Test("a socket that nobody answers on is replaced; one in use, and anything else, is left alone")
    func stale() async throws {
        let path = temporaryPath()
        close(try listeningSocket(at: path))
        let server = try makeServer()
        try await server.listen(at: path)
        let second = try makeServer()
        await #expect(throws: ServerError.alreadyServed(path: path)) { try await second.listen(at: path) }
        #expect(throws: Never.self) { try VarlinkClient(connectingTo: path).call(ServiceInterface.GetInfo.self) }
        await server.stop(within: .seconds(1))

        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        await #expect(throws: ServerError.notASocket(path: path)) { try await second.listen(at: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test("a path that is too long is refused")
    func longPath() async throws {
        let path = "/tmp/" + String(repeating: "x", count: 200)
        let server = try makeServer()
        await #expect(throws: ServerError.pathTooLong(path: path)) { try await server.listen(at: path) }
    }

    @Test("many may wait to be let in while the server is busy")
    func crowd() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var limits = Limits()
        (limits.connections, limits.connectionsPerUID) = (400, 400)
        try await withServer(limits: limits, group: group) { server in
            let isFree = DispatchSemaphore(value: 0)
            group.next().execute { isFree.wait() }
            defer { isFree.signal() }
            let crowd = try (0..<300).map { _ in try RawClient(path: server.path, waits: false) }
            isFree.signal()
            for client in crowd {
                client.send(callText("Add", #"{"a":1,"b":2}"#))
                #expect(try client.messages(1) == [#"{"parameters":{"sum":3}}"#])
            }
        }
        try await group.shutdownGracefully()
    }

    @Test("a client that has ended its input still gets its answers, and costs nothing while it waits")
    func halfClosed() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await withServer(group: group) { server in
            let client = try server.rawClient()
            client.send(callText("Hold") + callText("Add", #"{"a":1,"b":2}"#))
            client.endInput()
            let call = try #require(await server.example.nextHeldCall())
            let before = try await processorTime(of: group)
            #expect(client.staysSilent(milliseconds: 300))
            #expect(try await processorTime(of: group) - before < 0.1)
            call.reply(Number(number: 1))
            #expect(try client.messages() == [#"{"parameters":{"number":1}}"#, #"{"parameters":{"sum":3}}"#])
        }
        try await group.shutdownGracefully()
    }

    @Test("a server that stops answers all that was sent, and closes whoever is quiet")
    func stopWithManyCalls() async throws {
        try await withServer { server in
            let (quiet, busy) = (try server.rawClient(), try server.rawClient())
            // More calls than are taken in at once.
            busy.send(callText("Hold") + String(repeating: callText("Add", #"{"a":1,"b":2}"#), count: 300))
            let call = try #require(await server.example.nextHeldCall())
            while server.server.connectionCount < 2 { await Task.yield() }
            async let stopped: Void = server.server.stop(within: .seconds(60))
            try await onThread { while FileManager.default.fileExists(atPath: server.path) {} }
            call.reply(Number(number: 1))
            #expect(try await onThread { try busy.messages() }.count == 301)
            #expect(try await onThread { try quiet.messages() }.isEmpty)
            await stopped
            #expect(server.server.connectionCount == 0)
        }
    }

    @Test("a server that stops answers what it was asked, ends streams, and cuts off what takes too long")
    func stop() async throws {
        try await withServer { server in
            let waiting = try server.rawClient()
            waiting.send(callText("Hold") + callText("Add", #"{"a":1,"b":2}"#))
            let call = try #require(await server.example.nextHeldCall())
            let streaming = try server.rawClient()
            streaming.send(callText("Hold", flags: #","more":true"#))
            let stream = try #require(await server.example.nextHeldCall())
            let stuck = try server.rawClient()
            stuck.send(callText("Hold"))
            let never = try #require(await server.example.nextHeldCall())
            async let stopped: Void = server.server.stop(within: .seconds(8))
            // Off the pool of tasks, which the stop itself needs.
            let streamed = try await onThread { try streaming.messages() }
            #expect(streamed.isEmpty)
            call.reply(Number(number: 1))
            let answers = try await onThread { try waiting.messages() }
            #expect(answers == [#"{"parameters":{"number":1}}"#, #"{"parameters":{"sum":3}}"#])
            let cutOff = try await onThread { try stuck.messages() }
            #expect(cutOff.isEmpty)
            await stopped
            #expect(server.server.connectionCount == 0)
            #expect(throws: VarlinkClientError.noSocket(path: server.path)) { try server.client() }
            stream.reply(Number(number: 1))
            never.reply(Number(number: 1))
        }
    }

    @Test("many threads answer many connections, each in its order")
    func manyAnswers() async throws {
        try await withServer { server in
            let clients = try (0..<16).map { _ in try server.client() }
            for client in clients { for _ in 0..<20 { try client.send(Hold.self, NoParameters()) } }
            for number in 0..<320 {
                let call = try #require(await server.example.nextHeldCall())
                DispatchQueue.global().async { call.reply(Number(number: number)) }
            }
            for client in clients {
                let numbers = try (0..<20).map { _ in try client.receive(Hold.self).number }
                #expect(numbers == numbers.sorted())
            }
        }
    }

    @Test("a service is put together only of what fits")
    func definition() throws {
        var service = try ExampleService().service()
        #expect(throws: ServiceDefinitionError.interfaceTwice("org.example.test")) {
            try service.add(Interface(parsing: ExampleService.definition))
        }
        #expect(throws: ServiceDefinitionError.interfaceTwice("org.varlink.service")) {
            try service.add(Interface(parsing: ServiceInterface.definition))
        }
        #expect(throws: ServiceDefinitionError.methodTwice(Echo.name)) { try service.register(Echo.self) { _, _ in } }
        #expect(throws: ServiceDefinitionError.unknownMethod(Unknown.name)) {
            try service.register(Unknown.self) { _, _ in }
        }
    }

    /// The processor time that a group's thread has used, in seconds.
    private func processorTime(of group: any EventLoopGroup) async throws -> Double {
        try await group.next().submit {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }.get()
    }

    private enum Unknown: ExampleMethod {
        typealias Parameters = NoParameters
        typealias Reply = NoParameters
    }

    private func makeServer() throws -> VarlinkServer {
        try VarlinkServer(
            service: ExampleService().service(), logger: LogRecorder().logger,
            group: MultiThreadedEventLoopGroup.singleton)
    }
}
