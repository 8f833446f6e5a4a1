package import Varlink

extension API.Enrolments {
    /// A member's stays, with all that was ever said of them.
    package enum Show: VarlinkMethod {
        package static let name = "io.convened.Enrolments.Show"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String

            package init(member: String) {
                self.member = member
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let shortName: String
            package let stays: [Stay]
            package let waivers: [Waiver]

            package init(member: String, shortName: String, stays: [Stay], waivers: [Waiver]) {
                self.member = member
                self.shortName = shortName
                self.stays = stays
                self.waivers = waivers
            }
        }
    }

    /// Says what a member is to have from a day on, and when what their stay asks for was done. What is absent stays as it is; another program or step brings its own requirement.
    package enum Set: VarlinkMethod {
        package static let name = "io.convened.Enrolments.Set"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let from: String?
            package let program: String?
            package let step: Int?
            package let weeklySeconds: Int?
            package let days: Int?
            package let transitionWeeks: Int?
            package let evaluated: String?
            package let planned: String?
            package let recertified: String?
            package let reason: String?
            package let idempotencyKey: String?

            package init(
                member: String, from: String? = nil, program: String? = nil, step: Int? = nil,
                weeklySeconds: Int? = nil, days: Int? = nil, transitionWeeks: Int? = nil, evaluated: String? = nil,
                planned: String? = nil, recertified: String? = nil, reason: String? = nil,
                idempotencyKey: String? = nil
            ) {
                self.member = member
                self.from = from
                self.program = program
                self.step = step
                self.weeklySeconds = weeklySeconds
                self.days = days
                self.transitionWeeks = transitionWeeks
                self.evaluated = evaluated
                self.planned = planned
                self.recertified = recertified
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let outcome: Outcome

            package init(outcome: Outcome) {
                self.outcome = outcome
            }
        }
    }

    /// Takes the next step of the program's step-down plan before its day.
    package enum Advance: VarlinkMethod {
        package static let name = "io.convened.Enrolments.Advance"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let from: String?
            package let reason: String
            package let idempotencyKey: String?

            package init(member: String, from: String? = nil, reason: String, idempotencyKey: String? = nil) {
                self.member = member
                self.from = from
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let outcome: Outcome

            package init(outcome: Outcome) {
                self.outcome = outcome
            }
        }
    }

    /// Interrupts a stay: nobody expects the member, and the days ask for nothing.
    package enum Hold: VarlinkMethod {
        package static let name = "io.convened.Enrolments.Hold"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let from: String?
            package let until: String?
            package let reason: String
            package let idempotencyKey: String?

            package init(
                member: String, from: String? = nil, until: String? = nil, reason: String, idempotencyKey: String? = nil
            ) {
                self.member = member
                self.from = from
                self.until = until
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let outcome: Outcome

            package init(outcome: Outcome) {
                self.outcome = outcome
            }
        }
    }

    /// Lets a stay that is on hold go on, gives a hold another end, or takes it back.
    package enum Resume: VarlinkMethod {
        package static let name = "io.convened.Enrolments.Resume"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let hold: String?
            package let on: String?
            package let idempotencyKey: String?

            package init(
                member: String, hold: String? = nil, on: String? = nil, idempotencyKey: String? = nil
            ) {
                self.member = member
                self.hold = hold
                self.on = on
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let outcome: Outcome

            package init(outcome: Outcome) {
                self.outcome = outcome
            }
        }
    }

    /// Takes a discharge back: the stay goes on as if it had never been said.
    package enum Reinstate: VarlinkMethod {
        package static let name = "io.convened.Enrolments.Reinstate"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let reason: String
            package let idempotencyKey: String?

            package init(member: String, reason: String, idempotencyKey: String? = nil) {
                self.member = member
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let outcome: Outcome

            package init(outcome: Outcome) {
                self.outcome = outcome
            }
        }
    }

    /// Ends a stay and begins one in another program, both or neither.
    package enum Transfer: VarlinkMethod {
        package static let name = "io.convened.Enrolments.Transfer"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let program: String
            package let on: String?
            package let groups: [String]
            package let idempotencyKey: String?

            package init(
                member: String, program: String, on: String? = nil, groups: [String], idempotencyKey: String? = nil
            ) {
                self.member = member
                self.program = program
                self.on = on
                self.groups = groups
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let outcome: Outcome

            package init(outcome: Outcome) {
                self.outcome = outcome
            }
        }
    }

    /// The waivers that hold, oldest first.
    package enum ListWaivers: VarlinkMethod {
        package static let name = "io.convened.Enrolments.ListWaivers"

        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let waivers: [Waiver]

            package init(waivers: [Waiver]) {
                self.waivers = waivers
            }
        }
    }

    /// Lets less be asked for in some weeks: of a member, of a program's members, or with neither of everybody.
    package enum AddWaiver: VarlinkMethod {
        package static let name = "io.convened.Enrolments.AddWaiver"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String?
            package let program: String?
            package let from: String?
            package let to: String?
            package let weeklySeconds: Int?
            package let days: Int?
            package let reason: String
            package let idempotencyKey: String?

            package init(
                member: String? = nil, program: String? = nil, from: String? = nil, to: String? = nil,
                weeklySeconds: Int? = nil, days: Int? = nil, reason: String, idempotencyKey: String? = nil
            ) {
                self.member = member
                self.program = program
                self.from = from
                self.to = to
                self.weeklySeconds = weeklySeconds
                self.days = days
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let waiver: Waiver

            package init(waiver: Waiver) {
                self.waiver = waiver
            }
        }
    }

    /// Takes a waiver back.
    package enum RemoveWaiver: VarlinkMethod {
        package static let name = "io.convened.Enrolments.RemoveWaiver"

        package struct Parameters: Codable, Equatable, Sendable {
            package let waiver: Int
            package let reason: String
            package let idempotencyKey: String?

            package init(waiver: Int, reason: String, idempotencyKey: String? = nil) {
                self.waiver = waiver
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// There is no such waiver.
    package struct NoSuchWaiver: VarlinkError, Equatable {
        package static let name = "io.convened.Enrolments.NoSuchWaiver"
        package let waiver: Int
        package let message: String

        package init(waiver: Int, message: String) {
            self.waiver = waiver
            self.message = message
        }
    }
}
