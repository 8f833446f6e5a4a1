import Foundation
import NIOCore
import NIOPosix
import Varlink
import VarlinkServer

/// A server of the example service at a path of its own.
struct TestServer: Sendable {
    let server: VarlinkServer
    let example: ExampleService
    let logs: LogRecorder
    let path: String

    func client() throws -> VarlinkClient { try VarlinkClient(connectingTo: path, timeout: .seconds(20)) }
    func rawClient() throws -> RawClient { try RawClient(path: path) }
}

let sharedGroup = MultiThreadedEventLoopGroup(numberOfThreads: 2)

/// Runs a test against a server, which is stopped afterwards.
func withServer(
    limits: Limits = Limits(), tooManyStreams: (any VarlinkError)? = nil, group: any EventLoopGroup = sharedGroup,
    _ body: (TestServer) async throws -> Void
) async throws {
    let path = temporaryPath()
    let example = ExampleService()
    let logs = LogRecorder()
    var service = try example.service()
    service.tooManyStreams = tooManyStreams
    let server = try VarlinkServer(service: service, limits: limits, logger: logs.logger, group: group)
    try await server.listen(at: path)
    do {
        try await body(TestServer(server: server, example: example, logs: logs, path: path))
    } catch {
        await server.stop(within: .seconds(1))
        throw error
    }
    await server.stop(within: .seconds(1))
}

/// A path that nothing else uses.
func temporaryPath() -> String {
    NSTemporaryDirectory() + "varlink-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sock"
}

/// The text of a call of a method of the example service, with its NUL.
func callText(_ method: String, _ parameters: String = "{}", flags: String = "") -> String {
    #"{"method":"org.example.test.\#(method)","parameters":\#(parameters)\#(flags)}"# + "\0"
}
