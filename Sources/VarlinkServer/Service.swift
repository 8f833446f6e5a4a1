public import Varlink

/// Why a service can't be put together.
public enum ServiceDefinitionError: Error, Sendable, Equatable {
    /// Two interfaces have this name.
    case interfaceTwice(String)
    /// No interface of the service defines this method.
    case unknownMethod(String)
    /// Two handlers are for this method.
    case methodTwice(String)
}

/// What a server serves: interfaces, and for each of their methods the handler that answers it.
public struct Service: Sendable {
    /// Answers the calls of one method.
    typealias Handler = @Sendable (JSONObject, CallState) throws(ServiceInterface.InvalidParameter) -> Void

    struct Route: Sendable {
        let interface: Interface
        let method: Interface.Method
        let streaming: Interface.Method.Streaming
        let handler: Handler
    }

    /// What a call with `more` is answered with when it would be one stream too many. Without it, the connection is
    /// closed.
    public var tooManyStreams: (any VarlinkError)?

    /// Decides which peers may call a method, by its name: what it gives is the answer instead. It must not block.
    public var gate: (@Sendable (_ peer: Peer, _ method: String) -> (any VarlinkError)?)?

    private let vendor: String
    private let product: String
    private let version: String
    private let url: String
    private var interfaces: [Interface] = []
    private var routes: [String: Route] = [:]

    /// Makes a service that has no interface but `org.varlink.service`.
    ///
    /// - Parameters:
    ///   - vendor: who made it.
    ///   - product: what it is called.
    ///   - version: its version, for people.
    ///   - url: where more about it can be read.
    public init(vendor: String, product: String, version: String, url: String) {
        self.vendor = vendor
        self.product = product
        self.version = version
        self.url = url
    }

    /// Adds an interface. Its methods answer `MethodNotImplemented` until they have a handler.
    public mutating func add(_ interface: Interface) throws(ServiceDefinitionError) {
        let isNew = self.interface(named: interface.name) == nil && interface.name != ServiceInterface.name
        guard isNew else { throw .interfaceTwice(interface.name) }
        interfaces.append(interface)
    }

    /// Gives a method of an added interface its handler.
    ///
    /// - Parameters:
    ///   - streaming: whether it answers `more`, where its documentation doesn't say so.
    ///   - handler: runs on the event loop and must not block. It answers the call at once or later, from any thread.
    ///     A call that is let go without an answer closes its connection.
    public mutating func register<Method: VarlinkMethod>(
        _ method: Method.Type, streaming: Interface.Method.Streaming? = nil,
        handler: @escaping @Sendable (_ parameters: Method.Parameters, _ call: ServerCall<Method>) -> Void
    ) throws(ServiceDefinitionError) {
        let (interfaceName, methodName) = Self.split(Method.name)
        guard let interface = interface(named: interfaceName), let definition = interface.method(named: methodName)
        else { throw .unknownMethod(Method.name) }
        guard routes[Method.name] == nil else { throw .methodTwice(Method.name) }
        routes[Method.name] = Route(
            interface: interface, method: definition, streaming: streaming ?? definition.streaming
        ) {
            parameters, state throws(ServiceInterface.InvalidParameter) in
            let decoded: Method.Parameters
            do throws(JSONDecodingError) {
                decoded = try JSON.object(parameters).decode(Method.Parameters.self)
            } catch {
                throw ServiceInterface.InvalidParameter(parameter: error.path)
            }
            handler(decoded, ServerCall(CallHandle(state)))
        }
    }

    /// This service with `org.varlink.service` in it.
    func completed() throws -> Service {
        var service = self
        service.interfaces.insert(try Interface(parsing: ServiceInterface.definition), at: 0)
        let interfaces = service.interfaces
        let info = ServiceInterface.GetInfo.Reply(
            vendor: vendor, product: product, version: version, url: url, interfaces: interfaces.map(\.name))
        try service.register(ServiceInterface.GetInfo.self) { _, call in call.reply(info) }
        try service.register(ServiceInterface.GetInterfaceDescription.self) { parameters, call in
            if let interface = interfaces.first(where: { $0.name == parameters.interface }) {
                call.reply(ServiceInterface.GetInterfaceDescription.Reply(description: interface.source))
            } else {
                call.fail(ServiceInterface.InterfaceNotFound(interface: parameters.interface))
            }
        }
        return service
    }

    /// What answers a method, or the error that says why nothing does.
    func route(to method: String) -> (Route?, (any VarlinkError)?) {
        if let route = routes[method] { return (route, nil) }
        let (interfaceName, methodName) = Self.split(method)
        guard let interface = interface(named: interfaceName) else {
            return (nil, ServiceInterface.InterfaceNotFound(interface: interfaceName))
        }
        guard interface.method(named: methodName) != nil else {
            return (nil, ServiceInterface.MethodNotFound(method: method))
        }
        return (nil, ServiceInterface.MethodNotImplemented(method: method))
    }

    private func interface(named name: String) -> Interface? {
        interfaces.first { $0.name == name }
    }

    /// Parts a full name at its last dot. Without one, all of it names the method.
    private static func split(_ name: String) -> (interface: String, method: String) {
        guard let dot = name.lastIndex(of: ".") else { return ("", name) }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }
}
