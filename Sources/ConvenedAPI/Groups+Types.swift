import Varlink

extension API.Groups {
    /// A weekly meeting, in the site's time zone.
    package struct Meeting: Codable, Equatable, Sendable {
        package let weekday: String
        package let start: String
        package let durationSeconds: Int

        package init(weekday: String, start: String, durationSeconds: Int) {
            self.weekday = weekday
            self.start = start
            self.durationSeconds = durationSeconds
        }
    }

    /// A group.
    package struct Group: Codable, Equatable, Sendable {
        package let group: String
        package let name: String
        package let label: String
        package let kind: String
        package let programs: [String]
        package let cohort: String?
        package let capacity: Int?
        package let meetings: [Meeting]
        package let facilitators: [String]
        package let lead: String?
        package let measures: [String]
        package let members: Int
        package let waiting: Int

        package init(
            group: String, name: String, label: String, kind: String, programs: [String], cohort: String? = nil,
            capacity: Int? = nil, meetings: [Meeting], facilitators: [String], lead: String? = nil,
            measures: [String] = [], members: Int, waiting: Int
        ) {
            self.group = group
            self.name = name
            self.label = label
            self.kind = kind
            self.programs = programs
            self.cohort = cohort
            self.capacity = capacity
            self.meetings = meetings
            self.facilitators = facilitators
            self.lead = lead
            self.measures = measures
            self.members = members
            self.waiting = waiting
        }
    }

    /// A member's place on a group's roster.
    package struct RosterEntry: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let from: String
        package let to: String?
        package let waitlisted: Bool
        package let position: Int?

        package init(
            member: String, shortName: String, from: String, to: String? = nil, waitlisted: Bool, position: Int? = nil
        ) {
            self.member = member
            self.shortName = shortName
            self.from = from
            self.to = to
            self.waitlisted = waitlisted
            self.position = position
        }
    }

    /// There is no such group.
    package struct NoSuchGroup: VarlinkError, Equatable {
        package static let name = "io.convened.Groups.NoSuchGroup"
        package let group: String
        package let message: String

        package init(group: String, message: String) {
            self.group = group
            self.message = message
        }
    }

    /// The identifier belongs to a group already.
    package struct GroupExists: VarlinkError, Equatable {
        package static let name = "io.convened.Groups.GroupExists"
        package let group: String
        package let message: String

        package init(group: String, message: String) {
            self.group = group
            self.message = message
        }
    }

    /// The member isn't on this roster.
    package struct NotOnRoster: VarlinkError, Equatable {
        package static let name = "io.convened.Groups.NotOnRoster"
        package let member: String
        package let group: String
        package let message: String

        package init(member: String, group: String, message: String) {
            self.member = member
            self.group = group
            self.message = message
        }
    }

    /// The member is on this roster already, or waits for it.
    package struct AlreadyOnRoster: VarlinkError, Equatable {
        package static let name = "io.convened.Groups.AlreadyOnRoster"
        package let member: String
        package let group: String
        package let message: String

        package init(member: String, group: String, message: String) {
            self.member = member
            self.group = group
            self.message = message
        }
    }
}
