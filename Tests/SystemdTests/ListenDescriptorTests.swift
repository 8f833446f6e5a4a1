import Foundation
import Systemd
import Testing

@Suite struct ListenDescriptorTests {
    @Test func tellsListeningFromConnectedFromOther() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let listening = try boundSocket(folder.appendingPathComponent("stream").path, CInt(SOCK_STREAM.rawValue))
        #expect(listen(listening, 1) == 0)
        let datagram = try boundSocket(folder.appendingPathComponent("datagram").path, CInt(SOCK_DGRAM.rawValue))
        var pair: [CInt] = [-1, -1]
        #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &pair) == 0)
        let internet = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        let file = open("/dev/null", O_RDONLY)
        let all = [listening, pair[0], datagram, internet, file]
        defer { (all + [pair[1]]).forEach { close($0) } }

        let kinds = all.map { ListenDescriptor(name: "varlink", descriptor: $0).kind }
        #expect(kinds == [.listening, .connected, .other, .other, .other])
    }

    struct Example: Sendable, CustomTestStringConvertible {
        /// `$$` stands for the child's own process.
        let environment: String
        let output: String
        var status: Int32 = 0
        var testDescription: String { environment }
    }

    @Test(arguments: [
        Example(environment: "", output: ""),
        Example(
            environment: "LISTEN_FDS=2 LISTEN_PID=$$ LISTEN_FDNAMES=varlink:other",
            output: "varlink 3 other close-on-exec\nother 4 other close-on-exec\n"),
        Example(environment: "LISTEN_FDS=1 LISTEN_PID=$$", output: "unknown 3 other close-on-exec\n"),
        Example(environment: "LISTEN_FDS=1 LISTEN_PID=1 LISTEN_FDNAMES=varlink", output: ""),
        Example(environment: "LISTEN_FDS=0 LISTEN_PID=$$", output: refusal("Invalid argument"), status: 1),
        Example(
            environment: "LISTEN_FDS=2 LISTEN_PID=$$ LISTEN_FDNAMES=varlink", output: refusal("Invalid argument"),
            status: 1),
        Example(environment: "LISTEN_FDS=many LISTEN_PID=$$", output: refusal("Invalid argument"), status: 1),
    ]) func takesWhatWasPassedToThisProcess(_ example: Example) async throws {
        let script = "exec 3</dev/null 4</dev/null; \(example.environment) exec \(probe) listen"
        let child = try await run("/bin/sh", ["-c", script])
        #expect(child.output == example.output)
        #expect(child.status == example.status)
    }
}

private func refusal(_ reason: String) -> String {
    "The sockets that the service manager passed could not be taken over: \(reason). "
        + "Check LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES, which the socket unit sets.\n"
}
