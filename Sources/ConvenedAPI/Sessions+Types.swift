import Varlink

extension API.Sessions {
    /// A stretch of a session that somebody led.
    package struct LedStretch: Codable, Equatable, Sendable {
        package let staff: String
        package let from: String
        package let to: String?

        package init(staff: String, from: String, to: String? = nil) {
            self.staff = staff
            self.from = from
            self.to = to
        }
    }

    /// Somebody's statement that a session was as it is on record.
    package struct Signature: Codable, Equatable, Sendable {
        package let actor: String
        package let staff: String?
        package let signedAt: String
        package let supersededBy: Int?
        package let hasSummary: Bool
        package let summary: String?

        package init(
            actor: String, staff: String? = nil, signedAt: String, supersededBy: Int? = nil, hasSummary: Bool,
            summary: String? = nil
        ) {
            self.actor = actor
            self.staff = staff
            self.signedAt = signedAt
            self.supersededBy = supersededBy
            self.hasSummary = hasSummary
            self.summary = summary
        }
    }

    /// One meeting of a group.
    package struct Session: Codable, Equatable, Sendable {
        package let session: String
        package let group: String
        package let groupName: String
        package let label: String
        package let kind: String
        package let date: String
        package let plannedStart: String
        package let plannedEnd: String
        package let state: String
        package let startedAt: String?
        package let endedAt: String?
        package let reason: String?
        package let expected: Int
        package let present: Int
        package let left: Int
        package let capacity: Int?
        package let lead: String?
        package let leads: [LedStretch]
        package let signedAt: String?
        package let signedBy: String?
        package let pausedSince: String?
        package let pause: String?
        package let mergedInto: String?
        package let phase: String?
        package let guests: Int

        package init(
            session: String, group: String, groupName: String, label: String, kind: String, date: String,
            plannedStart: String, plannedEnd: String, state: String, startedAt: String? = nil, endedAt: String? = nil,
            reason: String? = nil, expected: Int, present: Int, left: Int, capacity: Int? = nil, lead: String? = nil,
            leads: [LedStretch] = [], signedAt: String? = nil, signedBy: String? = nil, pausedSince: String? = nil,
            pause: String? = nil, mergedInto: String? = nil, phase: String? = nil, guests: Int = 0
        ) {
            self.session = session
            self.group = group
            self.groupName = groupName
            self.label = label
            self.kind = kind
            self.date = date
            self.plannedStart = plannedStart
            self.plannedEnd = plannedEnd
            self.state = state
            self.startedAt = startedAt
            self.endedAt = endedAt
            self.reason = reason
            self.expected = expected
            self.present = present
            self.left = left
            self.capacity = capacity
            self.lead = lead
            self.leads = leads
            self.signedAt = signedAt
            self.signedBy = signedBy
            self.pausedSince = pausedSince
            self.pause = pause
            self.mergedInto = mergedInto
            self.phase = phase
            self.guests = guests
        }
    }

    /// One member at one session.
    package struct Attendance: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let initials: String
        package let state: String
        package let origin: String
        package let `in`: String?
        package let out: String?
        package let attendedSeconds: Int
        package let creditedSeconds: Int
        package let standing: String?
        package let weekCreditedSeconds: Int?
        package let weekRequiredSeconds: Int?
        package let name: String?

        package init(
            member: String, shortName: String, initials: String, state: String, origin: String, `in`: String? = nil,
            out: String? = nil, attendedSeconds: Int, creditedSeconds: Int, standing: String? = nil,
            weekCreditedSeconds: Int? = nil, weekRequiredSeconds: Int? = nil, name: String? = nil
        ) {
            self.member = member
            self.shortName = shortName
            self.initials = initials
            self.state = state
            self.origin = origin
            self.in = `in`
            self.out = out
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
            self.standing = standing
            self.weekCreditedSeconds = weekCreditedSeconds
            self.weekRequiredSeconds = weekRequiredSeconds
            self.name = name
        }
    }

    /// A session that could have been meant.
    package struct Choice: Codable, Equatable, Sendable {
        package let session: String
        package let groupName: String
        package let plannedStart: String

        package init(session: String, groupName: String, plannedStart: String) {
            self.session = session
            self.groupName = groupName
            self.plannedStart = plannedStart
        }
    }

    /// There is no such session.
    package struct NoSuchSession: VarlinkError, Equatable {
        package static let name = "io.convened.Sessions.NoSuchSession"
        package let session: String
        package let message: String

        package init(session: String, message: String) {
            self.session = session
            self.message = message
        }
    }

    /// The session isn't in a state in which this can be done.
    package struct WrongState: VarlinkError, Equatable {
        package static let name = "io.convened.Sessions.WrongState"
        package let session: String
        package let state: String
        package let message: String

        package init(session: String, state: String, message: String) {
            self.session = session
            self.state = state
            self.message = message
        }
    }

    /// It is later than planned, and when treatment began was to be asked.
    package struct StartsLate: VarlinkError, Equatable {
        package static let name = "io.convened.Sessions.StartsLate"
        package let session: String
        package let plannedStart: String
        package let now: String
        package let message: String

        package init(session: String, plannedStart: String, now: String, message: String) {
            self.session = session
            self.plannedStart = plannedStart
            self.now = now
            self.message = message
        }
    }

    /// No session was named and several are possible.
    package struct Ambiguous: VarlinkError, Equatable {
        package static let name = "io.convened.Sessions.Ambiguous"
        package let sessions: [Choice]
        package let message: String

        package init(sessions: [Choice], message: String) {
            self.sessions = sessions
            self.message = message
        }
    }

    /// No session was named and none is possible.
    package struct NoneOpen: VarlinkError, Equatable {
        package static let name = "io.convened.Sessions.NoneOpen"
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }
}
