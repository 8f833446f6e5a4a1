import Varlink

extension API {
    /// Corrections: what is known of a member at a session, set right. Nothing is overwritten.
    package enum Corrections {}
}

extension API.Corrections {
    /// Says when a member really was in the room. What was entered before is kept.
    package enum Correct: VarlinkMethod {
        package static let name = "io.convened.Corrections.Correct"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let member: String
            package let `in`: [String]
            package let out: [String]
            package let mode: String?
            package let walkIn: Bool?
            package let reason: String
            package let idempotencyKey: String?

            package init(
                session: String, member: String, `in`: [String], out: [String], mode: String? = nil,
                walkIn: Bool? = nil, reason: String, idempotencyKey: String? = nil
            ) {
                self.session = session
                self.member = member
                self.in = `in`
                self.out = out
                self.mode = mode
                self.walkIn = walkIn
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = Outcome
    }

    /// Says what an absence was: excused, unexcused or late_cancel. An excused absence earns nothing.
    package enum Review: VarlinkMethod {
        package static let name = "io.convened.Corrections.Review"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let member: String
            package let state: String
            package let reason: String
            package let idempotencyKey: String?

            package init(session: String, member: String, state: String, reason: String, idempotencyKey: String? = nil)
            {
                self.session = session
                self.member = member
                self.state = state
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = Outcome
    }

    /// Says that a member for whom something else was entered did not come.
    package enum NoShow: VarlinkMethod {
        package static let name = "io.convened.Corrections.NoShow"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let member: String
            package let reason: String
            package let idempotencyKey: String?

            package init(session: String, member: String, reason: String, idempotencyKey: String? = nil) {
                self.session = session
                self.member = member
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = Outcome
    }

    /// Says that whatever was entered for a member was entered in error. If they were expected, they are a no-show.
    package enum Void: VarlinkMethod {
        package static let name = "io.convened.Corrections.Void"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let member: String
            package let reason: String
            package let idempotencyKey: String?

            package init(session: String, member: String, reason: String, idempotencyKey: String? = nil) {
                self.session = session
                self.member = member
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = Outcome
    }

    /// Says that a member won't come to a session, or will come after all.
    package enum CallOut: VarlinkMethod {
        package static let name = "io.convened.Corrections.CallOut"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let member: String
            package let withdraw: Bool?
            package let reason: String?
            package let idempotencyKey: String?

            package init(
                session: String, member: String, withdraw: Bool? = nil, reason: String? = nil,
                idempotencyKey: String? = nil
            ) {
                self.session = session
                self.member = member
                self.withdraw = withdraw
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = Outcome
    }

    /// What was entered, corrected and taken back for a member at a session, oldest first.
    package enum History: VarlinkMethod {
        package static let name = "io.convened.Corrections.History"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let member: String

            package init(session: String, member: String) {
                self.session = session
                self.member = member
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let shortName: String
            package let session: String
            package let now: Entry?
            package let changes: [Change]

            package init(member: String, shortName: String, session: String, now: Entry? = nil, changes: [Change]) {
                self.member = member
                self.shortName = shortName
                self.session = session
                self.now = now
                self.changes = changes
            }
        }
    }
}
