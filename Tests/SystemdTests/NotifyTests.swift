import Foundation
import Synchronization
import Systemd
import Testing

@Suite struct NotifyTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let sent: String
        let call: @Sendable (Notify) throws -> Bool
        var testDescription: String { sent }
    }

    @Test(arguments: [
        Example(sent: "READY=1\nSTATUS=Serving 3 groups.") { try $0.ready(status: "Serving \(3) groups.") },
        Example(sent: "STOPPING=1") { try $0.stopping() },
        Example(sent: "WATCHDOG=1") { try $0.watchdog() },
        Example(sent: "STATUS=One READY=1 line") { try $0.status("One\nREADY=1\rline") },
        Example(sent: "EXTEND_TIMEOUT_USEC=1500000") { try $0.extendTimeout(by: .milliseconds(1500)) },
    ]) func sendsTheManagersWords(_ example: Example) throws {
        let sent = Mutex<[String]>([])
        let notify = Notify { message in
            sent.withLock { $0.append(message) }
            return true
        }
        #expect(try example.call(notify))
        #expect(sent.withLock { $0 } == [example.sent])
    }

    @Test func reloadingSaysWhenByTheMonotonicClock() throws {
        let sent = Mutex("")
        let before = monotonicMicroseconds()
        try Notify { message in
            sent.withLock { $0 = message }
            return true
        }.reloading()
        let lines = sent.withLock { $0 }.split(separator: "\n")
        #expect(lines.first == "RELOADING=1")
        let moment = try #require(lines.last?.split(separator: "=").last.flatMap { Int($0) })
        #expect(lines.last?.hasPrefix("MONOTONIC_USEC=") == true)
        #expect((before...monotonicMicroseconds()).contains(moment))
    }

    @Test func libsystemdDeliversToTheManagersSocket() async throws {
        let manager = try DatagramSocket()
        let child = try await run(probe, ["notify"], environment: ["NOTIFY_SOCKET": manager.path])
        #expect(child.output == "[true, true, true]\n")
        #expect(manager.received() == ["READY=1\nSTATUS=Serving 3 groups.", "WATCHDOG=1", "STOPPING=1"])
    }

    @Test func withoutAManagerNothingIsSent() async throws {
        let child = try await run(probe, ["notify"])
        #expect(child.output == "[false, false, false]\n")
        #expect(child.status == 0)
    }

    @Test func aManagerThatCannotBeReachedIsAnError() async throws {
        let child = try await run(probe, ["notify"], environment: ["NOTIFY_SOCKET": "/nonexistent/notify"])
        #expect(child.status == 1)
        #expect(child.output.contains("could not be told of the service's state: No such file or directory."))
        #expect(child.output.contains("NOTIFY_SOCKET"))
    }

    private func monotonicMicroseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
    }
}

/// A bound datagram socket in a folder of its own.
private final class DatagramSocket {
    let path: String
    private let descriptor: CInt
    private let folder: URL

    init() throws {
        folder = try temporaryFolder()
        path = folder.appendingPathComponent("notify").path
        descriptor = try boundSocket(path, CInt(SOCK_DGRAM.rawValue))
    }

    deinit {
        close(descriptor)
        try? FileManager.default.removeItem(at: folder)
    }

    /// What has arrived so far.
    func received() -> [String] {
        var messages: [String] = []
        var bytes = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(descriptor, &bytes, bytes.count, CInt(MSG_DONTWAIT)), count >= 0 {
            messages.append(String(decoding: bytes.prefix(count), as: UTF8.self))
        }
        return messages
    }
}
