import Varlink

extension API {
    /// Members: the people in treatment, their contacts and their enrolments.
    ///
    /// Answers of this interface hold personal values. Looking at one member's record is itself recorded.
    package enum Members {}
}

extension API.Members {
    /// Takes in members from the text of a CSV file with a header row. All of it is right or nothing is taken in.
    package enum Import: VarlinkMethod {
        package static let name = "io.convened.Members.Import"

        package struct Parameters: Codable, Equatable, Sendable {
            package let fileName: String
            package let text: String
            package let dryRun: Bool?
            package let idempotencyKey: String?

            package init(fileName: String, text: String, dryRun: Bool? = nil, idempotencyKey: String? = nil) {
                self.fileName = fileName
                self.text = text
                self.dryRun = dryRun
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let members: [ImportedMember]
            package let done: Int?
            package let total: Int?

            package init(members: [ImportedMember], done: Int? = nil, total: Int? = nil) {
                self.members = members
                self.done = done
                self.total = total
            }
        }
    }

    /// Members, in the order of their codes.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Members.List"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String?
            package let program: String?
            package let state: String?

            package init(group: String? = nil, program: String? = nil, state: String? = nil) {
                self.group = group
                self.program = program
                self.state = state
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let members: [Member]

            package init(members: [Member]) {
                self.members = members
            }
        }
    }

    /// One member's record.
    package enum Show: VarlinkMethod {
        package static let name = "io.convened.Members.Show"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String

            package init(member: String) {
                self.member = member
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: Member
            package let contacts: [Contact]
            package let enrolments: [Enrolment]
            package let rosters: [RosterEntry]
            package let caseManager: String?
            package let deputy: String?
            package let measures: [Course]
            package let notes: [Note]
            package let readsNotes: Bool

            package init(
                member: Member, contacts: [Contact], enrolments: [Enrolment], rosters: [RosterEntry],
                caseManager: String? = nil, deputy: String? = nil, measures: [Course] = [], notes: [Note] = [],
                readsNotes: Bool = false
            ) {
                self.member = member
                self.contacts = contacts
                self.enrolments = enrolments
                self.rosters = rosters
                self.caseManager = caseManager
                self.deputy = deputy
                self.measures = measures
                self.notes = notes
                self.readsNotes = readsNotes
            }
        }
    }

    /// To whom what is on record about a member was shown or handed out, oldest first.
    package enum Disclosures: VarlinkMethod {
        package static let name = "io.convened.Members.Disclosures"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String

            package init(member: String) {
                self.member = member
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let disclosures: [Disclosure]

            package init(member: String, disclosures: [Disclosure]) {
                self.member = member
                self.disclosures = disclosures
            }
        }
    }

    /// Writes down a short note of the day about a member.
    package enum AddNote: VarlinkMethod {
        package static let name = "io.convened.Members.AddNote"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let kind: String
            package let text: String
            package let session: String?
            package let idempotencyKey: String?

            package init(
                member: String, kind: String, text: String, session: String? = nil, idempotencyKey: String? = nil
            ) {
                self.member = member
                self.kind = kind
                self.text = text
                self.session = session
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let session: String?

            package init(member: String, session: String? = nil) {
                self.member = member
                self.session = session
            }
        }
    }

    /// Adds a member and, where a program is given, enrols them.
    package enum Add: VarlinkMethod {
        package static let name = "io.convened.Members.Add"

        package struct Parameters: Codable, Equatable, Sendable {
            package let code: String?
            package let name: String
            package let born: String
            package let contacts: [Contact]
            package let program: String?
            package let admitted: String?
            package let groups: [String]
            package let idempotencyKey: String?

            package init(
                code: String? = nil, name: String, born: String, contacts: [Contact], program: String? = nil,
                admitted: String? = nil, groups: [String], idempotencyKey: String? = nil
            ) {
                self.code = code
                self.name = name
                self.born = born
                self.contacts = contacts
                self.program = program
                self.admitted = admitted
                self.groups = groups
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let code: String
            package let waitlisted: [String]

            package init(code: String, waitlisted: [String]) {
                self.code = code
                self.waitlisted = waitlisted
            }
        }
    }

    /// Changes what is known about a member. What is absent stays as it is.
    package enum Edit: VarlinkMethod {
        package static let name = "io.convened.Members.Edit"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let name: String?
            package let born: String?
            package let contacts: [Contact]?
            package let idempotencyKey: String?

            package init(
                member: String, name: String? = nil, born: String? = nil, contacts: [Contact]? = nil,
                idempotencyKey: String? = nil
            ) {
                self.member = member
                self.name = name
                self.born = born
                self.contacts = contacts
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let changed: [String]

            package init(changed: [String]) {
                self.changed = changed
            }
        }
    }

    /// Begins a member's enrolment.
    package enum Admit: VarlinkMethod {
        package static let name = "io.convened.Members.Admit"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let program: String
            package let on: String?
            package let groups: [String]
            package let waitlist: Bool?
            package let idempotencyKey: String?

            package init(
                member: String, program: String, on: String? = nil, groups: [String], waitlist: Bool? = nil,
                idempotencyKey: String? = nil
            ) {
                self.member = member
                self.program = program
                self.on = on
                self.groups = groups
                self.waitlist = waitlist
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let waitlisted: [String]

            package init(member: String, waitlisted: [String]) {
                self.member = member
                self.waitlisted = waitlisted
            }
        }
    }

    /// Ends a member's current enrolment and takes them off all rosters.
    package enum Discharge: VarlinkMethod {
        package static let name = "io.convened.Members.Discharge"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let on: String?
            package let reason: String
            package let idempotencyKey: String?

            package init(member: String, on: String? = nil, reason: String, idempotencyKey: String? = nil) {
                self.member = member
                self.on = on
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let last: String?
            package let state: String
            package let changed: Bool
            package let waitlisted: [String]

            package init(member: String, last: String? = nil, state: String, changed: Bool, waitlisted: [String]) {
                self.member = member
                self.last = last
                self.state = state
                self.changed = changed
                self.waitlisted = waitlisted
            }
        }
    }
}
