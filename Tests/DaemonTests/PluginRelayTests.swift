import Foundation
import Glibc
import Testing

@testable import Daemon
@testable import PluginHost

/// What goes between a script and the daemon by way of the script's service.
@Suite struct PluginRelayTests {
    private static func pair() -> (near: FileHandle, far: Int32) {
        var ends: [Int32] = [0, 0]
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        return (FileHandle(fileDescriptor: ends[0], closeOnDealloc: true), ends[1])
    }

    @Test("Every byte goes through both ways, also after one side has nothing more to say")
    func passes() throws {
        let (daemon, far) = Self.pair()
        let script = FileHandle(
            fileDescriptor: try #require(PluginRelay.open(far, Confidences())), closeOnDealloc: true)
        let call = Data(repeating: 0x78, count: 200_000) + [0]
        // It is more than a socket holds.
        Thread.detachNewThread {
            script.write(call)
            shutdown(script.fileDescriptor, Int32(SHUT_WR))
        }
        #expect(daemon.readDataToEndOfFile() == call)
        let answers = Data(#"{"parameters":{"a":1}}"#.utf8) + [0] + Data(repeating: 0x79, count: 300_000) + [0]
        Thread.detachNewThread {
            daemon.write(answers)
            shutdown(daemon.fileDescriptor, Int32(SHUT_WR))
        }
        #expect(script.readDataToEndOfFile() == answers)
    }

    @Test("What a script was answered of members is known before it has the answer")
    func notes() throws {
        let (daemon, far) = Self.pair()
        let confidences = Confidences()
        let script = FileHandle(fileDescriptor: try #require(PluginRelay.open(far, confidences)), closeOnDealloc: true)
        let answer = #"""
            {"parameters":{"member":{"code":"A1","name":"Zora Quillfeather","shortName":"Zora Q.","born":"1990-02-28",\#
            "contacts":[{"channel":"email","address":"zora@example.org"}]},"group":{"id":"evening","name":"Evening IOP"}}}
            """#
        daemon.write(Data(answer.utf8) + [0])
        var heard = Data()
        while heard.last != 0, let byte = try script.read(upToCount: 1), !byte.isEmpty { heard += byte }
        #expect(heard.count == answer.utf8.count + 1)
        let redact = Redaction([], confidences)
        #expect(
            redact("Zora of 1990-02-28 at zora@example.org, Quillfeather, in Evening IOP")
                == "‹personal› of ‹personal› at ‹personal›, ‹personal›, in Evening IOP")
    }

    @Test("A script that is gone leaves no connection behind")
    func gone() throws {
        let (daemon, far) = Self.pair()
        close(try #require(PluginRelay.open(far, Confidences())))
        #expect(daemon.readDataToEndOfFile().isEmpty)
        // Both directions are closed, so that what is sent is refused.
        var watched = pollfd(fd: daemon.fileDescriptor, events: 0, revents: 0)
        #expect(poll(&watched, 1, 60_000) == 1)
    }
}
