package import Varlink

extension API {
    /// The daemon itself: whether it answers, what it is and how the day stands.
    ///
    /// The errors of this interface may come from every method of every io.convened interface.
    /// Instants are RFC 3339 strings with the site's offset, dates are written 2026-11-23, durations are whole seconds.
    package enum Service {}
}

extension API.Service {
    /// Does nothing and answers. Tells that the daemon is there and reads its socket.
    package enum Ping: VarlinkMethod {
        package static let name = "io.convened.Service.Ping"
        package typealias Parameters = NoParameters
        package typealias Reply = NoParameters
    }

    /// Whom the daemon takes the caller for, and what they may do.
    package enum WhoAmI: VarlinkMethod {
        package static let name = "io.convened.Service.WhoAmI"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let account: String
            package let roles: [String]
            package let shared: Bool
            package let staff: String?
            package let advice: String?

            package init(
                account: String, roles: [String], shared: Bool, staff: String? = nil, advice: String? = nil
            ) {
                self.account = account
                self.roles = roles
                self.shared = shared
                self.staff = staff
                self.advice = advice
            }
        }
    }

    /// What the daemon is and how the day stands, in counts. Names nobody.
    package enum Status: VarlinkMethod {
        package static let name = "io.convened.Service.Status"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let site: String
            package let siteName: String
            package let zone: String
            package let version: String
            package let now: String
            package let sessionsRunning: Int
            package let present: Int
            package let atRisk: Int
            package let undelivered: Int
            package let unsigned: Int
            package let lastSequence: Int

            package init(
                site: String, siteName: String, zone: String, version: String, now: String, sessionsRunning: Int,
                present: Int, atRisk: Int, undelivered: Int, unsigned: Int, lastSequence: Int
            ) {
                self.site = site
                self.siteName = siteName
                self.zone = zone
                self.version = version
                self.now = now
                self.sessionsRunning = sessionsRunning
                self.present = present
                self.atRisk = atRisk
                self.undelivered = undelivered
                self.unsigned = unsigned
                self.lastSequence = lastSequence
            }
        }
    }

    /// The caller's role doesn't allow this.
    package struct NotAllowed: VarlinkError, Equatable {
        package static let name = "io.convened.Service.NotAllowed"
        package let role: String
        package let message: String

        package init(role: String, message: String) {
            self.role = role
            self.message = message
        }
    }

    /// A parameter has the right type but a value that can't be.
    package struct BadValue: VarlinkError, Equatable {
        package static let name = "io.convened.Service.BadValue"
        package let field: String
        package let message: String

        package init(field: String, message: String) {
            self.field = field
            self.message = message
        }
    }

    /// The idempotency key was used before, for something else.
    package struct KeyReused: VarlinkError, Equatable {
        package static let name = "io.convened.Service.KeyReused"
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }

    /// The daemon can't do this now: it is starting or stopping, or the ledger can't be written. Try again later.
    package struct Unavailable: VarlinkError, Equatable {
        package static let name = "io.convened.Service.Unavailable"
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }

    /// The daemon failed at this. Nothing was changed.
    package struct Internal: VarlinkError, Equatable {
        package static let name = "io.convened.Service.Internal"
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }
}
