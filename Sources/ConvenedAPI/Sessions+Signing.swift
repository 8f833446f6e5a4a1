import Varlink

extension API.Sessions {
    /// Signs a session that has ended, which closes it.
    package enum Sign: VarlinkMethod {
        package static let name = "io.convened.Sessions.Sign"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let summary: String?
            package let idempotencyKey: String?

            package init(session: String? = nil, summary: String? = nil, idempotencyKey: String? = nil) {
                self.session = session
                self.summary = summary
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }

    /// Says how many guests are at a session.
    package enum CountGuests: VarlinkMethod {
        package static let name = "io.convened.Sessions.CountGuests"

        package struct Parameters: Codable, Equatable, Sendable {
            package let guests: Int
            package let session: String?
            package let idempotencyKey: String?

            package init(guests: Int, session: String? = nil, idempotencyKey: String? = nil) {
                self.guests = guests
                self.session = session
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }

    /// Says who leads a session from when.
    package enum Lead: VarlinkMethod {
        package static let name = "io.convened.Sessions.Lead"

        package struct Parameters: Codable, Equatable, Sendable {
            package let staff: String
            package let session: String?
            package let from: String?
            package let idempotencyKey: String?

            package init(staff: String, session: String? = nil, from: String? = nil, idempotencyKey: String? = nil) {
                self.staff = staff
                self.session = session
                self.from = from
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session

            package init(session: Session) {
                self.session = session
            }
        }
    }
}
