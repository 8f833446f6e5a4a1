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
        package let lastEvent: Int?
        package let lastAt: String?
        package let medianMilliseconds: Int?
        package let p90Milliseconds: Int?
        package let p99Milliseconds: Int?

        package init(
            name: String, version: String, state: String, reason: String? = nil, cursor: Int, lag: Int, delivered: Int,
            failed: Int, parked: Int, lastEvent: Int? = nil, lastAt: String? = nil, medianMilliseconds: Int? = nil,
            p90Milliseconds: Int? = nil, p99Milliseconds: Int? = nil
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
            self.lastEvent = lastEvent
            self.lastAt = lastAt
            self.medianMilliseconds = medianMilliseconds
            self.p90Milliseconds = p90Milliseconds
            self.p99Milliseconds = p99Milliseconds
        }
    }

    /// An event that was given up.
    package struct Parked: Codable, Equatable, Sendable {
        package let event: Int
        package let type: String
        package let member: String?
        package let reason: String?
        package let attempts: Int
        package let at: String

        package init(event: Int, type: String, member: String? = nil, reason: String? = nil, attempts: Int, at: String)
        {
            self.event = event
            self.type = type
            self.member = member
            self.reason = reason
            self.attempts = attempts
            self.at = at
        }
    }

    /// A personal field that a plugin asks for.
    package struct Field: Codable, Equatable, Sendable {
        package let field: String
        package let granted: Bool
        package let by: String?
        package let at: String?

        package init(field: String, granted: Bool, by: String? = nil, at: String? = nil) {
            self.field = field
            self.granted = granted
            self.by = by
            self.at = at
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

    /// One plugin with what it waits for.
    package enum Show: VarlinkMethod {
        package static let name = "io.convened.Plugins.Show"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String

            package init(name: String) {
                self.name = name
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let plugin: Plugin
            package let description: String
            package let attempts: Int
            package let nextTry: String?
            package let parked: [Parked]
            package let fields: [Field]
            package let may: [String]
            package let dropped: Int
            package let refusedCalls: Int
            package let protocolErrors: Int

            package init(
                plugin: Plugin, description: String, attempts: Int, nextTry: String? = nil, parked: [Parked],
                fields: [Field], may: [String], dropped: Int, refusedCalls: Int, protocolErrors: Int
            ) {
                self.plugin = plugin
                self.description = description
                self.attempts = attempts
                self.nextTry = nextTry
                self.parked = parked
                self.fields = fields
                self.may = may
                self.dropped = dropped
                self.refusedCalls = refusedCalls
                self.protocolErrors = protocolErrors
            }
        }
    }

    /// Looks for plugins anew.
    package enum Reload: VarlinkMethod {
        package static let name = "io.convened.Plugins.Reload"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let added: [String]
            package let changed: [String]
            package let removed: [String]
            package let refused: [String]

            package init(added: [String], changed: [String], removed: [String], refused: [String]) {
                self.added = added
                self.changed = changed
                self.removed = removed
                self.refused = refused
            }
        }
    }

    /// Lets a plugin go on that stopped for its configuration or is disabled. Its files are read anew.
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

    /// Ends what a plugin does and lets it hear nothing until it is enabled.
    package enum Disable: VarlinkMethod {
        package static let name = "io.convened.Plugins.Disable"

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

    /// Lets a plugin know a personal field of members that its manifest asks for.
    package enum Grant: VarlinkMethod {
        package static let name = "io.convened.Plugins.Grant"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String
            package let field: String
            package let idempotencyKey: String?

            package init(name: String, field: String, idempotencyKey: String? = nil) {
                self.name = name
                self.field = field
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// Takes a grant back.
    package enum Revoke: VarlinkMethod {
        package static let name = "io.convened.Plugins.Revoke"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String
            package let field: String
            package let idempotencyKey: String?

            package init(name: String, field: String, idempotencyKey: String? = nil) {
                self.name = name
                self.field = field
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// Tries once more what was given up.
    package enum Retry: VarlinkMethod {
        package static let name = "io.convened.Plugins.Retry"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String
            package let event: Int?
            package let idempotencyKey: String?

            package init(name: String, event: Int? = nil, idempotencyKey: String? = nil) {
                self.name = name
                self.event = event
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let count: Int

            package init(count: Int) {
                self.count = count
            }
        }
    }

    /// Goes without an event that is parked or that the plugin is stuck at.
    package enum Skip: VarlinkMethod {
        package static let name = "io.convened.Plugins.Skip"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String
            package let event: Int
            package let idempotencyKey: String?

            package init(name: String, event: Int, idempotencyKey: String? = nil) {
                self.name = name
                self.event = event
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// Lets a plugin hear past events, also those that it has heard already.
    package enum Replay: VarlinkMethod {
        package static let name = "io.convened.Plugins.Replay"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String
            package let since: Int?
            package let from: String?
            package let idempotencyKey: String?

            package init(name: String, since: Int? = nil, from: String? = nil, idempotencyKey: String? = nil) {
                self.name = name
                self.since = since
                self.from = from
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let since: Int
            package let count: Int

            package init(since: Int, count: Int) {
                self.since = since
                self.count = count
            }
        }
    }

    /// Fetches the next delivery of a plugin that is a service of its own, as soon as there is one.
    package enum Take: VarlinkMethod {
        package static let name = "io.convened.Plugins.Take"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String?

            package init(name: String? = nil) {
                self.name = name
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let delivery: Int
            package let input: String
            package let id: String
            package let attempt: Int
            package let timeoutSeconds: Int

            package init(delivery: Int, input: String, id: String, attempt: Int, timeoutSeconds: Int) {
                self.delivery = delivery
                self.input = input
                self.id = id
                self.attempt = attempt
                self.timeoutSeconds = timeoutSeconds
            }
        }
    }

    /// Says what became of a delivery that was fetched.
    package enum Settle: VarlinkMethod {
        package static let name = "io.convened.Plugins.Settle"

        package struct Parameters: Codable, Equatable, Sendable {
            package let name: String?
            package let delivery: Int
            package let ending: String
            package let code: Int?
            package let reason: String?

            package init(name: String? = nil, delivery: Int, ending: String, code: Int? = nil, reason: String? = nil) {
                self.name = name
                self.delivery = delivery
                self.ending = ending
                self.code = code
                self.reason = reason
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let counts: Bool

            package init(counts: Bool) {
                self.counts = counts
            }
        }
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
