extension VarlinkClient {
    /// Calls a method and waits for its reply.
    public func call<Method: VarlinkMethod>(
        _ method: Method.Type, _ parameters: Method.Parameters
    ) throws(VarlinkClientError) -> Method.Reply {
        try send(method, parameters)
        return try receive(method)
    }

    /// Calls a method that has no parameters and waits for its reply.
    public func call<Method: VarlinkMethod>(
        _ method: Method.Type
    ) throws(VarlinkClientError) -> Method.Reply where Method.Parameters == NoParameters {
        try call(method, NoParameters())
    }

    /// Calls a method by its name and waits for its reply, which has its parameters both read and as they came.
    public func call(
        _ method: String, _ parameters: JSONObject = [:]
    ) throws(VarlinkClientError) -> ReplyMessage {
        try send(method, parameters)
        return try receive()
    }

    /// Waits for the reply to a call that was sent.
    public func receive<Method: VarlinkMethod>(_ method: Method.Type) throws(VarlinkClientError) -> Method.Reply {
        try decode(method, from: receive())
    }

    /// Calls a method without waiting for anything. Whether it succeeds can't be told.
    public func oneway<Method: VarlinkMethod>(
        _ method: Method.Type, _ parameters: Method.Parameters
    ) throws(VarlinkClientError) {
        try send(method, parameters, mode: .oneway)
    }

    /// Calls a method by its name without waiting for anything.
    public func oneway(_ method: String, _ parameters: JSONObject = [:]) throws(VarlinkClientError) {
        try send(method, parameters, mode: .oneway)
    }

    /// Calls a method for any number of replies, which are waited for without a timeout.
    ///
    /// - Parameter body: takes each reply and says whether to go on. Not going on before the stream has ended, and
    ///   throwing, close the connection: that is how the protocol cancels a stream.
    public func more<Method: VarlinkMethod>(
        _ method: Method.Type, _ parameters: Method.Parameters, _ body: (Method.Reply) throws -> Bool
    ) throws {
        try send(method, parameters, mode: .more)
        try stream { reply in try body(decode(method, from: reply)) }
    }

    /// Calls a method by its name for any number of replies, which are waited for without a timeout.
    public func more(
        _ method: String, _ parameters: JSONObject = [:], _ body: (ReplyMessage) throws -> Bool
    ) throws {
        try send(method, parameters, mode: .more)
        try stream(body)
    }

    private func stream(_ body: (ReplyMessage) throws -> Bool) throws {
        while true {
            let reply = try receive(waitsForEver: true)
            do {
                let goesOn = try body(reply)
                guard reply.continues else { return }
                guard goesOn else { return close() }
            } catch {
                if reply.continues { close() }
                throw error
            }
        }
    }

    private func decode<Method: VarlinkMethod>(
        _ method: Method.Type, from reply: ReplyMessage
    ) throws(VarlinkClientError) -> Method.Reply {
        do {
            return try JSON.object(reply.parameters).decode(Method.Reply.self)
        } catch {
            throw .unexpectedReply(error)
        }
    }
}
