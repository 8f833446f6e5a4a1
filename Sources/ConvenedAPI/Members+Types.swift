import Varlink

extension API.Members {
    /// A member, in the lines of a list.
    package struct Member: Codable, Equatable, Sendable {
        package let code: String
        package let name: String
        package let shortName: String
        package let initials: String
        package let born: String
        package let program: String?
        package let state: String?
        package let admitted: String?
        package let groups: [String]

        package init(
            code: String, name: String, shortName: String, initials: String, born: String, program: String? = nil,
            state: String? = nil, admitted: String? = nil, groups: [String]
        ) {
            self.code = code
            self.name = name
            self.shortName = shortName
            self.initials = initials
            self.born = born
            self.program = program
            self.state = state
            self.admitted = admitted
            self.groups = groups
        }
    }

    /// A way to reach a member.
    package struct Contact: Codable, Equatable, Sendable {
        package let channel: String
        package let address: String
        package let consent: Bool

        package init(channel: String, address: String, consent: Bool) {
            self.channel = channel
            self.address = address
            self.consent = consent
        }
    }

    /// One stay of a member.
    package struct Enrolment: Codable, Equatable, Sendable {
        package let program: String
        package let state: String
        package let admitted: String
        package let ended: String?
        package let reason: String?

        package init(program: String, state: String, admitted: String, ended: String? = nil, reason: String? = nil) {
            self.program = program
            self.state = state
            self.admitted = admitted
            self.ended = ended
            self.reason = reason
        }
    }

    /// A member's place on one group's roster.
    package struct RosterEntry: Codable, Equatable, Sendable {
        package let group: String
        package let from: String
        package let to: String?
        package let waitlisted: Bool

        package init(group: String, from: String, to: String? = nil, waitlisted: Bool) {
            self.group = group
            self.from = from
            self.to = to
            self.waitlisted = waitlisted
        }
    }

    /// A day of a measure.
    package typealias Point = API.Reports.Point

    /// What a member has said of themselves over time.
    package typealias Course = API.Reports.Course

    /// A short note of the day about a member.
    package struct Note: Codable, Equatable, Sendable {
        package let event: Int
        package let kind: String
        package let by: String
        package let at: String
        package let session: String?
        package let text: String?

        package init(
            event: Int, kind: String, by author: String, at: String, session: String? = nil, text: String? = nil
        ) {
            self.event = event
            self.kind = kind
            by = author
            self.at = at
            self.session = session
            self.text = text
        }
    }

    /// A member that an import took in.
    package struct ImportedMember: Codable, Equatable, Sendable {
        package let line: Int
        package let code: String
        package let generated: Bool
        package let waitlisted: [String]

        package init(line: Int, code: String, generated: Bool, waitlisted: [String]) {
            self.line = line
            self.code = code
            self.generated = generated
            self.waitlisted = waitlisted
        }
    }

    /// One thing that is wrong with a file.
    package typealias Problem = API.Programs.Problem

    /// A member whose name was meant, perhaps.
    package struct Match: Codable, Equatable, Sendable {
        package let code: String
        package let shortName: String
        package let born: String

        package init(code: String, shortName: String, born: String) {
            self.code = code
            self.shortName = shortName
            self.born = born
        }
    }

    /// No member has this code.
    package struct NoSuchMember: VarlinkError, Equatable {
        package static let name = "io.convened.Members.NoSuchMember"
        package let member: String
        package let nearest: [String]
        package let message: String

        package init(member: String, nearest: [String], message: String) {
            self.member = member
            self.nearest = nearest
            self.message = message
        }
    }

    /// The file can't be taken in.
    package struct Refused: VarlinkError, Equatable {
        package static let name = "io.convened.Members.Refused"
        package let problems: [Problem]
        package let message: String

        package init(problems: [Problem], message: String) {
            self.problems = problems
            self.message = message
        }
    }

    /// A name was given in place of a code. A member is never picked by name.
    package struct AmbiguousMember: VarlinkError, Equatable {
        package static let name = "io.convened.Members.AmbiguousMember"
        package let matches: [Match]
        package let message: String

        package init(matches: [Match], message: String) {
            self.matches = matches
            self.message = message
        }
    }

    /// Something that was shown or handed out in which a member is named.
    package struct Disclosure: Codable, Equatable, Sendable {
        package let event: Int
        package let what: String
        package let at: String
        package let to: String
        package let actor: String
        package let session: String?
        package let others: Int

        package init(
            event: Int, what: String, at: String, to: String, actor: String, session: String? = nil, others: Int
        ) {
            self.event = event
            self.what = what
            self.at = at
            self.to = to
            self.actor = actor
            self.session = session
            self.others = others
        }
    }
}
