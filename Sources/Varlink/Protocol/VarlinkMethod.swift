/// A method of an interface, with the Swift types of what it takes and what it answers.
public protocol VarlinkMethod: Sendable {
    associatedtype Parameters: Codable & Sendable
    associatedtype Reply: Codable & Sendable

    /// The full name, such as `org.varlink.service.GetInfo`.
    static var name: String { get }
}

/// An error that a method can answer with. Its coded members are the error's parameters.
public protocol VarlinkError: Error, Codable, Sendable {
    /// The full name, such as `org.varlink.service.PermissionDenied`.
    static var name: String { get }
}

/// The parameters or the reply of a method that has none.
public struct NoParameters: Codable, Sendable, Equatable {
    public init() {}
}
