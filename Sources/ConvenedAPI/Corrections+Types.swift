extension API.Corrections {
    /// A time in the room.
    package struct Presence: Codable, Equatable, Sendable {
        package let `in`: String
        package let out: String?
        package let mode: String

        package init(`in`: String, out: String? = nil, mode: String) {
            self.in = `in`
            self.out = out
            self.mode = mode
        }
    }

    /// All that is known of a member at a session.
    package struct Entry: Codable, Equatable, Sendable {
        package let state: String
        package let origin: String
        package let presences: [Presence]

        package init(state: String, origin: String, presences: [Presence]) {
            self.state = state
            self.origin = origin
            self.presences = presences
        }
    }

    /// What became of a correction.
    package struct Outcome: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let session: String
        package let groupName: String
        package let before: Entry?
        package let after: Entry?
        package let changed: Bool
        package let attendedSeconds: Int
        package let creditedSeconds: Int
        package let standing: String?
        package let weekCreditedSeconds: Int
        package let weekRequiredSeconds: Int
        package let weekMissingSeconds: Int

        package init(
            member: String, shortName: String, session: String, groupName: String, before: Entry? = nil,
            after: Entry? = nil, changed: Bool, attendedSeconds: Int, creditedSeconds: Int, standing: String? = nil,
            weekCreditedSeconds: Int, weekRequiredSeconds: Int, weekMissingSeconds: Int
        ) {
            self.member = member
            self.shortName = shortName
            self.session = session
            self.groupName = groupName
            self.before = before
            self.after = after
            self.changed = changed
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
            self.standing = standing
            self.weekCreditedSeconds = weekCreditedSeconds
            self.weekRequiredSeconds = weekRequiredSeconds
            self.weekMissingSeconds = weekMissingSeconds
        }
    }

    /// Something that changed what is known.
    package struct Change: Codable, Equatable, Sendable {
        package let event: Int
        package let type: String
        package let recordedAt: String
        package let actor: String
        package let reason: String?
        package let before: Entry?
        package let after: Entry?
        package let entry: Int?

        package init(
            event: Int, type: String, recordedAt: String, actor: String, reason: String? = nil, before: Entry? = nil,
            after: Entry? = nil, entry: Int? = nil
        ) {
            self.event = event
            self.type = type
            self.recordedAt = recordedAt
            self.actor = actor
            self.reason = reason
            self.before = before
            self.after = after
            self.entry = entry
        }
    }
}
