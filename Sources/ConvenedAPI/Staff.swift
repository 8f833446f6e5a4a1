package import Varlink

extension API {
    /// Staff: who works here, and whom alerts about members are for.
    package enum Staff {}
}

extension API.Staff {
    /// Somebody who works here.
    package struct Person: Codable, Equatable, Sendable {
        package let staff: String
        package let name: String
        package let credentials: String?
        package let account: String?
        package let roles: [String]
        package let members: Int

        package init(
            staff: String, name: String, credentials: String? = nil, account: String? = nil, roles: [String],
            members: Int
        ) {
            self.staff = staff
            self.name = name
            self.credentials = credentials
            self.account = account
            self.roles = roles
            self.members = members
        }
    }

    /// Everybody who works here, by initials.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Staff.List"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let staff: [Person]

            package init(staff: [Person]) {
                self.staff = staff
            }
        }
    }

    /// Says who uses an account that several people share, for the calls that follow on this connection.
    package enum Identify: VarlinkMethod {
        package static let name = "io.convened.Staff.Identify"

        package struct Parameters: Codable, Equatable, Sendable {
            package let staff: String

            package init(staff: String) {
                self.staff = staff
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let staff: String

            package init(staff: String) {
                self.staff = staff
            }
        }
    }

    /// Takes in somebody who works here.
    package enum Add: VarlinkMethod {
        package static let name = "io.convened.Staff.Add"

        package struct Parameters: Codable, Equatable, Sendable {
            package let staff: String
            package let name: String
            package let credentials: String?
            package let account: String?
            package let roles: [String]
            package let idempotencyKey: String?

            package init(
                staff: String, name: String, credentials: String? = nil, account: String? = nil, roles: [String],
                idempotencyKey: String? = nil
            ) {
                self.staff = staff
                self.name = name
                self.credentials = credentials
                self.account = account
                self.roles = roles
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// Changes what is known of somebody. What is absent stays as it is.
    package enum Edit: VarlinkMethod {
        package static let name = "io.convened.Staff.Edit"

        package struct Parameters: Codable, Equatable, Sendable {
            package let staff: String
            package let name: String?
            package let credentials: String?
            package let account: String?
            package let roles: [String]?
            package let idempotencyKey: String?

            package init(
                staff: String, name: String? = nil, credentials: String? = nil, account: String? = nil,
                roles: [String]? = nil, idempotencyKey: String? = nil
            ) {
                self.staff = staff
                self.name = name
                self.credentials = credentials
                self.account = account
                self.roles = roles
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// Takes out somebody who doesn't work here any more.
    package enum Remove: VarlinkMethod {
        package static let name = "io.convened.Staff.Remove"

        package struct Parameters: Codable, Equatable, Sendable {
            package let staff: String
            package let idempotencyKey: String?

            package init(staff: String, idempotencyKey: String? = nil) {
                self.staff = staff
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let members: [String]

            package init(members: [String]) {
                self.members = members
            }
        }
    }

    /// Says whom alerts about a member are for. What is absent stays as it is.
    package enum Assign: VarlinkMethod {
        package static let name = "io.convened.Staff.Assign"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let caseManager: String?
            package let deputy: String?
            package let idempotencyKey: String?

            package init(
                member: String, caseManager: String? = nil, deputy: String? = nil, idempotencyKey: String? = nil
            ) {
                self.member = member
                self.caseManager = caseManager
                self.deputy = deputy
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let caseManager: String?
            package let deputy: String?

            package init(member: String, caseManager: String? = nil, deputy: String? = nil) {
                self.member = member
                self.caseManager = caseManager
                self.deputy = deputy
            }
        }
    }

    /// Nobody who works here is meant by that.
    package struct NoSuchStaff: VarlinkError, Equatable {
        package static let name = "io.convened.Staff.NoSuchStaff"
        package let staff: String
        package let message: String

        package init(staff: String, message: String) {
            self.staff = staff
            self.message = message
        }
    }

    /// The caller's account is one that several people share, and nobody has said who uses it.
    package struct NotNamed: VarlinkError, Equatable {
        package static let name = "io.convened.Staff.NotNamed"
        package let account: String
        package let message: String

        package init(account: String, message: String) {
            self.account = account
            self.message = message
        }
    }

    /// Somebody else has these initials.
    package struct StaffExists: VarlinkError, Equatable {
        package static let name = "io.convened.Staff.StaffExists"
        package let staff: String
        package let message: String

        package init(staff: String, message: String) {
            self.staff = staff
            self.message = message
        }
    }
}
