import NIOCore
import Varlink

extension Connection {
    private static let writtenAtOnce = 65_536

    /// Serves the calls that are waiting, as far as they can be answered now; then writes, and reads on.
    func dispatch() {
        guard !isDispatching, !isClosing, let context else { return }
        isDispatching = true
        while current == nil, !isClosing, context.channel.isWritable, serveNext() {
            if output.readableBytes >= Self.writtenAtOnce { write(to: context) }
        }
        isDispatching = false
        guard !isClosing else { return }
        if hasInputEnded, current == nil, reader.count == 0 { return closeWhenWritten() }
        write(to: context)
        if current?.wantsMore ?? false, !context.channel.isWritable { return cutOff() }
        if isReadHeld, mayRead {
            isReadHeld = false
            context.read()
        }
    }

    /// Whether more calls may be taken in.
    var mayRead: Bool {
        if reader.isOverlong { return false }
        if reader.count == 0 { return true }
        let calls = reader.count + (current == nil ? 0 : 1)
        return calls < limits.callsInFlightPerConnection && reader.bytesWaiting <= limits.messageSize
    }

    func write(to context: ChannelHandlerContext) {
        guard output.readableBytes > 0 else { return }
        let bytes = output
        output = ByteBuffer()
        context.writeAndFlush(NIOAny(bytes), promise: nil)
    }

    /// Serves the next call. False when none is waiting.
    private func serveNext() -> Bool {
        let message: Result<CallMessage, MalformedMessage>?
        do {
            message = try reader.next { bytes in
                Result { () throws(MalformedMessage) in try CallMessage(parsing: bytes) }
            }
        } catch {
            close(as: "its message is longer than the limit message_size allows", limit: "message_size")
            return false
        }
        switch message {
        case nil: return false
        case .success(let call): serve(call)
        case .failure(let fault): close(as: "it sent \(fault)", message: "peer")
        }
        return true
    }

    private func serve(_ message: CallMessage) {
        let (route, failure) = environment.service.route(to: message.method)
        let streaming = route?.streaming ?? .never
        let wantsMore = message.mode == .more && streaming != .never
        let call = CallState(connection: self, isOneway: message.mode == .oneway, wantsMore: wantsMore)
        if wantsMore, !environment.table.beginStream() { return refuseStream() }
        current = call
        guard let route else {
            if let failure { call.fail(failure) }
            return
        }
        if let refusal = environment.service.gate?(peer, message.method) { return call.fail(refusal) }
        if message.mode == .upgrade { return call.fail(ServiceInterface.MethodNotImplemented(method: message.method)) }
        if streaming == .required, !wantsMore { return call.fail(ServiceInterface.ExpectedMore()) }
        do {
            try route.interface.check(message.parameters, against: route.method.input)
            try route.handler(message.parameters, call)
        } catch {
            call.fail(error)
        }
    }

    private func refuseStream() {
        guard let error = environment.service.tooManyStreams else {
            return close(as: "there are as many streams as the limit streams allows", limit: "streams")
        }
        environment.log(
            "Refused a stream to uid \(peer.uid): there are as many as the limit streams allows.", of: peer,
            limit: "streams")
        let call = CallState(connection: self, isOneway: false, wantsMore: false)
        current = call
        call.fail(error)
    }
}
