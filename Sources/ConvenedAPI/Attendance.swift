import Varlink

extension API {
    /// Attendance: who came in, who went out, and mending what was entered wrong.
    ///
    /// Where a session is left out, the only possible one is meant; io.convened.Sessions.Ambiguous says that there are
    /// several. A time is written 18:05, on the site's date of today, or in RFC 3339.
    package enum Attendance {}
}

extension API.Attendance {
    /// Checks a member in. A second time changes nothing and says since when they are in.
    package enum CheckIn: VarlinkMethod {
        package static let name = "io.convened.Attendance.CheckIn"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let session: String?
            package let at: String?
            package let mode: String?
            package let walkIn: Bool?
            package let reason: String?
            package let idempotencyKey: String?

            package init(
                member: String, session: String? = nil, at: String? = nil, mode: String? = nil, walkIn: Bool? = nil,
                reason: String? = nil, idempotencyKey: String? = nil
            ) {
                self.member = member
                self.session = session
                self.at = at
                self.mode = mode
                self.walkIn = walkIn
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let shortName: String
            package let initials: String
            package let session: String
            package let groupName: String
            package let since: String
            package let alreadyIn: Bool
            package let origin: String
            package let week: Week
            package let warnings: [String]
            package let measures: [String]

            package init(
                member: String, shortName: String, initials: String, session: String, groupName: String, since: String,
                alreadyIn: Bool, origin: String, week: Week, warnings: [String], measures: [String] = []
            ) {
                self.member = member
                self.shortName = shortName
                self.initials = initials
                self.session = session
                self.groupName = groupName
                self.since = since
                self.alreadyIn = alreadyIn
                self.origin = origin
                self.week = week
                self.warnings = warnings
                self.measures = measures
            }
        }
    }

    /// Checks a member out. A second time changes nothing.
    package enum CheckOut: VarlinkMethod {
        package static let name = "io.convened.Attendance.CheckOut"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let session: String?
            package let at: String?
            package let idempotencyKey: String?

            package init(member: String, session: String? = nil, at: String? = nil, idempotencyKey: String? = nil) {
                self.member = member
                self.session = session
                self.at = at
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let shortName: String
            package let initials: String
            package let session: String
            package let groupName: String
            package let since: String
            package let until: String
            package let attendedSeconds: Int
            package let creditedSeconds: Int
            package let alreadyOut: Bool
            package let week: Week

            package init(
                member: String, shortName: String, initials: String, session: String, groupName: String, since: String,
                until: String, attendedSeconds: Int, creditedSeconds: Int, alreadyOut: Bool, week: Week
            ) {
                self.member = member
                self.shortName = shortName
                self.initials = initials
                self.session = session
                self.groupName = groupName
                self.since = since
                self.until = until
                self.attendedSeconds = attendedSeconds
                self.creditedSeconds = creditedSeconds
                self.alreadyOut = alreadyOut
                self.week = week
            }
        }
    }

    /// Takes back the caller's own last entry, which is recorded as entered in error.
    package enum Undo: VarlinkMethod {
        package static let name = "io.convened.Attendance.Undo"

        package struct Parameters: Codable, Equatable, Sendable {
            package let idempotencyKey: String?

            package init(idempotencyKey: String? = nil) {
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let what: String
            package let member: String?
            package let shortName: String?
            package let session: String?
            package let at: String
            package let message: String

            package init(
                what: String, member: String? = nil, shortName: String? = nil, session: String? = nil, at: String,
                message: String
            ) {
                self.what = what
                self.member = member
                self.shortName = shortName
                self.session = session
                self.at = at
                self.message = message
            }
        }
    }

    /// Gives an attendance that was entered for the wrong member to the right one, with its times.
    package enum Move: VarlinkMethod {
        package static let name = "io.convened.Attendance.Move"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let from: String
            package let to: String
            package let walkIn: Bool?
            package let reason: String?
            package let idempotencyKey: String?

            package init(
                session: String, from: String, to: String, walkIn: Bool? = nil, reason: String? = nil,
                idempotencyKey: String? = nil
            ) {
                self.session = session
                self.from = from
                self.to = to
                self.walkIn = walkIn
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let shortName: String
            package let initials: String
            package let session: String
            package let groupName: String
            package let since: String
            package let alreadyIn: Bool
            package let origin: String
            package let week: Week
            package let warnings: [String]
            package let from: String

            package init(
                member: String, shortName: String, initials: String, session: String, groupName: String, since: String,
                alreadyIn: Bool, origin: String, week: Week, warnings: [String], from: String
            ) {
                self.member = member
                self.shortName = shortName
                self.initials = initials
                self.session = session
                self.groupName = groupName
                self.since = since
                self.alreadyIn = alreadyIn
                self.origin = origin
                self.week = week
                self.warnings = warnings
                self.from = from
            }
        }
    }
}
