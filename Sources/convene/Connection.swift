import ConvenedAPI
import Varlink

/// The daemon at the other end of its socket. Connects when the first call needs it.
final class Connection {
    static let defaultPath = "/run/convened/convened.sock"
    /// How long a call may take: as long as systemd's own clients wait.
    private static let timeout = Duration.seconds(45)

    /// Whether replies are printed as they came.
    let printsJSON: Bool
    /// The session that somebody chose when asked.
    var chosenSession: String?
    /// Where the socket is.
    let path: String
    /// The connection that a plugin has inherited from the daemon.
    private let inherited: Inherited?
    /// Who uses the account, where several people share it.
    private var person: String?
    private var client: VarlinkClient?

    /// A connection to the socket of the options, the one that a plugin has inherited, the socket of the environment, or
    /// the default one.
    init(_ options: GlobalOptions) {
        inherited = options.socket == nil ? Terminal.environment("CONVENED_CONNECTION").map(Inherited.init) : nil
        path = options.socket ?? Terminal.environment("CONVENED_SOCKET") ?? Self.defaultPath
        // A plugin is itself, whatever environment it is started with.
        person = inherited == nil ? options.by ?? Terminal.environment("CONVENED_BY") : nil
        printsJSON = options.json
    }

    /// A connection to the socket at a path.
    init(path: String) {
        self.path = path
        inherited = nil
        printsJSON = false
    }

    /// Makes sure that the daemon is there, before questions are asked in vain.
    func checkPresence() throws(Failure) {
        _ = try connect()
        disconnect()
    }

    /// Asks who uses the account, if several people share it and nobody has said so: before a screen is taken, on which
    /// there is no room for the question.
    func askWhoUsesIt() throws {
        guard person == nil, inherited == nil, Terminal.canAsk,
            try call(API.Service.WhoAmI.self, .init()).shared
        else { return }
        try askForInitials()
    }

    /// Asks for somebody's initials, with which the next call connects anew.
    private func askForInitials() throws(Failure) {
        guard let answer = Terminal.ask("Who are you? Your initials: ") else { throw Failure(.interrupted) }
        person = answer.filter { !$0.isWhitespace }
        disconnect()
    }

    /// Waits for the reply to a call that `send` sends. If it is refused because several people share the account, asks
    /// who uses it and sends it once more.
    func exchange(_ send: () throws -> Void) throws -> ReplyMessage {
        try send()
        do {
            return try receive()
        } catch let refusal as VarlinkFailure
            where refusal.name == API.Staff.NotNamed.name && inherited == nil && Terminal.canAsk
        {
            try askForInitials()
            try send()
            return try receive()
        }
    }

    /// Closes the connection while somebody is asked something, since the daemon closes idle ones. The next call
    /// connects anew.
    func disconnect() {
        client = nil
    }

    /// What can be read when an answer has come; `nil` while there is no connection.
    var descriptor: Int32? { client?.descriptor }

    /// Whether a whole answer has come already.
    var hasReply: Bool { client?.hasReply ?? false }

    @discardableResult
    func connect() throws(Failure) -> VarlinkClient {
        if let client { return client }
        do {
            let new =
                if let inherited {
                    try VarlinkClient(adopting: inherited.take(), timeout: Self.timeout)
                } else {
                    try VarlinkClient(connectingTo: path, timeout: Self.timeout)
                }
            // Another command of the plugin may have been ended before its answer came.
            if inherited != nil { try new.passOverOldReplies() }
            if let person { _ = try new.call(API.Staff.Identify.self, .init(staff: person)) }
            client = new
            return new
        } catch VarlinkClientError.failed(let refusal) {
            throw Failure(refusal, asJSON: printsJSON)
        } catch {
            throw failure(error)
        }
    }

    /// Sends a call and returns before it was answered.
    func send<Method: VarlinkMethod>(
        _ method: Method.Type, _ parameters: Method.Parameters, mode: CallMessage.Mode = .single
    ) throws(Failure) {
        do {
            try connect().send(method, parameters, mode: mode)
        } catch {
            throw failure(error)
        }
    }

    /// Sends a call by the method's name and returns before it was answered.
    func send(_ call: CallMessage) throws(Failure) {
        do {
            try connect().send(call.method, call.parameters, mode: call.mode)
        } catch {
            throw failure(error)
        }
    }

    /// Waits for the next reply to a call that was sent. What the daemon refuses is thrown as `VarlinkFailure`.
    func receive(waitsForEver: Bool = false) throws -> ReplyMessage {
        do {
            return try connect().receive(waitsForEver: waitsForEver)
        } catch VarlinkClientError.failed(let refusal) {
            throw refusal
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: any Error) -> Failure {
        switch error {
        case let error as Failure: error
        case let error as VarlinkClientError: Failure(error, path: path)
        default: Failure(.software, "The call failed: \(error).")
        }
    }
}
