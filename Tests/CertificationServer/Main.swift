import Foundation
import Logging
import NIOCore
import NIOPosix
import Varlink
import VarlinkServer

/// Certifies this library's server and client against those of others.
///
/// `CertificationServer INTERFACE-FILE SOCKET` serves `org.varlink.certification` until its standard input ends, and
/// says 'ready' once it can be reached. `CertificationServer --client SOCKET` goes through the certification.
@main
enum Main {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count == 2 else {
            throw UsageError(description: "usage: CertificationServer INTERFACE-FILE SOCKET | --client SOCKET")
        }
        if arguments[0] == "--client" {
            guard try certify(against: arguments[1]) else {
                throw UsageError(description: "The server is not content.")
            }
            print("Certification passed")
        } else {
            try await serve(interfaceFile: arguments[0], at: arguments[1])
        }
    }

    private static func serve(interfaceFile: String, at path: String) async throws {
        let text = try String(contentsOfFile: interfaceFile, encoding: .utf8)
        let service = try CertificationService().service(interface: Interface(parsing: text, dialect: .full))
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try VarlinkServer(service: service, logger: Logger(label: "certification"), group: group)
        try await server.listen(at: path)
        FileHandle.standardOutput.write(Data("ready\n".utf8))
        while let line = readLine() { _ = line }
        await server.stop(within: .seconds(5))
        try await group.shutdownGracefully()
    }
}

struct UsageError: Error, CustomStringConvertible {
    let description: String
}
