package import Varlink

extension API {
    /// Events: what happened, in order and for ever.
    package enum Events {}
}

extension API.Events {
    /// Something that happened.
    package struct Event: Codable, Equatable, Sendable {
        package let site: String
        package let sequence: Int
        package let type: String
        package let version: Int
        package let happened: String
        package let recorded: String
        package let actor: String
        package let cause: Int?
        package let member: String?
        package let session: String?
        package let group: String?
        package let program: String?
        package let body: JSON

        package init(
            site: String, sequence: Int, type: String, version: Int, happened: String, recorded: String, actor: String,
            cause: Int? = nil, member: String? = nil, session: String? = nil, group: String? = nil,
            program: String? = nil, body: JSON
        ) {
            self.site = site
            self.sequence = sequence
            self.type = type
            self.version = version
            self.happened = happened
            self.recorded = recorded
            self.actor = actor
            self.cause = cause
            self.member = member
            self.session = session
            self.group = group
            self.program = program
            self.body = body
        }
    }

    /// Events after a sequence number, oldest first.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Events.List"

        package struct Parameters: Codable, Equatable, Sendable {
            package let since: Int?
            package let limit: Int?

            package init(since: Int? = nil, limit: Int? = nil) {
                self.since = since
                self.limit = limit
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let events: [Event]

            package init(events: [Event]) {
                self.events = events
            }
        }
    }

    /// Follows events as they are committed. The first reply comes at once: with what there is after `since`, or with
    /// nothing.
    package enum Follow: VarlinkMethod {
        package static let name = "io.convened.Events.Follow"

        package struct Parameters: Codable, Equatable, Sendable {
            package let since: Int?

            package init(since: Int? = nil) {
                self.since = since
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let events: [Event]
            package let last: Int

            package init(events: [Event], last: Int) {
                self.events = events
                self.last = last
            }
        }
    }
}
