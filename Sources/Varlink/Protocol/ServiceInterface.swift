/// `org.varlink.service`, which every service has: what the service is, what it offers, and the common errors.
public enum ServiceInterface {
    public static let name = "org.varlink.service"

    /// Asks who made the service and which interfaces it has.
    public enum GetInfo: VarlinkMethod {
        public static let name = "org.varlink.service.GetInfo"
        public typealias Parameters = NoParameters

        public struct Reply: Codable, Sendable, Equatable {
            public var vendor: String
            public var product: String
            public var version: String
            public var url: String
            public var interfaces: [String]

            public init(vendor: String, product: String, version: String, url: String, interfaces: [String]) {
                self.vendor = vendor
                self.product = product
                self.version = version
                self.url = url
                self.interfaces = interfaces
            }
        }
    }

    /// Asks for the text that defines an interface.
    public enum GetInterfaceDescription: VarlinkMethod {
        public static let name = "org.varlink.service.GetInterfaceDescription"

        public struct Parameters: Codable, Sendable, Equatable {
            public var interface: String
            public init(interface: String) { self.interface = interface }
        }

        public struct Reply: Codable, Sendable, Equatable {
            public var description: String
            public init(description: String) { self.description = description }
        }
    }

    /// The service has no such interface.
    public struct InterfaceNotFound: VarlinkError, Equatable {
        public static let name = "org.varlink.service.InterfaceNotFound"
        public var interface: String
        public init(interface: String) { self.interface = interface }
    }

    /// The interface defines no such method.
    public struct MethodNotFound: VarlinkError, Equatable {
        public static let name = "org.varlink.service.MethodNotFound"
        public var method: String
        public init(method: String) { self.method = method }
    }

    /// The interface defines the method, but this service does not do it, or not in the way asked for.
    public struct MethodNotImplemented: VarlinkError, Equatable {
        public static let name = "org.varlink.service.MethodNotImplemented"
        public var method: String
        public init(method: String) { self.method = method }
    }

    /// A parameter is unknown, missing, of the wrong type or out of range.
    public struct InvalidParameter: VarlinkError, Equatable {
        public static let name = "org.varlink.service.InvalidParameter"

        /// The path of the parameter, such as `members[2].code`.
        public var parameter: String
        public init(parameter: String) { self.parameter = parameter }
    }

    /// The caller may not do this.
    public struct PermissionDenied: VarlinkError, Equatable {
        public static let name = "org.varlink.service.PermissionDenied"
        public init() {}
    }

    /// The method can be called with `more` only.
    public struct ExpectedMore: VarlinkError, Equatable {
        public static let name = "org.varlink.service.ExpectedMore"
        public init() {}
    }

    /// The method can be called with `upgrade` only.
    public struct ExpectedUpgrade: VarlinkError, Equatable {
        public static let name = "org.varlink.service.ExpectedUpgrade"
        public init() {}
    }
}
