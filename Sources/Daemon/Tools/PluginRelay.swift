import Foundation
import Glibc
import PluginHost

/// A script's connection to the daemon, by way of its service: what it is answered is looked through for what is personal
/// before the script has it, so that it can be taken out of what the script writes from then on.
final class PluginRelay: Sendable {
    /// More than the daemon ever answers at once.
    private static let answerLimit = 64 << 20
    private static let chunk = 64 * 1024

    /// The end at which the script's words arrive.
    private let script: Int32
    private let daemon: Int32
    private let confidences: Confidences

    /// - Parameters:
    ///   - daemon: A connection to the daemon, which is closed in the end.
    ///   - confidences: Hears what is personal in the answers.
    /// - Returns: The script's end; `nil` if there can be none.
    static func open(_ daemon: Int32, _ confidences: Confidences) -> Int32? {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            close(daemon)
            return nil
        }
        let relay = PluginRelay(script: ends[0], daemon: daemon, confidences)
        Thread.detachNewThread { relay.passCalls() }
        Thread.detachNewThread { relay.passAnswers() }
        return ends[1]
    }

    private init(script: Int32, daemon: Int32, _ confidences: Confidences) {
        self.script = script
        self.daemon = daemon
        self.confidences = confidences
    }

    // Both threads have ended then.
    deinit {
        close(script)
        close(daemon)
    }

    private func passCalls() {
        while let bytes = Self.receive(from: script), Self.send(bytes[...], to: daemon) {}
        shutdown(daemon, Int32(SHUT_WR))
        // Who is gone altogether waits for no answers either.
        var watched = pollfd(fd: script, events: 0, revents: 0)
        while poll(&watched, 1, -1) < 0, errno == EINTR {}
        shutdown(daemon, Int32(SHUT_RDWR))
    }

    private func passAnswers() {
        var unfinished: [UInt8] = []
        while unfinished.count < Self.answerLimit, let bytes = Self.receive(from: daemon) {
            unfinished += bytes
            guard let end = unfinished.lastIndex(of: 0) else { continue }
            for answer in unfinished[..<end].split(separator: 0) { note(answer) }
            guard Self.send(unfinished[...end], to: script) else { break }
            unfinished.removeFirst(end + 1)
        }
        shutdown(script, Int32(SHUT_RDWR))
        shutdown(daemon, Int32(SHUT_RDWR))
    }

    private func note(_ answer: ArraySlice<UInt8>) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(answer)) else { return }
        var found = Found()
        found.look(through: object)
        if !found.isEmpty { confidences.add(names: found.names, others: found.others) }
    }

    /// What is personal in an answer.
    private struct Found {
        var names: [String] = []
        var others: [String] = []
        var isEmpty: Bool { names.isEmpty && others.isEmpty }

        mutating func look(through value: Any) {
            if let values = value as? [Any] {
                for value in values { look(through: value) }
            } else if let object = value as? [String: Any] {
                // Groups have names too, which everybody may read.
                if object["member"] is String || object["code"] is String {
                    names += ["name", "shortName"].compactMap { object[$0] as? String }
                }
                others += ["born", "address"].compactMap { object[$0] as? String }
                for value in object.values { look(through: value) }
            }
        }
    }

    /// `nil` at the end.
    private static func receive(from descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { return Array(buffer[..<count]) }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    /// Whether all of it could be sent.
    private static func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno != EINTR { return false }
            rest = rest.dropFirst(max(0, count))
        }
        return true
    }
}
