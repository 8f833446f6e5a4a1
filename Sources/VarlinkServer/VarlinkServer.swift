import Glibc
public import Logging
public import NIOCore
import NIOPosix
import Synchronization

/// Serves a service on Unix sockets.
public final class VarlinkServer: Sendable {
    private struct State {
        var outboxes: [ObjectIdentifier: Outbox] = [:]
        var listeners: [any Channel] = []
        var sockets: [ListeningSocket] = []
    }

    private let environment: Connection.Environment
    private let group: any EventLoopGroup
    private let identify: @Sendable (Peer) -> Peer
    private let state = Mutex(State())

    /// How many connections may wait to be accepted.
    private static let backlog: Int32 = 512

    /// Makes a server that serves nothing yet.
    ///
    /// - Parameters:
    ///   - logger: hears of connections that are refused or closed for a reason, never of what was sent.
    ///   - group: runs the connections. Handlers are called on its threads.
    ///   - identify: says more of a peer that has connected, such as what it is called. It must not block.
    public init(
        service: Service, limits: Limits = Limits(), logger: Logger, group: any EventLoopGroup,
        identify: @escaping @Sendable (Peer) -> Peer = { $0 }
    ) throws {
        self.identify = identify
        environment = Connection.Environment(
            service: try service.completed(), limits: limits, logger: logger, table: ConnectionTable(limits: limits))
        self.group = group
    }

    /// How many connections there are.
    public var connectionCount: Int { environment.table.count }

    /// Makes a socket at a path and listens on it. It is removed when the server stops.
    ///
    /// - Parameters:
    ///   - mode: who may connect, as in chmod. The umask doesn't count.
    ///   - identify: says more of those who connect here, or refuses them, in the place of the server's own.
    public func listen(
        at path: String, mode: UInt32 = 0o660, identify: (@Sendable (Peer) throws(ServerError) -> Peer)? = nil
    ) async throws {
        let socket = try ListeningSocket(at: path, mode: mode)
        state.withLock { $0.sockets.append(socket) }
        try await listen(on: socket.descriptor, identify: identify ?? self.identify)
    }

    /// Takes over a descriptor that was passed to this process: listens on it or, where it is a connection, serves it.
    public func adopt(_ descriptor: Int32) async throws {
        if try ListeningSocket.isListening(descriptor) {
            try await listen(on: descriptor)
        } else {
            try await serve(descriptor)
        }
    }

    /// Takes over a bound descriptor and listens on it.
    public func listen(on descriptor: Int32) async throws {
        try await listen(on: descriptor, identify: identify)
    }

    private func listen(
        on descriptor: Int32, identify: @escaping @Sendable (Peer) throws(ServerError) -> Peer
    ) async throws {
        let channel = try await ServerBootstrap(group: group)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: waterMark)
            .childChannelInitializer { channel in
                self.start(on: channel) { descriptor in try identify(try Peer(of: descriptor)) }
            }
            .withBoundSocket(descriptor).get()
        // SwiftNIO has listened with a number of its own, whatever it is told.
        Glibc.listen(descriptor, Self.backlog)
        state.withLock { $0.listeners.append(channel) }
    }

    /// Takes over a connected descriptor and serves it, outside of the limits on connections and idle time.
    ///
    /// - Parameter peer: who is at the other end, where the system can't tell.
    /// - Returns: what is fulfilled when the connection has closed.
    @discardableResult
    public func serve(_ descriptor: Int32, as peer: Peer? = nil) async throws -> EventLoopFuture<Void> {
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.writeBufferWaterMark, value: waterMark)
            .channelInitializer { channel in
                self.start(on: channel, isAdopted: true) { descriptor in try peer ?? Peer(of: descriptor) }
            }
            .withConnectedSocket(descriptor).get()
        return channel.closeFuture
    }

    /// Stops: accepts nothing more, answers the calls that have come, ends streams, and closes.
    ///
    /// - Parameter time: how long that may take. Connections that are still there after it are cut.
    public func stop(within time: TimeAmount) async {
        let (listeners, sockets) = state.withLock { state in
            defer { (state.listeners, state.sockets) = ([], []) }
            return (state.listeners, state.sockets)
        }
        for socket in sockets { socket.unlink() }
        for listener in listeners { try? await listener.close() }
        // Who was accepted before that has come in after a turn of each loop.
        for loop in group.makeIterator() { try? await loop.submit {}.get() }
        let closed = environment.table.stop().map { $0.stop(within: time) }
        for future in closed { try? await future.get() }
    }

    private var waterMark: ChannelOptions.Types.WriteBufferWaterMark {
        let high = max(2, environment.limits.outputQueueBytes)
        return ChannelOptions.Types.WriteBufferWaterMark(low: high / 2, high: high)
    }

    private func start(
        on channel: any Channel, isAdopted: Bool = false, peer: @Sendable (Int32) throws -> Peer
    ) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let peer = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self, peer)
            guard let peer else { throw ChannelError.operationUnsupported }
            let connection = Connection(
                environment: environment, channel: channel, outbox: outbox(for: channel.eventLoop), peer: peer,
                isAdopted: isAdopted)
            do throws(ServerError) {
                try environment.table.enter(connection)
            } catch {
                environment.log("Refused a connection of uid \(peer.uid). \(error)", of: peer, limit: error.limit)
                throw error
            }
            channel.closeFuture.whenComplete { [table = environment.table] _ in table.leave(connection) }
            try pipeline.addHandler(ConnectionHandler(connection))
        }
    }

    private func outbox(for eventLoop: any EventLoop) -> Outbox {
        state.withLock { state in
            let key = ObjectIdentifier(eventLoop)
            if let outbox = state.outboxes[key] { return outbox }
            let outbox = Outbox(eventLoop: eventLoop)
            state.outboxes[key] = outbox
            return outbox
        }
    }
}
