import Varlink

extension Connection {
    /// Calls a method and waits for its reply.
    func reply<Method: VarlinkMethod>(to method: Method.Type, _ parameters: Method.Parameters) throws -> ReplyMessage {
        try exchange { try send(method, parameters) }
    }

    /// Calls a method and waits for its reply as a type.
    func call<Method: VarlinkMethod>(_ method: Method.Type, _ parameters: Method.Parameters) throws -> Method.Reply {
        try reply(to: method, parameters).decoded(as: method)
    }

    /// Hands over each reply to a call that was sent with `more`, as they come and until the last one.
    func forEachReply(_ body: (ReplyMessage) throws -> Void) throws {
        while true {
            let reply = try receive(waitsForEver: true)
            try body(reply)
            if !reply.continues { return }
        }
    }

    /// Calls a method and prints its reply.
    func show<Method: VarlinkMethod>(_ method: Method.Type, _ parameters: Method.Parameters) throws
    where Method.Reply: Renderable {
        try show(reply(to: method, parameters), as: method)
    }

    /// Calls a method without parameters and prints its reply.
    func show<Method: VarlinkMethod>(_ method: Method.Type) throws
    where Method.Parameters == NoParameters, Method.Reply: Renderable {
        try show(method, NoParameters())
    }

    /// Calls a method whose reply says nothing, and says what it did.
    func perform<Method: VarlinkMethod>(
        _ method: Method.Type, _ parameters: Method.Parameters, saying text: String
    ) throws where Method.Reply == NoParameters {
        let reply = try reply(to: method, parameters)
        if printsJSON { printJSON(reply) } else { Terminal.print([printable(text)]) }
    }

    /// Prints a reply for people, or as it came with `--json`.
    func show<Method: VarlinkMethod>(_ reply: ReplyMessage, as method: Method.Type) throws
    where Method.Reply: Renderable {
        if printsJSON { return printJSON(reply) }
        let screen = Terminal.output
        let lines = try reply.decoded(as: method).lines(on: screen)
        Terminal.print(lines + reply.zoneNote(under: lines, on: screen))
    }

    /// Prints a reply's parameters byte for byte, and a line end.
    func printJSON(_ reply: ReplyMessage) {
        Terminal.write(reply.parameterBytes + [UInt8(ascii: "\n")])
    }
}

extension ReplyMessage {
    func decoded<Method: VarlinkMethod>(as method: Method.Type) throws(Failure) -> Method.Reply {
        do {
            return try JSON.object(parameters).decode()
        } catch {
            throw Failure(.software, "The daemon's answer to \(Method.name) can't be understood: \(error).")
        }
    }
}
