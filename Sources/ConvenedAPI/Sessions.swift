package import Varlink

extension API {
    /// Sessions: the meetings of groups, from their planning to their end.
    package enum Sessions {}
}

extension API.Sessions {
    /// Sessions, in the order of their planned starts.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Sessions.List"

        package struct Parameters: Codable, Equatable, Sendable {
            package let from: String?
            package let to: String?
            package let group: String?
            package let state: String?

            package init(from: String? = nil, to: String? = nil, group: String? = nil, state: String? = nil) {
                self.from = from
                self.to = to
                self.group = group
                self.state = state
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let sessions: [Session]

            package init(sessions: [Session]) {
                self.sessions = sessions
            }
        }
    }

    /// The sessions of the site's day.
    package enum Today: VarlinkMethod {
        package static let name = "io.convened.Sessions.Today"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let date: String
            package let zone: String
            package let sessions: [Session]

            package init(date: String, zone: String, sessions: [Session]) {
                self.date = date
                self.zone = zone
                self.sessions = sessions
            }
        }
    }

    /// One session and everybody who is expected at it or was there.
    package enum Show: VarlinkMethod {
        package static let name = "io.convened.Sessions.Show"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let names: Bool?
            package let toSign: Bool?
            package let summary: Bool?

            package init(session: String? = nil, names: Bool? = nil, toSign: Bool? = nil, summary: Bool? = nil) {
                self.session = session
                self.names = names
                self.toSign = toSign
                self.summary = summary
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session
            package let attendances: [Attendance]
            package let course: Course?
            package let measures: [String]?
            package let signatures: [Signature]
            package let sentence: String?
            package let caller: String?

            package init(
                session: Session, attendances: [Attendance], course: Course? = nil, measures: [String]? = nil,
                signatures: [Signature] = [], sentence: String? = nil, caller: String? = nil
            ) {
                self.session = session
                self.attendances = attendances
                self.course = course
                self.measures = measures
                self.signatures = signatures
                self.sentence = sentence
                self.caller = caller
            }
        }
    }

    /// Opens a session for check-in before it opens itself.
    package enum Open: VarlinkMethod {
        package static let name = "io.convened.Sessions.Open"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let idempotencyKey: String?

            package init(session: String? = nil, idempotencyKey: String? = nil) {
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

    /// Starts treatment.
    package enum Start: VarlinkMethod {
        package static let name = "io.convened.Sessions.Start"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let at: String?
            package let ask: Bool?
            package let idempotencyKey: String?

            package init(
                session: String? = nil, at: String? = nil, ask: Bool? = nil, idempotencyKey: String? = nil
            ) {
                self.session = session
                self.at = at
                self.ask = ask
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

    /// Ends treatment and checks everybody out.
    package enum End: VarlinkMethod {
        package static let name = "io.convened.Sessions.End"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String?
            package let at: String?
            package let idempotencyKey: String?

            package init(session: String? = nil, at: String? = nil, idempotencyKey: String? = nil) {
                self.session = session
                self.at = at
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: Session
            package let checkedOut: Int
            package let noShows: [String]

            package init(session: Session, checkedOut: Int, noShows: [String]) {
                self.session = session
                self.checkedOut = checkedOut
                self.noShows = noShows
            }
        }
    }

    /// Cancels a session. Nobody becomes a no-show by it.
    package enum Cancel: VarlinkMethod {
        package static let name = "io.convened.Sessions.Cancel"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String
            package let reason: String
            package let idempotencyKey: String?

            package init(session: String, reason: String, idempotencyKey: String? = nil) {
                self.session = session
                self.reason = reason
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
