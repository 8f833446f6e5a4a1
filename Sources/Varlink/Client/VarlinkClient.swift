/// A connection to a service, for one thread at a time. Every call waits for its answer.
///
/// Calls can be pipelined: `send` several, then `receive` their replies in the same order. The service reads no
/// further than it has answered, so a caller that sends megabytes without receiving may wait for ever.
public final class VarlinkClient {
    private var socket: ClientSocket?
    private var reader: FrameReader
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private let timeout: Duration?

    /// The longest reply that is accepted, in bytes.
    public static let replyLimit = 64 << 20

    /// Connects to a socket in the file system.
    ///
    /// - Parameters:
    ///   - path: where the socket is, at most 107 bytes.
    ///   - timeout: how long to wait for a reply. Nil waits for ever. A stream of replies is waited for as long as it
    ///     takes.
    public init(connectingTo path: String, timeout: Duration? = nil) throws(VarlinkClientError) {
        socket = try ClientSocket.connect(to: path, timeout: timeout)
        reader = FrameReader(limit: Self.replyLimit)
        self.timeout = timeout
    }

    /// Takes over a connected descriptor, and closes it in the end.
    public init(adopting descriptor: Int32, timeout: Duration? = nil) throws(VarlinkClientError) {
        let socket = ClientSocket(adopting: descriptor)
        try socket.setSendTimeout(timeout)
        self.socket = consume socket
        reader = FrameReader(limit: Self.replyLimit)
        self.timeout = timeout
    }

    /// The connection's descriptor, to be waited on beside others; it stays this client's. Nil once it is closed.
    ///
    /// It is readable when the next reply has begun to come, or the service has hung up.
    public var descriptor: Int32? { socket?.number }

    /// Whether a whole reply has come already, so that receiving it won't wait.
    public var hasReply: Bool { reader.count > 0 }

    /// Closes the connection, which cancels whatever the service is doing for it. Calls fail from now on.
    public func close() {
        socket = nil
        reader = FrameReader(limit: Self.replyLimit)
    }

    /// Sends a call without waiting for its answer.
    public func send(
        _ method: String, _ parameters: JSONObject = [:], mode: CallMessage.Mode = .single
    ) throws(VarlinkClientError) {
        var bytes: [UInt8] = []
        CallMessage(method: method, parameters: parameters, mode: mode).write(to: &bytes)
        try send(bytes)
    }

    /// Sends a call without waiting for its answer.
    public func send<Method: VarlinkMethod>(
        _ method: Method.Type, _ parameters: Method.Parameters, mode: CallMessage.Mode = .single
    ) throws(VarlinkClientError) {
        var bytes: [UInt8] = []
        do {
            try CallMessage.write(method: Method.name, mode: mode, to: &bytes) { bytes in
                try JSON.encode(parameters, to: &bytes)
            }
        } catch {
            throw .notEncodable("\(error)")
        }
        try send(bytes)
    }

    /// Waits for the next reply. An error that the service answers with is thrown.
    ///
    /// - Parameter waitsForEver: whether the timeout doesn't count, as between the replies of a stream.
    public func receive(waitsForEver: Bool = false) throws(VarlinkClientError) -> ReplyMessage {
        let deadline = waitsForEver ? nil : timeout.map(Deadline.init(after:))
        let reply = try nextReply(until: deadline)
        guard let error = reply.error else { return reply }
        throw .failed(VarlinkFailure(name: error, parameters: reply.parameters))
    }

    /// Passes over what an earlier user of an adopted connection has left on it by ending before its answers had come:
    /// whole replies and the rest of half a one. Asks for an interface that nobody has, and reads until that is refused.
    public func passOverOldReplies() throws(VarlinkClientError) {
        let nobodys = "org.varlink.unknown.N\(UInt64.random(in: 0...UInt64.max))"
        try send(ServiceInterface.GetInterfaceDescription.self, .init(interface: nobodys))
        let deadline = timeout.map(Deadline.init(after:))
        try closingOnFailure {
            while true {
                let isOurs = try reader.next { bytes in
                    (try? ReplyMessage(parsing: bytes))?.parameters["interface"] == .string(nobodys)
                }
                if isOurs == true { return }
                if isOurs == nil { try readMore(until: deadline) }
            }
        }
    }

    private func nextReply(until deadline: Deadline?) throws(VarlinkClientError) -> ReplyMessage {
        try closingOnFailure {
            while true {
                let reply = try reader.next { bytes in
                    Result { () throws(MalformedMessage) in try ReplyMessage(parsing: bytes) }
                }
                if let reply { return try reply.get() }
                try readMore(until: deadline)
            }
        }
    }

    private func closingOnFailure<Value>(_ body: () throws -> Value) throws(VarlinkClientError) -> Value {
        do {
            return try body()
        } catch {
            close()
            switch error {
            case let error as VarlinkClientError: throw error
            case let error as FrameTooLong: throw .malformedReply("it is longer than \(error.limit) bytes")
            default: throw .malformedReply("\(error)")
            }
        }
    }

    private func readMore(until deadline: Deadline?) throws(VarlinkClientError) {
        guard let count = try socket?.receive(into: &buffer, until: deadline) else { throw .closed }
        guard count > 0 else { throw .closed }
        buffer.withUnsafeBytes { reader.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    private func send(_ bytes: [UInt8]) throws(VarlinkClientError) {
        do throws(VarlinkClientError) {
            guard let _: Void = try socket?.send(bytes) else { throw .closed }
        } catch {
            close()
            throw error
        }
    }
}
