package import Varlink

extension API {
    /// Plugins: the scripts that hear what happens, and how their deliveries go.
    package enum Plugins {}
}

extension API.Plugins {
    /// A plugin.
    package struct Plugin: Codable, Equatable, Sendable {
        package let name: String
        package let version: String
        package let state: String
        package let reason: String?
        package let cursor: Int
        package let lag: Int
        package let delivered: Int
        package let failed: Int
        package let parked: Int

        package init(
            name: String, version: String, state: String, reason: String? = nil, cursor: Int, lag: Int, delivered: Int,
            failed: Int, parked: Int
        ) {
            self.name = name
            self.version = version
            self.state = state
            self.reason = reason
            self.cursor = cursor
            self.lag = lag
            self.delivered = delivered
            self.failed = failed
            self.parked = parked
        }
    }

    /// All plugins, the refused ones too.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Plugins.List"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let plugins: [Plugin]

            package init(plugins: [Plugin]) {
                self.plugins = plugins
            }
        }
    }

    /// Lets a plugin go on that stopped for its configuration.
    package enum Enable: VarlinkMethod {
        package static let name = "io.convened.Plugins.Enable"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String
            package let idempotencyKey: String?

            package init(name: String, idempotencyKey: String? = nil) {
                self.name = name
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// There is no such plugin.
    package struct NoSuchPlugin: VarlinkError, Equatable {
        package static let name = "io.convened.Plugins.NoSuchPlugin"
        package let name: String
        package let message: String

        package init(name: String, message: String) {
            self.name = name
            self.message = message
        }
    }
}
