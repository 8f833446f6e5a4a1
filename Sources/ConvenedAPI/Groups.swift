package import Varlink

extension API {
    /// Groups: what meets and when, and the rosters that say who belongs.
    package enum Groups {}
}

extension API.Groups {
    /// Adds a group and plans its sessions.
    package enum Add: VarlinkMethod {
        package static let name = "io.convened.Groups.Add"

        package struct Parameters: Codable, Equatable, Sendable {
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
            package let measures: [String]?
            package let idempotencyKey: String?

            package init(
                group: String, name: String, label: String, kind: String, programs: [String], cohort: String? = nil,
                capacity: Int? = nil, meetings: [Meeting], facilitators: [String], lead: String? = nil,
                measures: [String]? = nil, idempotencyKey: String? = nil
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
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let sessionsScheduled: Int
            package let warnings: [String]

            package init(sessionsScheduled: Int, warnings: [String]) {
                self.sessionsScheduled = sessionsScheduled
                self.warnings = warnings
            }
        }
    }

    /// Changes what a group is from now on. What is absent stays as it is.
    package enum Edit: VarlinkMethod {
        package static let name = "io.convened.Groups.Edit"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String
            package let name: String?
            package let label: String?
            package let capacity: Int?
            package let facilitators: [String]?
            package let lead: String?
            package let measures: [String]?
            package let idempotencyKey: String?

            package init(
                group: String, name: String? = nil, label: String? = nil, capacity: Int? = nil,
                facilitators: [String]? = nil, lead: String? = nil, measures: [String]? = nil,
                idempotencyKey: String? = nil
            ) {
                self.group = group
                self.name = name
                self.label = label
                self.capacity = capacity
                self.facilitators = facilitators
                self.lead = lead
                self.measures = measures
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let group: Group
            package let promoted: [String]
            package let warnings: [String]

            package init(group: Group, promoted: [String], warnings: [String]) {
                self.group = group
                self.promoted = promoted
                self.warnings = warnings
            }
        }
    }

    /// All groups.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Groups.List"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let groups: [Group]

            package init(groups: [Group]) {
                self.groups = groups
            }
        }
    }

    /// One group with its roster today and those who wait.
    package enum Show: VarlinkMethod {
        package static let name = "io.convened.Groups.Show"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String

            package init(group: String) {
                self.group = group
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let group: Group
            package let roster: [RosterEntry]
            package let waitlist: [RosterEntry]

            package init(group: Group, roster: [RosterEntry], waitlist: [RosterEntry]) {
                self.group = group
                self.roster = roster
                self.waitlist = waitlist
            }
        }
    }

    /// Puts members on a group's roster, or on its waitlist once it is full. Changes no attendance.
    package enum RosterAdd: VarlinkMethod {
        package static let name = "io.convened.Groups.RosterAdd"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String
            package let members: [String]
            package let from: String?
            package let to: String?
            package let idempotencyKey: String?

            package init(
                group: String, members: [String], from: String? = nil, to: String? = nil, idempotencyKey: String? = nil
            ) {
                self.group = group
                self.members = members
                self.from = from
                self.to = to
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let entries: [RosterEntry]

            package init(entries: [RosterEntry]) {
                self.entries = entries
            }
        }
    }

    /// Takes members off a group's roster or waitlist. Changes no past attendance.
    package enum RosterRemove: VarlinkMethod {
        package static let name = "io.convened.Groups.RosterRemove"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String
            package let members: [String]
            package let from: String?
            package let idempotencyKey: String?

            package init(group: String, members: [String], from: String? = nil, idempotencyKey: String? = nil) {
                self.group = group
                self.members = members
                self.from = from
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let entries: [RosterEntry]
            package let promoted: [String]

            package init(entries: [RosterEntry], promoted: [String]) {
                self.entries = entries
                self.promoted = promoted
            }
        }
    }

    /// A group's roster on a date, and the waitlist.
    package enum RosterList: VarlinkMethod {
        package static let name = "io.convened.Groups.RosterList"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String
            package let on: String?

            package init(group: String, on: String? = nil) {
                self.group = group
                self.on = on
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let entries: [RosterEntry]

            package init(entries: [RosterEntry]) {
                self.entries = entries
            }
        }
    }
}
