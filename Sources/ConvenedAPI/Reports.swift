import Varlink

extension API.Reports {
    /// A member's whole stay, week by week.
    package enum Stay: VarlinkMethod {
        package static let name = "io.convened.Reports.Stay"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let admitted: String?

            package init(member: String, admitted: String? = nil) {
                self.member = member
                self.admitted = admitted
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let shortName: String
            package let stay: StayFacts
            package let weeks: [Week]
            package let attended: Int
            package let missed: Int
            package let excused: Int
            package let longestGapDays: Int
            package let gapFrom: String?
            package let gapTo: String?
            package let measures: [Course]

            package init(
                member: String, shortName: String, stay: StayFacts, weeks: [Week], attended: Int, missed: Int,
                excused: Int, longestGapDays: Int, gapFrom: String? = nil, gapTo: String? = nil, measures: [Course]
            ) {
                self.member = member
                self.shortName = shortName
                self.stay = stay
                self.weeks = weeks
                self.attended = attended
                self.missed = missed
                self.excused = excused
                self.longestGapDays = longestGapDays
                self.gapFrom = gapFrom
                self.gapTo = gapTo
                self.measures = measures
            }
        }
    }

    /// The weeks that begin in a month, for all members or some.
    package enum Month: VarlinkMethod {
        package static let name = "io.convened.Reports.Month"

        package struct Parameters: Codable, Equatable, Sendable {
            package let month: String?
            package let group: String?
            package let program: String?

            package init(month: String? = nil, group: String? = nil, program: String? = nil) {
                self.month = month
                self.group = group
                self.program = program
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let month: String
            package let weeks: [String]
            package let rows: [MonthRow]

            package init(month: String, weeks: [String], rows: [MonthRow]) {
                self.month = month
                self.weeks = weeks
                self.rows = rows
            }
        }
    }

    /// A group's sessions: how full they were, and who didn't come.
    package enum Group: VarlinkMethod {
        package static let name = "io.convened.Reports.Group"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String
            package let from: String?
            package let to: String?

            package init(group: String, from: String? = nil, to: String? = nil) {
                self.group = group
                self.from = from
                self.to = to
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let group: String
            package let groupName: String
            package let from: String
            package let to: String
            package let meetings: [Meeting]

            package init(group: String, groupName: String, from: String, to: String, meetings: [Meeting]) {
                self.group = group
                self.groupName = groupName
                self.from = from
                self.to = to
                self.meetings = meetings
            }
        }
    }

    /// A session's sign-in sheet.
    package enum Sheet: VarlinkMethod {
        package static let name = "io.convened.Reports.Sheet"

        package struct Parameters: Codable, Equatable, Sendable {
            package let session: String

            package init(session: String) {
                self.session = session
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let session: String
            package let site: String
            package let groupName: String
            package let kind: String
            package let state: String
            package let plannedStart: String
            package let plannedEnd: String
            package let startedAt: String?
            package let endedAt: String?
            package let pauses: [Pause]
            package let facilitators: [Facilitator]
            package let signedBy: String?
            package let sentence: String?
            package let signedAt: String?
            package let present: Int
            package let guests: Int
            package let warning: String?
            package let rows: [SheetRow]

            package init(
                session: String, site: String, groupName: String, kind: String, state: String, plannedStart: String,
                plannedEnd: String, startedAt: String? = nil, endedAt: String? = nil, pauses: [Pause],
                facilitators: [Facilitator], signedBy: String? = nil, sentence: String? = nil,
                signedAt: String? = nil, present: Int, guests: Int = 0, warning: String? = nil, rows: [SheetRow]
            ) {
                self.session = session
                self.site = site
                self.groupName = groupName
                self.kind = kind
                self.state = state
                self.plannedStart = plannedStart
                self.plannedEnd = plannedEnd
                self.startedAt = startedAt
                self.endedAt = endedAt
                self.pauses = pauses
                self.facilitators = facilitators
                self.signedBy = signedBy
                self.sentence = sentence
                self.signedAt = signedAt
                self.present = present
                self.guests = guests
                self.warning = warning
                self.rows = rows
            }
        }
    }

    /// A member's own record. It names no other member.
    package enum Extract: VarlinkMethod {
        package static let name = "io.convened.Reports.Extract"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String

            package init(member: String) {
                self.member = member
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let site: String
            package let name: String
            package let born: String
            package let contacts: [Contact]
            package let stays: [StayFacts]
            package let weeks: [Week]
            package let visits: [Visit]
            package let measures: [Course]
            package let notes: [Note]

            package init(
                member: String, site: String, name: String, born: String, contacts: [Contact], stays: [StayFacts],
                weeks: [Week], visits: [Visit], measures: [Course],
                notes: [Note] = []
            ) {
                self.member = member
                self.site = site
                self.name = name
                self.born = born
                self.contacts = contacts
                self.stays = stays
                self.weeks = weeks
                self.visits = visits
                self.measures = measures
                self.notes = notes
            }
        }
    }
}
