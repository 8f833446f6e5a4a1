import Varlink

extension API.Sessions {
    /// Lets treatment stand still: for a break, or for an interruption, which earns nothing and is the clinic's loss.
    package enum Pause: VarlinkMethod {
        package static let name = "io.convened.Sessions.Pause"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let kind: String
            package let at: String?
            package let reason: String?
            package let idempotencyKey: String?

            package init(
                session: String? = nil, kind: String, at: String? = nil, reason: String? = nil,
                idempotencyKey: String? = nil
            ) {
                self.session = session
                self.kind = kind
                self.at = at
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }

    /// Ends a break or an interruption.
    package enum Resume: VarlinkMethod {
        package static let name = "io.convened.Sessions.Resume"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let at: String?
            package let idempotencyKey: String?

            package init(session: String? = nil, at: String? = nil, idempotencyKey: String? = nil) {
                self.session = session
                self.at = at
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }

    /// Moves the planned end of a session that isn't over.
    package enum Extend: VarlinkMethod {
        package static let name = "io.convened.Sessions.Extend"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let bySeconds: Int
            package let idempotencyKey: String?

            package init(session: String? = nil, bySeconds: Int, idempotencyKey: String? = nil) {
                self.session = session
                self.bySeconds = bySeconds
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }

    /// Holds two sessions of one day as one: rosters and hours together, and what was entered goes with them.
    package enum Merge: VarlinkMethod {
        package static let name = "io.convened.Sessions.Merge"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let into: String
            package let idempotencyKey: String?

            package init(session: String, into: String, idempotencyKey: String? = nil) {
                self.session = session
                self.into = into
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }

    /// Lets a session that has ended go on: whoever was there until its end is in the room again.
    package enum Reopen: VarlinkMethod {
        package static let name = "io.convened.Sessions.Reopen"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let reason: String
            package let idempotencyKey: String?

            package init(session: String, reason: String, idempotencyKey: String? = nil) {
                self.session = session
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }

    /// Plans a session of its own for named members, such as an individual hour or a family session.
    package enum Add: VarlinkMethod {
        package static let name = "io.convened.Sessions.Add"

        package struct Parameters: Codable, Equatable, Sendable {
            package let kind: String
            package let members: [String]
            package let facilitators: [String]
            package let on: String?
            package let at: String
            package let durationSeconds: Int
            package let reason: String?
            package let idempotencyKey: String?

            package init(
                kind: String, members: [String], facilitators: [String], on: String? = nil, at: String,
                durationSeconds: Int, reason: String? = nil, idempotencyKey: String? = nil
            ) {
                self.kind = kind
                self.members = members
                self.facilitators = facilitators
                self.on = on
                self.at = at
                self.durationSeconds = durationSeconds
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }
}
