import Logging
import NIOCore
import Varlink

/// Ties a connection to its channel: bytes in, bytes out, and what happens to the channel itself.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connection.context = context
        if context.channel.isActive { connection.startIdleTimer() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connection.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        connection.startIdleTimer()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection.hasGone()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !connection.hasInputEnded else { return }
        unwrapInboundIn(data).withUnsafeReadableBytes { connection.reader.append($0) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        connection.noteActivity()
        connection.dispatch()
    }

    /// Reading waits while as many calls are waiting as are allowed.
    func read(context: ChannelHandlerContext) {
        if connection.mayRead {
            context.read()
        } else {
            connection.isReadHeld = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { connection.dispatch() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
        connection.hasInputEnded = true
        connection.dispatch()
    }

    /// A client that goes is no error of ours.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        connection.environment.log(
            "A connection of uid \(connection.peer.uid) broke: \(error)", of: connection.peer, level: .debug)
        context.close(promise: nil)
    }
}

extension Connection {
    /// The channel is closed: nobody waits for anything any more.
    func hasGone() {
        isClosing = true
        stopIdleTimer()
        if let call = current {
            endCurrent()
            call.callerHasGone()
        }
    }
}
