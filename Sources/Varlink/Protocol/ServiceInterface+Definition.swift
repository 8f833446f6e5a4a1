extension ServiceInterface {
    /// The text that defines `org.varlink.service`.
    public static let definition = """
        # What this service is, and which interfaces it has.
        interface org.varlink.service

        # Tell who made this service, and list its interfaces. The list has this one, too.
        method GetInfo() -> (
          # Who made it.
          vendor: string,
          # What it is called.
          product: string,
          # Its version.
          version: string,
          # Where more about it can be read.
          url: string,
          # The names of its interfaces.
          interfaces: []string
        )

        # Give the text that defines an interface, with its comments.
        method GetInterfaceDescription(
          # The name of the interface.
          interface: string
        ) -> (
          # The definition.
          description: string
        )

        # This service has no such interface.
        error InterfaceNotFound (interface: string)

        # The interface has no such method.
        error MethodNotFound (method: string)

        # The interface has this method, but the service does not do it.
        error MethodNotImplemented (method: string)

        # A parameter is unknown, missing, of the wrong type or out of range.
        error InvalidParameter (parameter: string)

        # The caller may not do this.
        error PermissionDenied ()

        # This method can be called with 'more' only.
        error ExpectedMore ()

        # This method can be called with 'upgrade' only.
        error ExpectedUpgrade ()

        """
}
