import Varlink

extension API {
    /// Makeups: sessions of other groups at which members make up for time that they lost.
    package enum Makeups {}
}

extension API.Makeups {
    /// A session at which time can be made up.
    package struct Option: Codable, Equatable, Sendable {
        package let session: String
        package let groupName: String
        package let kind: String
        package let plannedStart: String
        package let plannedEnd: String
        package let lengthSeconds: Int
        package let free: Int?

        package init(
            session: String, groupName: String, kind: String, plannedStart: String, plannedEnd: String,
            lengthSeconds: Int, free: Int? = nil
        ) {
            self.session = session
            self.groupName = groupName
            self.kind = kind
            self.plannedStart = plannedStart
            self.plannedEnd = plannedEnd
            self.lengthSeconds = lengthSeconds
            self.free = free
        }
    }

    /// The sessions of the week at which a member could make up for lost time, the shortest first.
    package enum Options: VarlinkMethod {
        package static let name = "io.convened.Makeups.Options"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let on: String?

            package init(member: String, on: String? = nil) {
                self.member = member
                self.on = on
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let shortName: String
            package let missingSeconds: Int
            package let options: [Option]
            package let individualSeconds: Int?

            package init(
                member: String, shortName: String, missingSeconds: Int, options: [Option], individualSeconds: Int? = nil
            ) {
                self.member = member
                self.shortName = shortName
                self.missingSeconds = missingSeconds
                self.options = options
                self.individualSeconds = individualSeconds
            }
        }
    }

    /// Books a session of another group for a member. It counts in the week in which it is held.
    package enum Book: VarlinkMethod {
        package static let name = "io.convened.Makeups.Book"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let session: String
            package let makesUp: String?
            package let idempotencyKey: String?

            package init(member: String, session: String, makesUp: String? = nil, idempotencyKey: String? = nil) {
                self.member = member
                self.session = session
                self.makesUp = makesUp
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let session: String
            package let makesUp: String?
            package let standing: String
            package let missingSeconds: Int

            package init(member: String, session: String, makesUp: String? = nil, standing: String, missingSeconds: Int)
            {
                self.member = member
                self.session = session
                self.makesUp = makesUp
                self.standing = standing
                self.missingSeconds = missingSeconds
            }
        }
    }

    /// Takes a booking back.
    package enum Cancel: VarlinkMethod {
        package static let name = "io.convened.Makeups.Cancel"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let session: String
            package let idempotencyKey: String?

            package init(member: String, session: String, idempotencyKey: String? = nil) {
                self.member = member
                self.session = session
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let session: String
            package let makesUp: String?
            package let standing: String
            package let missingSeconds: Int

            package init(member: String, session: String, makesUp: String? = nil, standing: String, missingSeconds: Int)
            {
                self.member = member
                self.session = session
                self.makesUp = makesUp
                self.standing = standing
                self.missingSeconds = missingSeconds
            }
        }
    }
}
