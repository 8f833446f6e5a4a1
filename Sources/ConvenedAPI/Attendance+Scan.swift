import Varlink

extension API.Attendance {
    /// Takes a code that was scanned at the door: the member comes, leaves, or nothing changes.
    package enum Scan: VarlinkMethod {
        package static let name = "io.convened.Attendance.Scan"

        package struct Parameters: Codable, Equatable, Sendable {
            package let code: String
            package let session: String?
            package let at: String?
            package let out: Bool?
            package let idempotencyKey: String?

            package init(
                code: String, session: String? = nil, at: String? = nil, out: Bool? = nil,
                idempotencyKey: String? = nil
            ) {
                self.code = code
                self.session = session
                self.at = at
                self.out = out
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let outcome: String
            package let member: String
            package let initials: String
            package let session: String
            package let label: String
            package let since: String
            package let until: String?

            package init(
                outcome: String, member: String, initials: String, session: String, label: String, since: String,
                until: String?
            ) {
                self.outcome = outcome
                self.member = member
                self.initials = initials
                self.session = session
                self.label = label
                self.since = since
                self.until = until
            }
        }
    }
}
