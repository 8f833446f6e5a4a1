import ArgumentParser
import ConvenedAPI
import Varlink

struct Call: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Call any Varlink method.",
        discussion: """
            Prints the parameters of each reply. Parameters with personal values belong on standard input.

            Examples:
              convene call io.convened.Hours.Week '{"atRisk": true}'
              convene call io.convened.Members.Add - < member.json
              convene call --more io.convened.Events.Follow
            """)

    @Argument(help: "The method's full name, such as io.convened.Service.Ping.")
    var method: String
    @Argument(help: "Its parameters, a JSON object; '-' reads it from standard input.")
    var parameters: String?
    @Flag(help: "Ask for more than one reply, and print each as a line.")
    var more = false
    @Flag(help: "Ask for no reply.")
    var oneway = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if more && oneway { throw ValidationError("--more asks for replies and --oneway for none: choose one.") }
    }

    func run(_ daemon: Connection) throws {
        var call = try CallMessage(argument: method, parameters: parameters)
        call.mode = more ? .more : oneway ? .oneway : .single
        if oneway { return try daemon.send(call) }
        do {
            if more {
                try daemon.send(call)
                return try daemon.forEachReply { daemon.printJSON($0) }
            }
            let reply = try daemon.exchange { try daemon.send(call) }
            if global.json { return daemon.printJSON(reply) }
            Terminal.print(JSON.object(reply.parameters).lines(on: Terminal.output))
        } catch let refusal as VarlinkFailure where !global.json {
            throw Failure(naming: refusal)
        }
    }
}

struct Monitor: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor", abstract: "Print what a method goes on replying, one JSON object a line.",
        discussion: "Alone it follows the events. Example: convene monitor | grep hours.at_risk")

    @Argument(help: "The method's full name.")
    var method: String = API.Events.Follow.name
    @Argument(help: "Its parameters, a JSON object; '-' reads it from standard input.")
    var parameters: String?
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        var call = try CallMessage(argument: method, parameters: parameters)
        call.mode = .more
        try daemon.send(call)
        try daemon.forEachReply { daemon.printJSON($0) }
    }
}

struct Introspect: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "introspect", abstract: "List the interfaces, or print one's description.",
        discussion: "The description is the manual. Example: convene introspect io.convened.Attendance")

    @Argument(help: "The interface's name; the list if absent.")
    var interface: String?
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        if let interface {
            try daemon.show(ServiceInterface.GetInterfaceDescription.self, .init(interface: interface))
        } else {
            try daemon.show(ServiceInterface.GetInfo.self)
        }
    }
}

extension CallMessage {
    /// A call as a command line has it: the method's name and a JSON object, `-` for one on standard input.
    fileprivate init(argument method: String, parameters: String?) throws {
        let text = parameters == "-" ? try InputFile("-").text : parameters ?? "{}"
        guard let object = try? JSON(parsing: text.utf8).object else {
            throw Failure(.usage, "The parameters are no JSON object: write them like '{\"member\": \"M1042\"}'.")
        }
        self.init(method: method, parameters: object)
    }
}

extension ServiceInterface.GetInfo.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { interfaces.map(printable) }
}

extension ServiceInterface.GetInterfaceDescription.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var lines = description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
