package import Varlink

extension API.Attendance {
    /// Somebody who is in.
    package struct Person: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let session: String
        package let groupName: String
        package let since: String
        package let mode: String

        package init(
            member: String, shortName: String, session: String, groupName: String, since: String, mode: String
        ) {
            self.member = member
            self.shortName = shortName
            self.session = session
            self.groupName = groupName
            self.since = since
            self.mode = mode
        }
    }

    /// Everybody who is in at this moment, in all sessions.
    package enum Present: VarlinkMethod {
        package static let name = "io.convened.Attendance.Present"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let now: String
            package let present: [Person]
            package let guests: Int

            package init(now: String, present: [Person], guests: Int = 0) {
                self.now = now
                self.present = present
                self.guests = guests
            }
        }
    }
}
