/// The messages of convened's Varlink interfaces.
///
/// There is one enum for each interface, in it one for each method, and beside them the interface's types and errors.
/// What a field means, its unit and when it is absent is said once, in the `.varlink` file of the interface.
package enum API {
    /// The version of daemon and command line, which are built together.
    package static let version = "0.1.0"
}
