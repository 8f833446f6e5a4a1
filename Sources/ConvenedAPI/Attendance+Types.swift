import Varlink

extension API.Attendance {
    /// A member's week after what has just happened.
    package struct Week: Codable, Equatable, Sendable {
        package let week: String
        package let requiredSeconds: Int
        package let maximumSeconds: Int?
        package let attendedSeconds: Int
        package let creditedSeconds: Int
        package let remainingSeconds: Int
        package let possibleSeconds: Int
        package let missingSeconds: Int
        package let standing: String
        package let rule: String
        package let provisional: Bool

        package init(
            week: String, requiredSeconds: Int, maximumSeconds: Int? = nil, attendedSeconds: Int, creditedSeconds: Int,
            remainingSeconds: Int, possibleSeconds: Int, missingSeconds: Int, standing: String, rule: String,
            provisional: Bool
        ) {
            self.week = week
            self.requiredSeconds = requiredSeconds
            self.maximumSeconds = maximumSeconds
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
            self.remainingSeconds = remainingSeconds
            self.possibleSeconds = possibleSeconds
            self.missingSeconds = missingSeconds
            self.standing = standing
            self.rule = rule
            self.provisional = provisional
        }
    }

    /// The member isn't on the group's roster. A walk-in has to be asked for.
    package struct NotOnRoster: VarlinkError, Equatable {
        package static let name = "io.convened.Attendance.NotOnRoster"
        package let member: String
        package let group: String
        package let message: String

        package init(member: String, group: String, message: String) {
            self.member = member
            self.group = group
            self.message = message
        }
    }

    /// The member is in no program now.
    package struct NotEnrolled: VarlinkError, Equatable {
        package static let name = "io.convened.Attendance.NotEnrolled"
        package let member: String
        package let state: String
        package let message: String

        package init(member: String, state: String, message: String) {
            self.member = member
            self.state = state
            self.message = message
        }
    }

    /// The group is for another cohort or program.
    package struct WrongCohort: VarlinkError, Equatable {
        package static let name = "io.convened.Attendance.WrongCohort"
        package let member: String
        package let group: String
        package let message: String

        package init(member: String, group: String, message: String) {
            self.member = member
            self.group = group
            self.message = message
        }
    }

    /// The member isn't in, so can't be checked out or moved.
    package struct NotIn: VarlinkError, Equatable {
        package static let name = "io.convened.Attendance.NotIn"
        package let member: String
        package let message: String

        package init(member: String, message: String) {
            self.member = member
            self.message = message
        }
    }

    /// The caller has made no entry that can be taken back.
    package struct NothingToUndo: VarlinkError, Equatable {
        package static let name = "io.convened.Attendance.NothingToUndo"
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }

    /// The time is before the session opened, after it ended, or in the future.
    package struct OutsideSession: VarlinkError, Equatable {
        package static let name = "io.convened.Attendance.OutsideSession"
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }
}
