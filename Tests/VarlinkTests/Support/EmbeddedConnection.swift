import NIOCore
import NIOEmbedded

@testable import VarlinkServer

/// A connection on a channel in memory, where each read and each moment is the test's own.
final class EmbeddedConnection {
    let channel = EmbeddedChannel()
    let example = ExampleService()
    let logs = LogRecorder()
    private let connection: Connection
    private let reads = ReadCounter()

    init(limits: Limits = Limits()) throws {
        let environment = Connection.Environment(
            service: try example.service().completed(), limits: limits, logger: logs.logger,
            table: ConnectionTable(limits: limits))
        connection = Connection(
            environment: environment, channel: channel, outbox: Outbox(eventLoop: channel.eventLoop),
            peer: Peer(uid: 1, gid: 2, pid: 3, groups: []), isAdopted: false)
        try environment.table.enter(connection)
        try channel.pipeline.syncOperations.addHandlers(reads, ConnectionHandler(connection))
        channel.connect(to: try SocketAddress(unixDomainSocketPath: "/nowhere"), promise: nil)
    }

    /// How often the connection has asked for more bytes.
    var readCount: Int { reads.count }

    var isOpen: Bool { channel.isActive }

    func stop(within time: TimeAmount) { _ = connection.stop(within: time) }

    func arrive(_ bytes: some Sequence<UInt8>) {
        channel.pipeline.fireChannelRead(ByteBuffer(bytes: bytes))
        channel.pipeline.fireChannelReadComplete()
    }

    /// The messages that have been sent since the last time.
    func sent() throws -> [String] {
        var bytes: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private final class ReadCounter: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        var count = 0

        func read(context: ChannelHandlerContext) {
            count += 1
            context.read()
        }
    }
}
