import Varlink

extension API.Sessions {
    /// Goes on: the next member has their turn in a round, or else the next phase begins.
    package enum Next: VarlinkMethod {
        package static let name = "io.convened.Sessions.Next"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let skipsTurns: Bool?
            package let idempotencyKey: String?

            package init(session: String? = nil, skipsTurns: Bool? = nil, idempotencyKey: String? = nil) {
                self.session = session
                self.skipsTurns = skipsTurns
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = CourseReply
    }

    /// Takes the last step back: a turn, or a phase, which goes on as if it had never been left.
    package enum Back: VarlinkMethod {
        package static let name = "io.convened.Sessions.Back"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let idempotencyKey: String?

            package init(session: String? = nil, idempotencyKey: String? = nil) {
                self.session = session
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = CourseReply
    }

    /// What Next and Back answer.
    package struct CourseReply: Codable, Equatable, Sendable {
        package let session: Session
        package let course: Course

        package init(session: Session, course: Course) {
            self.session = session
            self.course = course
        }
    }

    /// A part of a session's agenda.
    package struct Phase: Codable, Equatable, Sendable {
        package let name: String
        package let kind: String
        package let lengthSeconds: Int

        package init(name: String, kind: String, lengthSeconds: Int) {
            self.name = name
            self.kind = kind
            self.lengthSeconds = lengthSeconds
        }
    }

    /// A present member in a round.
    package struct Turn: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let initials: String
        package let state: String

        package init(member: String, shortName: String, initials: String, state: String) {
            self.member = member
            self.shortName = shortName
            self.initials = initials
            self.state = state
        }
    }

    /// How far a session has come in its agenda.
    package struct Course: Codable, Equatable, Sendable {
        package let agenda: String
        package let advances: Bool
        package let phases: [Phase]
        package let phase: Int?
        package let since: String?
        package let ends: String?
        package let leftSeconds: Int?
        package let turns: [Turn]

        package init(
            agenda: String, advances: Bool, phases: [Phase], phase: Int? = nil, since: String? = nil,
            ends: String? = nil, leftSeconds: Int? = nil, turns: [Turn] = []
        ) {
            self.agenda = agenda
            self.advances = advances
            self.phases = phases
            self.phase = phase
            self.since = since
            self.ends = ends
            self.leftSeconds = leftSeconds
            self.turns = turns
        }
    }
}
